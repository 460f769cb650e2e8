package io.dspt.monitor.ingest.blob;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;

/** Why something of a container could not be read or written, in words for whoever runs the monitor. */
final class BlobFailure {
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORISED = 401;

    private BlobFailure() {}

    /** In one line; no signature stands in it. */
    static String says(Throwable failure, BlobRight right) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BlobStorageException storage) {
                return says(storage, right);
            }
            if (cause instanceof ClientAuthenticationException) {
                return "Entra gave no token: " + firstLine(cause);
            }
        }
        return firstLine(failure);
    }

    private static String says(BlobStorageException failure, BlobRight right) {
        return switch (failure.getStatusCode()) {
            case NOT_FOUND ->
                BlobErrorCode.CONTAINER_NOT_FOUND.equals(failure.getErrorCode())
                        ? "there is no such container"
                        : "it is not there";
            case FORBIDDEN, UNAUTHORISED -> right.refused();
            default -> "Blob storage answered " + failure.getStatusCode();
        };
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : AddressSignature.hiddenIn(message.strip().lines().findFirst().orElse(""));
    }
}
