package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.fold.SilentIntervals;
import io.dspt.monitor.core.posture.RequirementSignal.Cause;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was seen of the sources in a period, as far as it has gone by. */
final class CoverageOfPeriod {
    private static final Comparator<Gap> IN_ORDER =
            Comparator.comparing(Gap::from).thenComparing(Gap::category).thenComparing(Gap::to);

    private final PostureInputs inputs;
    private final List<LocalDate> days;
    private final SortedMap<String, List<SilentIntervals.Interval>> silences;
    private final @Nullable Instant clock;

    /** @param period whole days; those that the log's clock has not passed are left out */
    CoverageOfPeriod(PostureInputs inputs, Period period) {
        this.inputs = inputs;
        this.clock = inputs.clock();
        Instant end = clock == null || clock.isAfter(period.to()) ? period.to() : clock;
        days = clock == null
                ? List.of()
                : period.days().stream()
                        .filter(day -> !Period.of(day).to().isAfter(clock))
                        .toList();
        silences = clock != null && end.isAfter(period.from())
                ? SilentIntervals.of(inputs.silences(), period.from(), end)
                : new TreeMap<>();
    }

    /** The days that are over, in order. */
    List<LocalDate> days() {
        return days;
    }

    /** What was told of the days that are over, in order. */
    List<ReceivedDay> received() {
        return days.stream()
                .map(day -> inputs.days().get(day))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** The days that are over of which nothing was told. */
    List<LocalDate> untold() {
        return days.stream().filter(day -> !inputs.days().containsKey(day)).toList();
    }

    /** Every category that was silent in the period, is expected to speak, or spoke in it. */
    SortedSet<String> categories() {
        SortedSet<String> categories = new TreeSet<>(silences.keySet());
        inputs.sources().forEach(source -> categories.add(source.category()));
        for (ReceivedDay day : received()) {
            categories.addAll(day.elements().judged().keySet());
            categories.addAll(day.elements().notApplicable().keySet());
            categories.addAll(day.elements().unevaluable().keySet());
        }
        return categories;
    }

    /** The times in which these categories were silent, in order. */
    List<Gap> silent(Collection<String> categories) {
        return categories.stream()
                .flatMap(category -> silences.getOrDefault(category, List.of()).stream()
                        .map(silence -> new Gap(category, silence.from(), silence.to(), Cause.SILENT)))
                .sorted(IN_ORDER)
                .toList();
    }

    /**
     * The times for which there is no evidence from categories of which any may speak: silences of each, and days on
     * which none of them told anything.
     */
    List<Gap> gaps(SortedSet<String> categories) {
        List<Gap> gaps = new ArrayList<>(silent(categories));
        String together = String.join(", ", categories);
        for (LocalDate day : days) {
            ReceivedDay received = inputs.days().get(day);
            Period whole = Period.of(day);
            if (received == null) {
                gaps.add(new Gap(together, whole.from(), whole.to(), Cause.NOT_COUNTED));
            } else if (received.readOf(categories) == 0) {
                gaps.add(new Gap(together, whole.from(), whole.to(), Cause.NOTHING_RECEIVED));
            }
        }
        gaps.sort(IN_ORDER);
        return gaps;
    }

    /** Days on which a rule was not asked at all, as gaps. */
    List<Gap> daysWithoutVerdict(String rule) {
        return days.stream()
                .filter(day -> !inputs.days().containsKey(day)
                        || inputs.days().get(day).verdictsOf(rule) == 0)
                .map(day -> new Gap(
                        "rule " + rule, Period.of(day).from(), Period.of(day).to(), Cause.NOT_COUNTED))
                .toList();
    }

    /** Verdicts of a rule on the days that are over. */
    long verdicts(String rule) {
        return received().stream().mapToLong(day -> day.verdictsOf(rule)).sum();
    }

    /** Verdicts of a rule that could not be made. */
    long unjudged(String rule) {
        return received().stream().mapToLong(day -> day.unjudgedOf(rule)).sum();
    }

    /** Gaps of all categories together, each once, in order. */
    static List<Gap> together(Stream<Gap> gaps) {
        return gaps.distinct().sorted(IN_ORDER).toList();
    }
}
