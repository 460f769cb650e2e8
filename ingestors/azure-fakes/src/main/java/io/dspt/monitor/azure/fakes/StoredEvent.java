package io.dspt.monitor.azure.fakes;

import java.util.function.LongFunction;

/**
 * An event in its place in a partition.
 *
 * @param sequenceNumber its number, without gaps
 * @param offset where it begins, grows with the bytes before it
 * @param enqueuedAt when Azure took it, in milliseconds since 1970
 * @param contents what was sent, by sequence number: made anew at each delivery for events that are not held
 */
record StoredEvent(long sequenceNumber, long offset, long enqueuedAt, LongFunction<FakeEvent> contents) {

    /** What was sent. */
    FakeEvent content() {
        return contents.apply(sequenceNumber);
    }
}
