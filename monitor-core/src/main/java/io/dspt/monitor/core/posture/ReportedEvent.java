package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One entry of an estate's ledger, as far as reports go by it. */
public sealed interface ReportedEvent {
    /** Place in the ledger, from 1. */
    long sequence();

    /** When it happened. */
    Instant at();

    /** The log's clock when it was said. */
    Instant judgedAt();

    /** The name by which a report refers to the entry. */
    default String row() {
        return "ledger-" + sequence();
    }

    /**
     * Something happened to a finding.
     *
     * @param status what it is afterwards
     * @param organisations ODS codes of whoever operates, controls or processes what is concerned
     * @param by reference of the person or the exemption that made it so; {@code null} when an event, a rule or time did
     * @param resolvedBy what ended it; {@code null} while it stands
     */
    record FindingChange(
            long sequence,
            Instant at,
            Instant judgedAt,
            Transition transition,
            String findingId,
            String rule,
            String title,
            Severity severity,
            FindingStatus status,
            List<String> organisations,
            @Nullable String by,
            @Nullable String assignee,
            Instant openedAt,
            @Nullable String resolvedBy,
            String origin)
            implements ReportedEvent {
        public FindingChange {
            organisations = List.copyOf(organisations);
        }
    }

    /** Something happened to an exemption; what it is stands on the coverage topic. */
    record ExemptionChange(long sequence, Instant at, Instant judgedAt, String exemption, String transition)
            implements ReportedEvent {}

    /**
     * A rule set went live.
     *
     * @param refused files that were refused
     * @param rules digests of the rules in force by id
     */
    record RulesChange(
            long sequence, Instant at, Instant judgedAt, String digest, int refused, SortedMap<String, String> rules)
            implements ReportedEvent {
        public RulesChange {
            rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        }
    }

    /** A register was loaded. */
    record RegisterChange(long sequence, Instant at, Instant judgedAt, String register, long rows)
            implements ReportedEvent {}

    /**
     * A report was made.
     *
     * @param organisation whose; {@code null} for that of the whole estate
     * @param revision number of it, from 1
     * @param state draft or final
     */
    record ReportMade(
            long sequence,
            Instant at,
            Instant judgedAt,
            YearMonth month,
            @Nullable String organisation,
            int revision,
            String state)
            implements ReportedEvent {}
}
