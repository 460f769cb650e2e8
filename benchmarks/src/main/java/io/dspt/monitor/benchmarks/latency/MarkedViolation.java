package io.dspt.monitor.benchmarks.latency;

import io.dspt.monitor.benchmarks.records.AccountWrite;
import java.time.Instant;

/** A record that breaks one rule, by a resource that no other record is about: its finding tells which record it was. */
final class MarkedViolation {
    /** The rule that is broken: a resource outside the permitted regions. */
    static final String RULE = AccountWrite.RULE;

    private MarkedViolation() {}

    /**
     * The record.
     *
     * @param number of its own
     * @param at event time
     */
    static byte[] record(long number, Instant at) {
        return AccountWrite.record("marked" + number, AccountWrite.FORBIDDEN_REGION, at);
    }
}
