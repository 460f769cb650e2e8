package io.dspt.monitor.core.event;

import java.time.Instant;

/** Reads the bytes of one element, as sliced from its envelope, into a typed event. */
@FunctionalInterface
public interface RecordReader {

    /** Reads one element; never throws for what the bytes hold, {@link ReadResult.Unreadable} says why instead. */
    ReadResult read(byte[] element);

    /**
     * Reads one element that is the state of a resource, as an inventory tells it, into an {@link
     * AzureEvent.ResourceSnapshot}; a reader that knows nothing of inventories ignores it. Never throws for what the bytes
     * hold either.
     *
     * @param takenAt when the inventory was taken
     */
    default ReadResult readResource(byte[] element, Instant takenAt) {
        return new ReadResult.Ignored(AzureEvent.ResourceSnapshot.CATEGORY);
    }
}
