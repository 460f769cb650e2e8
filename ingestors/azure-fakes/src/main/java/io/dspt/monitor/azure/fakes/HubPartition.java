package io.dspt.monitor.azure.fakes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The log of one partition: its events in order, and how far it may be read for now. Any thread may use it. */
final class HubPartition {
    /** What Azure gives as the time of the newest event where there never was one: the first moment of the year 1. */
    private static final long NEVER = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    private static final int BYTES_BESIDE_BODY = 64;

    private final List<StoredEvent> log = new ArrayList<>();
    private final PartitionReceivers receivers = new PartitionReceivers();
    private long begin;
    private long next;
    private long nextOffset;
    private long lastOffset = -1;
    private long lastEnqueuedAt = NEVER;
    private long heldFrom = Long.MAX_VALUE;
    private long deliveries;

    /** Who reads it. */
    PartitionReceivers receivers() {
        return receivers;
    }

    /** Puts an event at the end and gives its sequence number. */
    long append(FakeEvent event) {
        long number;
        synchronized (this) {
            number = add(event.length(), enqueuedAt(event), unused -> event);
        }
        receivers.wake();
        return number;
    }

    /** Puts events at the end, all at once for those who read. */
    void appendAll(List<FakeEvent> events) {
        synchronized (this) {
            for (FakeEvent event : events) {
                add(event.length(), enqueuedAt(event), unused -> event);
            }
        }
        receivers.wake();
    }

    /** Puts events at the end that are made when they are sent. */
    void appendGenerated(long count, LongFunction<FakeEvent> contents) {
        synchronized (this) {
            long now = System.currentTimeMillis();
            for (long each = 0; each < count; each++) {
                add(0, now, contents);
            }
        }
        receivers.wake();
    }

    private static long enqueuedAt(FakeEvent event) {
        Instant time = event.enqueuedAt();
        return time == null ? System.currentTimeMillis() : time.toEpochMilli();
    }

    private long add(int length, long enqueuedAt, LongFunction<FakeEvent> contents) {
        long number = next++;
        log.add(new StoredEvent(number, nextOffset, enqueuedAt, contents));
        lastOffset = nextOffset;
        lastEnqueuedAt = enqueuedAt;
        nextOffset += length + BYTES_BESIDE_BODY;
        return number;
    }

    /**
     * The event with a number, or the oldest one that is kept when that one is gone.
     *
     * @return null while there is none or it may not be read
     */
    synchronized @Nullable StoredEvent at(long sequenceNumber) {
        long number = Math.max(sequenceNumber, begin);
        return number < next && number < heldFrom ? log.get(Math.toIntExact(number - begin)) : null;
    }

    /**
     * Number of the first event for someone who begins at a position.
     *
     * @param system how Azure's messages name the hub
     * @throws AmqpRefusedException when the position lies behind the end, as after the hub was made anew
     */
    synchronized long resolve(StartPosition position, String system) throws AmqpRefusedException {
        if (position.isLatest()) {
            return next;
        }
        if (position.isEarliest()) {
            return begin;
        }
        if (position.measure() == StartPosition.Measure.OFFSET && position.number() > lastOffset) {
            throw new AmqpRefusedException(
                    AmqpFault.offsetInvalid(position.value(), Long.toString(lastOffset), system));
        }
        if (position.measure() == StartPosition.Measure.SEQUENCE_NUMBER && position.number() > next - 1) {
            throw new AmqpRefusedException(AmqpFault.sequenceNumberInvalid(position.value(), next - 1, system));
        }
        for (StoredEvent event : log) {
            if (position.isReachedBy(event)) {
                return event.sequenceNumber();
            }
        }
        return next;
    }

    /** Forgets the events before a number, as retention does. */
    synchronized void trim(long beginSequenceNumber) {
        if (beginSequenceNumber > next) {
            throw new IllegalArgumentException(
                    "Cannot begin at " + beginSequenceNumber + ": the next event will be " + next + ".");
        }
        if (beginSequenceNumber > begin) {
            log.subList(0, Math.toIntExact(beginSequenceNumber - begin)).clear();
            begin = beginSequenceNumber;
        }
    }

    /** Forgets everything, the numbers too. */
    synchronized void reset() {
        log.clear();
        begin = 0;
        next = 0;
        nextOffset = 0;
        lastOffset = -1;
        lastEnqueuedAt = NEVER;
    }

    /** Lets nobody read the events from a number on. */
    void holdFrom(long sequenceNumber) {
        synchronized (this) {
            heldFrom = sequenceNumber;
        }
        receivers.wake();
    }

    /** Whether an event with this number may not be read for now, be it there or not. */
    synchronized boolean isHeldAt(long sequenceNumber) {
        return sequenceNumber >= heldFrom;
    }

    /** What Azure tells of it. */
    synchronized PartitionState state() {
        return new PartitionState(begin, next - 1, lastOffset, lastEnqueuedAt, log.isEmpty());
    }

    /** All that is kept. */
    synchronized List<StoredEvent> events() {
        return List.copyOf(log);
    }

    /** Counts a delivery. */
    synchronized void delivered() {
        deliveries++;
    }

    /** How often an event was sent to somebody, repeats included. */
    synchronized long deliveries() {
        return deliveries;
    }
}
