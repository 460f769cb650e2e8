package io.dspt.monitor.azure.fakes;

/**
 * Which events are sent a second time, and how much later: decided by seed, partition and sequence number alone, so that
 * two runs with the same seed repeat the same events.
 *
 * @param share of the events that are repeated, from 0 to 1
 * @param seed of the choice
 */
record Redelivery(double share, long seed) {
    /** Repeats nothing. */
    static final Redelivery NONE = new Redelivery(0, 0);

    private static final int MOST_EVENTS_BETWEEN = 32;

    Redelivery {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share lies between 0 and 1, not " + share + ".");
        }
    }

    /** Whether an event is repeated. */
    boolean repeats(int partition, long sequenceNumber) {
        double drawn = (mix(partition, sequenceNumber) >>> 11) * 0x1.0p-53;
        return drawn < share;
    }

    /** How many events later it comes again, at least one. */
    int eventsBetween(int partition, long sequenceNumber) {
        return 1 + Math.floorMod(mix(partition, ~sequenceNumber), MOST_EVENTS_BETWEEN);
    }

    private long mix(int partition, long sequenceNumber) {
        long value = seed * 0x9E3779B97F4A7C15L + partition * 0xC2B2AE3D27D4EB4FL + sequenceNumber;
        value = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        value = (value ^ (value >>> 27)) * 0x94D049BB133111EBL;
        return value ^ (value >>> 31);
    }
}
