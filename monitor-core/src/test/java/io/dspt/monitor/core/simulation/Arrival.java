package io.dspt.monitor.core.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What reaches the simulated log, in the order in which it does. */
sealed interface Arrival {
    /** The broker's clock when it is appended; never goes back. */
    Instant arrivedAt();

    /**
     * An event, perhaps for the second time.
     *
     * @param claimedAhead how much later than it happened its record says that it did: such a record is not believed,
     *     and what counts is when it arrived, which is when its event happened
     */
    record Happened(Instant arrivedAt, SimulatedEvent event, Duration claimedAhead) implements Arrival {
        Happened(Instant arrivedAt, SimulatedEvent event) {
            this(arrivedAt, event, Duration.ZERO);
        }

        /** The time its record tells. */
        Instant claimed() {
            return event.at().plus(claimedAhead);
        }
    }

    /** A snapshot, row by row. */
    record SnapshotTaken(Instant arrivedAt, SimulatedSnapshot snapshot) implements Arrival {}

    /** The clock alone. */
    record Ticked(Instant arrivedAt) implements Arrival {}

    /** The SKU of a store is exempt from its rule until then. */
    record Exempted(Instant arrivedAt, String id, int store, Instant until) implements Arrival {}

    /** An exemption ends before its time. */
    record Revoked(Instant arrivedAt, String id) implements Arrival {}

    /** Other rules go live. */
    record RulesChanged(Instant arrivedAt, boolean strict, boolean withKeys) implements Arrival {}

    /**
     * Rows of a register are loaded.
     *
     * @param replaceAll whether rows go that the load does not name
     * @param put rows as written
     * @param removed keys of rows that are no longer there
     */
    record RegisterLoaded(
            Instant arrivedAt,
            long number,
            String register,
            boolean replaceAll,
            List<Map<String, String>> put,
            List<String> removed)
            implements Arrival {}

    /**
     * Somebody takes notice of, or disposes of, whatever stands of a rule and a subject.
     *
     * @param subject in lower case
     */
    record Acted(Instant arrivedAt, String rule, String subject, boolean disposes) implements Arrival {}
}
