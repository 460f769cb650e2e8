package io.dspt.monitor.core.simulation;

import java.time.Instant;

/** What reaches the simulated log, in the order in which it does. */
sealed interface Arrival {
    /** The broker's clock when it is appended; never goes back. */
    Instant arrivedAt();

    /** An event, perhaps for the second time. */
    record Happened(Instant arrivedAt, SimulatedEvent event) implements Arrival {}

    /** The clock alone. */
    record Ticked(Instant arrivedAt) implements Arrival {}

    /** The SKU of a store is exempt from its rule until then. */
    record Exempted(Instant arrivedAt, String id, int store, Instant until) implements Arrival {}

    /** An exemption ends before its time. */
    record Revoked(Instant arrivedAt, String id) implements Arrival {}

    /** Other rules go live. */
    record RulesChanged(Instant arrivedAt, boolean strict, boolean withKeys) implements Arrival {}
}
