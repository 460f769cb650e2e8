package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.fold.SequenceRow.Event;
import io.dspt.monitor.core.fold.SequenceRow.Last;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.Truth;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sequences: whether an event of the last step has all earlier steps before it, in event time, in the order in which
 * they happened. Of things that happened at the same time any may have been first. A step that comes late completes the
 * sequence as if it had come in time: the finding says what the event of the last step said.
 *
 * <p>For each rule and value of {@code by} one row is kept, see {@link SequenceRow}; it goes when no event has come for
 * as long as the sequence may take, and a day.
 */
final class SequenceProgress {
    private final Sighting sighting;
    private final RuleKind.Sequence sequence;
    private final int lastStep;

    private SequenceProgress(Sighting sighting, RuleKind.Sequence sequence) {
        this.sighting = sighting;
        this.sequence = sequence;
        this.lastStep = sequence.steps().size() - 1;
    }

    /** What an event comes to; empty for a repeat. */
    static Optional<Verdict> judge(Sighting sighting, RuleKind.Sequence sequence) {
        List<Integer> matched = new ArrayList<>();
        boolean unknown = false;
        for (int i = 0; i < sequence.steps().size(); i++) {
            Truth holds = sighting.rule().watchesFor(i, sighting.view());
            unknown |= holds == Truth.UNKNOWN;
            if (holds == Truth.TRUE) {
                matched.add(i);
            }
        }
        if (matched.isEmpty()) {
            return Optional.of(unknown ? Verdict.UNEVALUABLE : Verdict.NOT_APPLICABLE);
        }
        Optional<String> by = CompiledRule.nameOf(sequence.by(), sighting.view());
        return by.isEmpty()
                ? Optional.of(Verdict.UNEVALUABLE)
                : new SequenceProgress(sighting, sequence).judge(by.get(), matched, unknown);
    }

    private Optional<Verdict> judge(String by, List<Integer> matched, boolean unknown) {
        byte[] key = sighting.key(StateKeys.Kind.SEQUENCE, by);
        byte[] stored = sighting.step().state().get(key);
        SequenceRow row = SequenceRow.read(
                stored, sighting.rule().rule().digest(), sequence.steps().size());
        Event event = new Event(sighting.at(), sighting.identity());
        if (matched.stream().anyMatch(step -> row.has(step, event))) {
            return Optional.empty();
        }
        Instant latest = row.latest();
        if (latest != null && event.at().isBefore(latest.minus(Sighting.LATE))) {
            return Optional.of(Verdict.UNEVALUABLE); // what is left does not tell what was before and after it
        }
        matched.forEach(step -> row.add(step, event));
        boolean uncertain = unknown;
        if (matched.contains(lastStep)) {
            uncertain |= !note(row, event);
        }
        boolean violated = false;
        for (Last last : List.copyOf(row.open)) {
            if (inReach(event, last.event())) {
                if (isComplete(row, last.event())) {
                    row.open.remove(last);
                    report(last, event);
                    violated = true;
                } else {
                    uncertain |= row.lostUntil != null
                            && !row.lostUntil.isBefore(last.event().at().minus(sequence.within()));
                }
            }
        }
        uncertain |= row.lostUntil != null && event.at().isBefore(row.lostUntil);
        Instant newest = row.latest();
        if (newest != null) {
            row.forgetBefore(newest.minus(sequence.within()).minus(Sighting.LATE));
        }
        row.touchedAt = sighting.step().clock();
        sighting.step().state().put(key, row.encoded());
        if (stored == null) {
            arm(sighting.step(), sighting.rule(), sequence, by, row.touchedAt);
        }
        if (violated) {
            return Optional.of(Verdict.VIOLATED);
        }
        return Optional.of(uncertain ? Verdict.UNEVALUABLE : Verdict.NOT_APPLICABLE);
    }

    /** Keeps what a finding would say of this event; false when that is not known. */
    private boolean note(SequenceRow row, Event event) {
        Optional<Sighting.Broken> broken = sighting.broken().get();
        if (broken.isEmpty()) {
            return false;
        }
        boolean begun = row.steps.subList(0, lastStep).stream().anyMatch(events -> !events.isEmpty());
        if (begun) {
            sighting.step().state().sendOnce(sighting.evidence());
        }
        row.add(new Last(event, broken.get().subject(), broken.get().violation(), sighting.cause(), begun));
        return true;
    }

    private boolean inReach(Event arrived, Event last) {
        return !last.at().isBefore(arrived.at())
                && !last.at().isAfter(arrived.at().plus(sequence.within()));
    }

    /** Looks back from an event of the last step and takes the latest event for each place. */
    private boolean isComplete(SequenceRow row, Event last) {
        Instant earliest = last.at().minus(sequence.within());
        Instant before = last.at();
        Set<Long> used = new HashSet<>(Set.of(last.identity()));
        for (int step = lastStep; step >= 0; step--) {
            int wanted = sequence.steps().get(step).times() - (step == lastStep ? 1 : 0);
            List<Event> events = row.steps.get(step);
            for (int i = events.size() - 1; i >= 0 && wanted > 0; i--) {
                Event event = events.get(i);
                if (!event.at().isAfter(before) && !event.at().isBefore(earliest) && used.add(event.identity())) {
                    before = event.at();
                    wanted--;
                }
            }
            if (wanted > 0) {
                return false;
            }
        }
        return true;
    }

    private void report(Last last, Event arrived) {
        Violation violation = last.violation();
        if (!last.evidenceSent() && !last.event().equals(arrived)) {
            // Its own record has gone by: the record that completes the sequence shows it.
            violation = violation.shownBy(sighting.cause().evidence());
        }
        sighting.register(last.cause()).happened(sighting.rule(), last.subject(), violation);
    }

    private static void arm(Step step, CompiledRule rule, RuleKind.Sequence sequence, String by, Instant touchedAt) {
        Instant at = touchedAt.plus(sequence.within()).plus(Sighting.LATE);
        Timers.set(
                step,
                new Timers.Timer(at, Timers.Purpose.FORGET_SEQUENCE, rule.rule().id(), by));
    }

    /** Forgets what no event has touched for long enough; the rule is {@code null} when it is no longer in force. */
    static void timerFired(Step step, @Nullable CompiledRule rule, Timers.Timer timer) {
        byte[] key = step.key(StateKeys.Kind.SEQUENCE, timer.first(), timer.second());
        byte[] row = step.state().get(key);
        if (row == null) {
            return;
        }
        if (rule != null && rule.rule().kind() instanceof RuleKind.Sequence sequence) {
            Instant touchedAt = SequenceRow.touchedAt(row);
            Duration kept = sequence.within().plus(Sighting.LATE);
            if (touchedAt.plus(kept).isAfter(timer.at())) {
                arm(step, rule, sequence, timer.second(), touchedAt);
                return;
            }
        }
        step.state().delete(key);
    }
}
