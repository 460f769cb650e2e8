package io.dspt.monitor.azure.fakes;

/**
 * Why Blob storage does not do what it is asked.
 *
 * @param status of HTTP
 * @param code as Blob storage has it
 */
record BlobRefusal(int status, String code) {

    /** One that comes of nothing in the request. */
    static BlobRefusal of(int status) {
        return switch (status) {
            case 403 -> new BlobRefusal(status, "AuthorizationPermissionMismatch");
            case 404 -> new BlobRefusal(status, "ContainerNotFound");
            case 500 -> new BlobRefusal(status, "OperationTimedOut");
            case 503 -> new BlobRefusal(status, "ServerBusy");
            default -> new BlobRefusal(status, "InternalError");
        };
    }
}
