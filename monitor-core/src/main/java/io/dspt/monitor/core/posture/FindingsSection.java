package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.posture.FindingHistory.Movement;
import io.dspt.monitor.core.posture.FindingHistory.Step;
import io.dspt.monitor.core.posture.MonthlySummary.Balance;
import io.dspt.monitor.core.posture.MonthlySummary.FindingLine;
import io.dspt.monitor.core.posture.MonthlySummary.FindingsPart;
import io.dspt.monitor.core.posture.MonthlySummary.OpenBySeverity;
import io.dspt.monitor.core.posture.MonthlySummary.RepeatRule;
import io.dspt.monitor.core.posture.MonthlySummary.ResponseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What became of findings in a period. */
final class FindingsSection {
    private static final int TOP_RULES = 10;
    /** Upper ends of the ages, in days. */
    private static final List<Long> AGES = List.of(7L, 30L, 90L);

    private static final List<String> AGE_LABELS =
            List.of("up to 7 days", "8 to 30 days", "31 to 90 days", "over 90 days");
    private static final String QUIET = "quiet for ";

    private final Period period;
    private final Instant end;
    private final List<FindingHistory> histories;
    private final FigureBook figures;

    /** @param end end of the period, or the log's clock while the period goes on: ages are counted until then */
    FindingsSection(Period period, Instant end, List<FindingHistory> histories, FigureBook figures) {
        this.period = period;
        this.end = end;
        this.histories = histories;
        this.figures = figures;
    }

    /** Labels of the ages, in order. */
    static List<String> ageLabels() {
        return AGE_LABELS;
    }

    FindingsPart part() {
        return new FindingsPart(
                balance("findings", histories),
                List.of(
                        openOf(Severity.CRITICAL),
                        openOf(Severity.HIGH),
                        openOf(Severity.MEDIUM),
                        openOf(Severity.LOW)),
                responseTime(
                        "time-to-notice",
                        "findings first acknowledged in the month",
                        (history, step) -> history.isFirstNotice(step)),
                responseTime(
                        "time-to-close",
                        "findings closed in the month by an event",
                        (history, step) -> history.movement(step) == Movement.CLOSED && !isQuiet(step)),
                figures.counting(
                        "closed-by-quiet",
                        "findings closed because nothing more was seen",
                        rowsWith((history, step) -> history.movement(step) == Movement.CLOSED && isQuiet(step))),
                topRules(),
                figures.counting(
                        "told-late",
                        "findings of which the log told something of the month only after it",
                        rowsWith((history, step) -> !step.change().judgedAt().isBefore(period.to()))));
    }

    /** Opening balance, what happened, closing balance. */
    Balance balance(String id, Collection<FindingHistory> of) {
        return new Balance(
                figures.counting(id + "-opening", "stood when the month began", standing(of, period.from())),
                moved(id + "-opened", "opened", of, Movement.OPENED),
                moved(id + "-reopened", "reopened", of, Movement.REOPENED),
                moved(id + "-closed", "closed", of, Movement.CLOSED),
                moved(id + "-disposed", "ended by a decision", of, Movement.DISPOSED),
                figures.counting(id + "-closing", "stand when the month ends", standing(of, period.to())),
                figures.counting(
                        id + "-exempt",
                        "of these exempt",
                        of.stream()
                                .filter(history -> history.before(period.to())
                                        .filter(step -> step.change().status() == FindingStatus.EXEMPT)
                                        .isPresent())
                                .map(FindingHistory::row)
                                .toList()));
    }

    private Figure moved(String id, String label, Collection<FindingHistory> of, Movement movement) {
        List<String> rows = new ArrayList<>();
        for (FindingHistory history : of) {
            history.in(period).stream()
                    .filter(step -> history.movement(step) == movement)
                    .forEach(step -> rows.add(history.row()));
        }
        return figures.counting(id, label, rows);
    }

    private static List<String> standing(Collection<FindingHistory> of, Instant time) {
        return of.stream()
                .filter(history -> history.stoodBefore(time))
                .map(FindingHistory::row)
                .toList();
    }

    private OpenBySeverity openOf(Severity severity) {
        String id = "open-" + severity.printed();
        List<List<String>> byAge = new ArrayList<>();
        AGE_LABELS.forEach(label -> byAge.add(new ArrayList<>()));
        List<String> all = new ArrayList<>();
        for (FindingHistory history : openAtEnd(histories, period, severity::equals)) {
            all.add(history.row());
            byAge.get(age(history)).add(history.row());
        }
        List<Figure> figuresByAge = new ArrayList<>();
        for (int i = 0; i < AGE_LABELS.size(); i++) {
            figuresByAge.add(figures.counting(
                    id + "-age-" + i, "open " + severity.printed() + ", " + AGE_LABELS.get(i), byAge.get(i)));
        }
        return new OpenBySeverity(severity, figures.counting(id, "open " + severity.printed(), all), figuresByAge);
    }

    /** The findings that are open or acknowledged when a period ends, of these severities. */
    static List<FindingHistory> openAtEnd(Collection<FindingHistory> of, Period period, Predicate<Severity> severity) {
        return of.stream()
                .filter(history -> history.before(period.to())
                        .filter(FindingHistory::isOpen)
                        .filter(step -> severity.test(step.change().severity()))
                        .isPresent())
                .toList();
    }

    private int age(FindingHistory history) {
        long days = Duration.between(history.openedAt(), end).toDays();
        int age = 0;
        while (age < AGES.size() && days > AGES.get(age)) {
            age++;
        }
        return age;
    }

    /** Asks of a step of a finding. */
    @FunctionalInterface
    private interface StepTest {
        boolean holds(FindingHistory history, Step step);
    }

    private List<String> rowsWith(StepTest test) {
        return histories.stream()
                .filter(history -> history.in(period).stream().anyMatch(step -> test.holds(history, step)))
                .map(FindingHistory::row)
                .toList();
    }

    private ResponseTime responseTime(String id, String label, StepTest test) {
        List<Long> seconds = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (FindingHistory history : histories) {
            if (!history.isBaseline()) {
                history.in(period).stream()
                        .filter(step -> test.holds(history, step))
                        .forEach(step -> {
                            seconds.add(history.stoodUntil(step).toSeconds());
                            rows.add(history.row());
                        });
            }
        }
        seconds.sort(Comparator.naturalOrder());
        long sum = seconds.stream().mapToLong(Long::longValue).sum();
        @Nullable Long mean = seconds.isEmpty() ? null : sum / seconds.size();
        @Nullable Long median = seconds.isEmpty() ? null : seconds.get((seconds.size() - 1) / 2);
        return new ResponseTime(figures.counting(id, label, rows), mean, median);
    }

    private static boolean isQuiet(Step step) {
        String by = step.change().resolvedBy();
        return by != null && by.startsWith(QUIET);
    }

    /** A rule and the findings of it that opened or reopened, each as often as they did. */
    private record Broken(String rule, String title, List<String> rows) {}

    private List<RepeatRule> topRules() {
        SortedMap<String, Broken> broken = new TreeMap<>();
        for (FindingHistory history : histories) {
            for (Step step : history.in(period)) {
                Movement movement = history.movement(step);
                if (movement == Movement.OPENED || movement == Movement.REOPENED) {
                    broken.computeIfAbsent(
                                    history.rule(),
                                    rule -> new Broken(rule, step.change().title(), new ArrayList<>()))
                            .rows()
                            .add(history.row());
                }
            }
        }
        return broken.values().stream()
                .sorted(Comparator.<Broken>comparingInt(one -> -one.rows().size())
                        .thenComparing(Broken::rule))
                .limit(TOP_RULES)
                .map(one -> new RepeatRule(
                        one.rule(),
                        one.title(),
                        figures.counting(
                                "repeat-" + one.rule(), "times " + one.rule() + " was broken anew", one.rows())))
                .toList();
    }

    /** A finding as it is when the period ends. */
    static FindingLine line(FindingHistory history, Period period) {
        Step first = history.steps().get(0);
        Step last = history.before(period.to()).orElse(null);
        Step told = last == null ? first : last;
        boolean ended = last != null && !last.stands();
        return new FindingLine(
                history.id(),
                history.rule(),
                told.change().title(),
                told.change().severity(),
                last == null ? null : last.change().status().printed(),
                told.change().organisations(),
                first.change().origin(),
                history.openedAt(),
                first.change().judgedAt(),
                ended ? told.countsFrom() : null,
                ended ? told.change().resolvedBy() : null);
    }
}
