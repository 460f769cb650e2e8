package io.dspt.monitor.ingest;

import java.util.List;

/**
 * The log as somebody sees it who has to answer whether records are safe. Who is told that they are not sends them again,
 * so a record can stand in the log twice; the monitor recognises that.
 */
public interface AcknowledgedLog {

    /**
     * Appends records, and returns when all of them are safe.
     *
     * @throws LogUnavailableException when at least one is not; others may be
     */
    void append(List<RoutedEntry> entries);

    /** The cluster did not take what was to be written, or not in time. */
    final class LogUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public LogUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
