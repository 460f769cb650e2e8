package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.fold.Output.SourceSilence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The times of a period for which a source gave no evidence, as a report of that period has to name them: derived from
 * what the monitor told on {@code dspt.coverage}, in any order and repeated as it may be.
 */
public final class SilentIntervals {
    private SilentIntervals() {}

    /**
     * A time without evidence.
     *
     * @param from its beginning, no earlier than that of the period
     * @param to its end, no later than that of the period
     * @param goesOn whether nothing had arrived at the end of it as far as is known
     * @param expected the longest silence that would have been none
     */
    public record Interval(Instant from, Instant to, boolean goesOn, Duration expected) {
        public Interval {
            if (!to.isAfter(from)) {
                throw new IllegalArgumentException("an interval ends after it begins, not " + from + " to " + to);
            }
        }
    }

    /**
     * The silences of each category that reach into a period, in order.
     *
     * @param told silences as they were told; of one that was told twice, the word of its end counts
     * @param from beginning of the period
     * @param to its end, or until when the log has been read when that is earlier
     * @throws IllegalArgumentException when the period is none
     */
    public static SortedMap<String, List<Interval>> of(Collection<SourceSilence> told, Instant from, Instant to) {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("a period ends after it begins, not " + from + " to " + to);
        }
        SortedMap<String, SortedMap<Instant, SourceSilence>> silences = new TreeMap<>();
        for (SourceSilence silence : told) {
            silences.computeIfAbsent(silence.category(), absent -> new TreeMap<>())
                    .merge(silence.from(), silence, (one, other) -> one.to() == null ? other : one);
        }
        SortedMap<String, List<Interval>> intervals = new TreeMap<>();
        silences.forEach((category, byBeginning) -> {
            List<Interval> within = new ArrayList<>();
            byBeginning.values().forEach(silence -> within(silence, from, to, within));
            if (!within.isEmpty()) {
                within.sort(Comparator.comparing(Interval::from));
                intervals.put(category, List.copyOf(within));
            }
        });
        return intervals;
    }

    private static void within(SourceSilence silence, Instant from, Instant to, List<Interval> within) {
        Instant end = silence.to();
        boolean goesOn = end == null || end.isAfter(to);
        Instant last = end == null || goesOn ? to : end;
        Instant first = silence.from().isBefore(from) ? from : silence.from();
        if (last.isAfter(first)) {
            within.add(new Interval(first, last, goesOn, silence.expected()));
        }
    }
}
