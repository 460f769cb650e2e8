package io.dspt.monitor.ingest.archive;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.storage.blob.models.BlobStorageException;

/** Why a container or a blob could not be read, in words for whoever runs the ingestor. */
final class BlobFailure {
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORISED = 401;

    private BlobFailure() {}

    static String says(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BlobStorageException storage) {
                return says(storage.getStatusCode());
            }
            if (cause instanceof ClientAuthenticationException) {
                return "Entra gave no token: " + firstLine(cause);
            }
        }
        return firstLine(failure);
    }

    private static String says(int status) {
        return switch (status) {
            case NOT_FOUND -> "it is not there";
            case FORBIDDEN, UNAUTHORISED ->
                "this identity may not read it: grant it 'Storage Blob Data Reader' on the account, and let the account's"
                        + " firewall know this machine";
            default -> "Blob storage answered " + status;
        };
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }
}
