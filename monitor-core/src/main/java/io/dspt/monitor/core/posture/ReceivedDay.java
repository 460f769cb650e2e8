package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.fold.Output.DayCounted;
import io.dspt.monitor.core.fold.Output.ElementCounts;
import java.time.LocalDate;
import java.util.Collection;
import java.util.SortedMap;

/**
 * What arrived on one day in London and what became of it, as a report asks it.
 *
 * @param counted what the fold has counted
 */
public record ReceivedDay(DayCounted counted) {

    /** The day, by arrival. */
    public LocalDate day() {
        return counted.day();
    }

    /** Whether the log's clock has passed its end; until then more may come. */
    public boolean isOver() {
        return counted.isOver();
    }

    /** How many elements arrived. */
    public long received() {
        return counted.received();
    }

    /** What became of them. */
    public ElementCounts elements() {
        return counted.elements();
    }

    /** The name by which a report refers to the day. */
    public String row() {
        return "day-" + day();
    }

    /** Elements of a category that were read, whatever rules made of them. */
    public long readOf(String category) {
        return elements().judged().getOrDefault(category, 0L)
                + elements().notApplicable().getOrDefault(category, 0L)
                + elements().unevaluable().getOrDefault(category, 0L);
    }

    /** Elements of any of these categories that were read. */
    public long readOf(Collection<String> categories) {
        return categories.stream().mapToLong(this::readOf).sum();
    }

    /** Verdicts of a rule that could not be made that day. */
    public long unjudgedOf(String rule) {
        return counted.verdicts().unevaluable().getOrDefault(rule, 0L);
    }

    /** Verdicts of a rule that could be made that day. */
    public long decidedOf(String rule) {
        return counted.verdicts().violated().getOrDefault(rule, 0L)
                + counted.verdicts().compliant().getOrDefault(rule, 0L);
    }

    /** Verdicts of a rule that day, those that could not be made among them. */
    public long verdictsOf(String rule) {
        return decidedOf(rule) + unjudgedOf(rule);
    }

    /** What is known to have become of elements. */
    public long accountedFor() {
        return elements().sum();
    }

    /** Whether all that was received is accounted for. */
    public boolean reconciles() {
        return accountedFor() == received();
    }

    /** All of a table of counts. */
    public static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
