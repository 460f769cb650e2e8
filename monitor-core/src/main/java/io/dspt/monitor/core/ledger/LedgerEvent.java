package io.dspt.monitor.core.ledger;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Transition;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that is written down in the ledger, for ever. What is written names no person: those in here by name are
 * written as a {@link io.dspt.monitor.core.finding.PersonReference}.
 */
public sealed interface LedgerEvent {

    /**
     * When it happened, by the time it goes by: of an event, of a decision, of the log's clock. The beginning of time,
     * 1970, for what was said before anything had moved the clock.
     */
    Instant at();

    /** The log's clock when it was said; 1970 while nothing has moved it. */
    Instant judgedAt();

    /**
     * A finding has changed.
     *
     * @param finding as it is afterwards
     * @param transition what has happened to it; not that it was merely seen again
     * @param by reference of the person or the exemption that made it so; {@code null} when an event, a rule or time did
     */
    record FindingChanged(
            Finding finding,
            Transition transition,
            Instant at,
            Instant judgedAt,
            @Nullable String by) implements LedgerEvent {
        public FindingChanged {
            if (transition == Transition.REFRESHED) {
                throw new IllegalArgumentException("that a finding was seen again is no part of the ledger");
            }
        }

        /** A change that no person and no exemption made. */
        public FindingChanged(Finding finding, Transition transition, Instant at, Instant judgedAt) {
            this(finding, transition, at, judgedAt, null);
        }
    }

    /**
     * Something has become of an exemption.
     *
     * @param by reference of the person who ended it before its time; {@code null} when time or its approval did
     */
    record ExemptionChanged(
            Exemption exemption,
            ExemptionTransition transition,
            Instant at,
            Instant judgedAt,
            @Nullable String by) implements LedgerEvent {
        public ExemptionChanged {
            if ((transition == ExemptionTransition.REVOKED) != (by != null)) {
                throw new IllegalArgumentException("a revocation, and only that, says whose it was");
            }
        }
    }

    /**
     * Another rule set is in force.
     *
     * @param digest of the whole set
     * @param refused how many of its files were refused
     * @param rules the digests of the rules in force by their ids
     */
    record RulesChanged(String digest, int refused, SortedMap<String, String> rules, Instant at, Instant judgedAt)
            implements LedgerEvent {
        public RulesChanged {
            rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        }
    }

    /**
     * A load of rows of a register has been applied.
     *
     * @param load name of the load
     * @param rows how many rows it brought
     * @param digest SHA-256 in hex of the parts it came in, one behind the other
     */
    record RegisterLoaded(String register, String load, long rows, String digest, Instant at, Instant judgedAt)
            implements LedgerEvent {}

    /**
     * A report was handed over.
     *
     * @param by reference of the person who did
     */
    record ReportFiled(FiledReport report, String by, Instant at, Instant judgedAt) implements LedgerEvent {}
}
