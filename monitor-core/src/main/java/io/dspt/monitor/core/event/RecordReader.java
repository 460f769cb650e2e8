package io.dspt.monitor.core.event;

/** Reads the bytes of one element, as sliced from its envelope, into a typed event. */
@FunctionalInterface
public interface RecordReader {

    /** Reads one element; never throws for what the bytes hold, {@link ReadResult.Unreadable} says why instead. */
    ReadResult read(byte[] element);
}
