package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.fold.ThresholdRow.Event;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FieldReference;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.RuleKind.Measure;
import io.dspt.monitor.core.rule.RuleKind.Window;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds: whether the events up to one of them, in event time, are too many, too varied or too much. An event that
 * comes late is put where it belongs, and every event whose window it fills breaks the rule as if it had come in time.
 *
 * <p>For each rule and value of {@code by} one row is kept: the latest {@value #FEWEST_APART} events (more when a limit
 * is higher, at most {@value #MOST_APART}), what came before them in spans of a 32nd of the shortest window, and what
 * was learned. The row goes when no event has come for the longest window and a day, or for as long as the rule learns.
 *
 * <p>Learning must not let everybody in who is new: one more row of a rule that learns says since when it has had events
 * at all, and once that is as long as it learns, newcomers are capped at high, which pages, and no longer at medium.
 */
final class ThresholdWindows {
    private static final int FEWEST_APART = 256;
    private static final int MOST_APART = 1_000;
    private static final int SPANS_IN_THE_SHORTEST = 32;
    private static final int SPANS_IN_THE_LONGEST = 256;
    /** In place of a value of {@code by}: the row of the rule as a whole. */
    private static final String ANYBODY = "";

    private final Sighting sighting;
    private final List<Window> windows;
    private final @Nullable Duration learn;
    /** Whether a figure could not be told. */
    private boolean uncertain;
    /** Event time since when the rule has had events; {@code null} when nothing is learned. */
    private @Nullable Instant learnsAtAllSince;

    private ThresholdWindows(Sighting sighting, RuleKind.Threshold threshold) {
        this.sighting = sighting;
        this.windows = threshold.windows();
        this.learn = sighting.rule().rule().noise().learn();
    }

    /** What an event of which {@code when} holds comes to; empty for a repeat. */
    static Optional<Verdict> judge(Sighting sighting, RuleKind.Threshold threshold) {
        Optional<String> by = CompiledRule.nameOf(threshold.by(), sighting.view());
        return by.isEmpty()
                ? Optional.of(Verdict.UNEVALUABLE)
                : new ThresholdWindows(sighting, threshold).judge(by.get());
    }

    private Optional<Verdict> judge(String by) {
        byte[] key = sighting.key(StateKeys.Kind.THRESHOLD, by);
        byte[] stored = sighting.step().state().get(key);
        ThresholdRow row = ThresholdRow.read(stored, sighting.rule().rule().digest(), windows.size());
        Event event = new Event(sighting.at(), sighting.identity(), figures());
        if (row.has(event)) {
            return Optional.empty();
        }
        Instant latest = row.latest();
        boolean tooLate = latest != null && event.at().isBefore(latest.minus(Sighting.LATE));
        boolean merged = row.mergedUntil != null && event.at().isBefore(row.mergedUntil);
        if (tooLate || merged) {
            return Optional.of(Verdict.UNEVALUABLE); // a repeat, or not: what is left does not tell
        }
        row.add(event);
        if (learn != null && (row.learnsSince == null || event.at().isBefore(row.learnsSince))) {
            row.learnsSince = event.at();
        }
        if (learn != null) {
            learnsAtAllSince = sinceWhenAnybody(event.at());
        }
        boolean violated = report(row, event);
        tidy(row);
        row.touchedAt = sighting.step().clock();
        sighting.step().state().put(key, row.encoded());
        if (stored == null) {
            arm(sighting.step(), sighting.rule(), by, row.touchedAt);
        }
        if (violated) {
            return Optional.of(Verdict.VIOLATED);
        }
        return Optional.of(uncertain ? Verdict.UNEVALUABLE : Verdict.NOT_APPLICABLE);
    }

    private Instant sinceWhenAnybody(Instant at) {
        Step step = sighting.step();
        byte[] key = sighting.key(StateKeys.Kind.THRESHOLD, ANYBODY);
        byte[] stored = step.state().get(key);
        ThresholdRow row = ThresholdRow.read(stored, sighting.rule().rule().digest(), windows.size());
        Instant since = row.learnsSince == null || at.isBefore(row.learnsSince) ? at : row.learnsSince;
        if (!since.equals(row.learnsSince)) {
            row.learnsSince = since;
            row.touchedAt = step.clock();
            step.state().put(key, row.encoded());
        }
        if (stored == null) {
            arm(step, sighting.rule(), ANYBODY, step.clock());
        }
        return since;
    }

    private long[] figures() {
        long[] figures = new long[windows.size()];
        for (int i = 0; i < figures.length; i++) {
            Measure measure = windows.get(i).measure();
            if (measure instanceof Measure.Count) {
                figures[i] = 1;
            } else if (measure instanceof Measure.Sum sum) {
                figures[i] = known(sum.of()) instanceof FactValue.Whole whole ? Math.max(0, whole.value()) : 0;
            } else if (measure instanceof Measure.Distinct distinct) {
                FactValue value = known(distinct.of());
                figures[i] = value.isPresent() ? named(value) : 0;
            }
        }
        return figures;
    }

    private FactValue known(FieldReference of) {
        FactValue value = CompiledRule.read(of, sighting.view());
        uncertain |= value == FactValue.Missing.UNKNOWN;
        return value;
    }

    private static long named(FactValue value) {
        String text = value instanceof FactValue.Text one ? one.value() : value.toString();
        return Long.parseUnsignedLong(Sha256.name(text.toLowerCase(Locale.ROOT)), 0, 16, 16) | 1;
    }

    /** Reports every event, in order, that breaks the rule now and did not without the one that has come. */
    private boolean report(ThresholdRow row, Event arrived) {
        boolean violated = false;
        Instant reach = arrived.at().plus(longest());
        for (Event event : row.events.subList(row.events.indexOf(arrived), row.events.size())) {
            if (!event.at().isBefore(reach)) {
                break;
            }
            boolean learning =
                    learn != null && row.learnsSince != null && event.at().isBefore(row.learnsSince.plus(learn));
            boolean breaks = breaks(row, event, null, learning);
            boolean news = breaks && (event.equals(arrived) || !breaks(row, event, arrived, learning));
            if (learning) {
                learn(row, event);
            }
            if (news) {
                violated |= happened(event, learning);
            }
        }
        return violated;
    }

    private boolean breaks(ThresholdRow row, Event upTo, @Nullable Event without, boolean learning) {
        for (int i = 0; i < windows.size(); i++) {
            long atLeast = windows.get(i).atLeast();
            if (learn != null && !learning) {
                atLeast = Math.max(atLeast, ThresholdRow.added(ThresholdRow.added(row.highest[i], row.highest[i]), 1));
            }
            if (figure(row, i, upTo, without) >= atLeast) {
                return true;
            }
        }
        return false;
    }

    private void learn(ThresholdRow row, Event event) {
        for (int i = 0; i < windows.size(); i++) {
            row.highest[i] = Math.max(row.highest[i], figure(row, i, event, null));
        }
    }

    /** What a window that ends with this event comes to. */
    private long figure(ThresholdRow row, int window, Event upTo, @Nullable Event without) {
        Instant after = upTo.at().minus(windows.get(window).over());
        boolean distinct = windows.get(window).measure() instanceof Measure.Distinct;
        if (distinct && row.valuesLostUntil != null && row.valuesLostUntil.isAfter(after)) {
            uncertain = true;
        }
        Set<Long> values = new HashSet<>();
        long sum = 0;
        for (Event event : row.events) {
            if (event.at().isAfter(upTo.at())) {
                break;
            }
            long figure = event.figures()[window];
            if (event.equals(without) || !event.at().isAfter(after)) {
                continue;
            }
            if (!distinct) {
                sum = ThresholdRow.added(sum, figure);
            } else if (figure != 0) {
                values.add(figure);
            }
        }
        if (distinct) {
            return values.size();
        }
        for (ThresholdRow.Span span : row.spans) {
            if (span.first().isAfter(after)) {
                sum = ThresholdRow.added(sum, span.figures()[window]);
            }
        }
        return sum;
    }

    private boolean happened(Event event, boolean learning) {
        Optional<Sighting.Broken> broken = sighting.broken().get();
        if (broken.isEmpty()) {
            uncertain = true;
            return false;
        }
        Violation violation = broken.get().violation().seenAt(event.at());
        if (learning && violation.severity().compareTo(worstWhileLearning(event)) > 0) {
            violation = violation.rated(worstWhileLearning(event));
        }
        Cause about = sighting.cause().of(event.at(), Sighting.named(event.identity()));
        sighting.register(about).happened(sighting.rule(), broken.get().subject(), violation);
        return true;
    }

    private Severity worstWhileLearning(Event event) {
        boolean newcomer =
                learn != null && learnsAtAllSince != null && !event.at().isBefore(learnsAtAllSince.plus(learn));
        return newcomer ? Severity.HIGH : Severity.MEDIUM;
    }

    private void tidy(ThresholdRow row) {
        Instant latest = row.latest();
        if (latest != null) {
            row.forgetBefore(latest.minus(longest()).minus(Sighting.LATE));
        }
        long mostWanted = FEWEST_APART;
        Duration shortest = longest();
        boolean[] valued = new boolean[windows.size()];
        for (int i = 0; i < valued.length; i++) {
            Window window = windows.get(i);
            valued[i] = window.measure() instanceof Measure.Distinct;
            if (!(window.measure() instanceof Measure.Sum)) {
                mostWanted = Math.max(mostWanted, window.atLeast());
            }
            shortest = window.over().compareTo(shortest) < 0 ? window.over() : shortest;
        }
        Duration narrow = shortest.dividedBy(SPANS_IN_THE_SHORTEST);
        Duration wide = longest().dividedBy(SPANS_IN_THE_LONGEST);
        int most = (int) Math.min(MOST_APART, mostWanted);
        row.mergeDownTo(most, narrow.compareTo(wide) > 0 ? narrow : wide, longest(), valued);
    }

    private Duration longest() {
        return longest(windows);
    }

    private static Duration longest(List<Window> windows) {
        return windows.stream().map(Window::over).max(Duration::compareTo).orElseThrow();
    }

    private static Duration kept(CompiledRule rule, RuleKind.Threshold threshold) {
        Duration needed = longest(threshold.windows()).plus(Sighting.LATE);
        Duration learn = rule.rule().noise().learn();
        return learn == null || learn.compareTo(needed) < 0 ? needed : learn;
    }

    private static void arm(Step step, CompiledRule rule, String by, Instant touchedAt) {
        Instant at = touchedAt.plus(kept(rule, (RuleKind.Threshold) rule.rule().kind()));
        Timers.set(
                step,
                new Timers.Timer(
                        at, Timers.Purpose.FORGET_THRESHOLD, rule.rule().id(), by));
    }

    /** Forgets what no event has touched for long enough; the rule is {@code null} when it is no longer in force. */
    static void timerFired(Step step, @Nullable CompiledRule rule, Timers.Timer timer) {
        byte[] key = step.key(StateKeys.Kind.THRESHOLD, timer.first(), timer.second());
        byte[] row = step.state().get(key);
        if (row == null) {
            return;
        }
        if (rule != null && rule.rule().kind() instanceof RuleKind.Threshold threshold) {
            boolean anybody =
                    timer.second().equals(ANYBODY) && rule.rule().noise().learn() != null;
            // A rule in force remembers since when it has had events, however seldom they are.
            Instant touchedAt = anybody ? timer.at() : ThresholdRow.touchedAt(row);
            if (touchedAt.plus(kept(rule, threshold)).isAfter(timer.at())) {
                arm(step, rule, timer.second(), touchedAt);
                return;
            }
        }
        step.state().delete(key);
    }
}
