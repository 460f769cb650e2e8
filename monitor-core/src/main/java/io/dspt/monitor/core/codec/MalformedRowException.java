package io.dspt.monitor.core.codec;

/** A row that no version of its form explains. */
public final class MalformedRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedRowException(String message) {
        super(message);
    }
}
