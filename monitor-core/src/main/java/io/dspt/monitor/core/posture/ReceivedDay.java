package io.dspt.monitor.core.posture;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What arrived on one day in London and what became of it.
 *
 * @param day by arrival
 * @param isOver whether the log's clock has passed its end; until then more may come
 * @param received elements that arrived
 * @param judged of these by category: those that a rule judged
 * @param notApplicable those that concerned no rule
 * @param unevaluable those that a rule could not judge
 * @param ignored those of categories that nothing reads
 * @param deadLettered those that could not be read, by reason
 * @param violated verdicts of that day by rule
 * @param compliant the same of those that found nothing wrong
 * @param unjudged the same of those that could not be made
 */
public record ReceivedDay(
        LocalDate day,
        boolean isOver,
        long received,
        SortedMap<String, Long> judged,
        SortedMap<String, Long> notApplicable,
        SortedMap<String, Long> unevaluable,
        SortedMap<String, Long> ignored,
        SortedMap<String, Long> deadLettered,
        SortedMap<String, Long> violated,
        SortedMap<String, Long> compliant,
        SortedMap<String, Long> unjudged) {
    public ReceivedDay {
        judged = copy(judged);
        notApplicable = copy(notApplicable);
        unevaluable = copy(unevaluable);
        ignored = copy(ignored);
        deadLettered = copy(deadLettered);
        violated = copy(violated);
        compliant = copy(compliant);
        unjudged = copy(unjudged);
    }

    private static SortedMap<String, Long> copy(SortedMap<String, Long> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** The name by which a report refers to the day. */
    public String row() {
        return "day-" + day;
    }

    /** Elements of a category that were read, whatever rules made of them. */
    public long readOf(String category) {
        return judged.getOrDefault(category, 0L)
                + notApplicable.getOrDefault(category, 0L)
                + unevaluable.getOrDefault(category, 0L);
    }

    /** Elements of any of these categories that were read. */
    public long readOf(Collection<String> categories) {
        return categories.stream().mapToLong(this::readOf).sum();
    }

    /** Verdicts of a rule that day, those that could not be made among them. */
    public long verdictsOf(String rule) {
        return violated.getOrDefault(rule, 0L) + compliant.getOrDefault(rule, 0L) + unjudged.getOrDefault(rule, 0L);
    }

    /** What is known to have become of elements. */
    public long accountedFor() {
        return sum(judged) + sum(notApplicable) + sum(unevaluable) + sum(ignored) + sum(deadLettered);
    }

    /** Whether all that was received is accounted for. */
    public boolean reconciles() {
        return accountedFor() == received;
    }

    /** All of a table of counts. */
    public static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
