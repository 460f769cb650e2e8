package io.dspt.monitor.ingest.blob;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.storage.blob.models.BlobStorageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Asks Blob storage again when it may answer better. The SDK's own way of doing so does not get along with the JDK's HTTP
 * client: it reads the body of a failure twice, and fails by that.
 */
final class BlobAttempts {
    private static final int MOST = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    /** What of the failures that have a status may heal: it is busy, or has trouble of its own. */
    private static final Set<Integer> HEALING = Set.of(408, 429, 500, 502, 503, 504);

    private BlobAttempts() {}

    /**
     * What comes of it.
     *
     * @param right what whoever asks must be allowed to do
     * @throws IOException for a person, when nothing does
     */
    static <T> T at(BlobRight right, Supplier<T> question) throws IOException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (RuntimeException e) {
                if (attempt == MOST || !heals(e)) {
                    throw new IOException(BlobFailure.says(e, right), e);
                }
                LockSupport.parkNanos(pause.toNanos());
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static boolean heals(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BlobStorageException storage) {
                return HEALING.contains(storage.getStatusCode());
            }
            if (cause instanceof ClientAuthenticationException) {
                return false;
            }
        }
        return true;
    }
}
