package io.dspt.monitor.quickstart.workbook;

/** A file is no workbook that can be read, or one that should not be; the message says which and why. */
public final class UnreadableWorkbookException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableWorkbookException(String message) {
        super(message);
    }

    UnreadableWorkbookException(String message, Throwable cause) {
        super(message, cause);
    }
}
