package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.CoveragePart;
import io.dspt.monitor.core.posture.MonthlySummary.SourceLine;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was seen of the sources in a month and what became of it. */
final class CoverageSection {
    private final CoverageOfPeriod seen;
    private final FigureBook figures;

    CoverageSection(CoverageOfPeriod seen, FigureBook figures) {
        this.seen = seen;
        this.figures = figures;
    }

    CoveragePart part(int rulesInForce, @Nullable Integer refusedRules) {
        List<ReceivedDay> days = seen.received();
        return new CoveragePart(
                daysTold(seen),
                seen.categories().stream().map(this::line).toList(),
                days,
                figures.adding("received", "elements received", days, ReceivedDay::received),
                figures.adding(
                        "judged",
                        "judged by a rule",
                        days,
                        day -> ReceivedDay.sum(day.elements().judged())),
                figures.adding(
                        "not-applicable",
                        "concerned no rule",
                        days,
                        day -> ReceivedDay.sum(day.elements().notApplicable())),
                figures.adding(
                        "unevaluable",
                        "could not be judged",
                        days,
                        day -> ReceivedDay.sum(day.elements().unevaluable())),
                figures.adding(
                        "ignored",
                        "of categories nothing reads",
                        days,
                        day -> ReceivedDay.sum(day.elements().ignored())),
                figures.adding(
                        "dead-lettered",
                        "could not be read",
                        days,
                        day -> ReceivedDay.sum(day.elements().deadLettered())),
                seen.silent(seen.categories()),
                rulesInForce,
                refusedRules);
    }

    /** The name by which a report refers to a category. */
    static String row(String category) {
        return "source-" + category;
    }

    /** Days that are over and told of, of those that are over. */
    static Share daysTold(CoverageOfPeriod seen) {
        return new Share(seen.received().size(), seen.days().size());
    }

    /** How long silences lasted together. */
    static long seconds(Collection<Gap> gaps) {
        return gaps.stream()
                .mapToLong(gap -> Duration.between(gap.from(), gap.to()).toSeconds())
                .sum();
    }

    private static boolean reachesInto(Period day, Gap silence) {
        return silence.from().isBefore(day.to()) && silence.to().isAfter(day.from());
    }

    private SourceLine line(String category) {
        List<ReceivedDay> days = seen.received();
        List<Gap> silences = seen.silent(List.of(category));
        long heard = days.stream()
                .filter(day -> day.readOf(category) > 0)
                .filter(day -> silences.stream().noneMatch(silence -> reachesInto(Period.of(day.day()), silence)))
                .count();
        return new SourceLine(
                category,
                figures.adding(row(category), "elements of " + category, days, day -> day.readOf(category)),
                new Share(heard, seen.days().size()),
                silences,
                seconds(silences));
    }
}
