package io.dspt.monitor.ingest.inventory;

import org.jspecify.annotations.Nullable;

/** Azure Resource Graph did not answer; the message is one line that says what to do, where something can be done. */
public final class ResourceGraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean heals;

    ResourceGraphException(String message, boolean heals, @Nullable Throwable cause) {
        super(message, cause);
        this.heals = heals;
    }

    /** Whether it may go by itself, so that trying again later makes sense. */
    public boolean heals() {
        return heals;
    }
}
