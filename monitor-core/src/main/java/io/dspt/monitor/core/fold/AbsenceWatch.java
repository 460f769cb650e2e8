package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.fold.AbsenceRow.Followed;
import io.dspt.monitor.core.fold.AbsenceRow.Watch;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.Truth;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Absences: whether what has to follow an event has followed in time, by when both happened. A finding opens when the
 * arrival clock has passed the deadline and the source of the event has told of later times; what the source, being
 * silent, does not tell is unevaluable, never violated. What follows too late ends the finding, and what followed in
 * time but is told late takes it back.
 *
 * <p>For each rule and value of {@code by} one row is kept, see {@link AbsenceRow}: watches until what they wait for
 * has followed, at most {@link #WAITS} undecided and {@link #STANDS} found; expected events for as long as something
 * may take, and a day.
 */
final class AbsenceWatch {
    /** How long a silent source is waited for. */
    private static final Duration WAITS = Duration.ofDays(30);
    /** How long what follows still ends a finding of this watch. */
    private static final Duration STANDS = Duration.ofDays(396);
    /** How far behind the clock a source may be before it counts as silent. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Duration SOON = Duration.ofMinutes(15);
    private static final String TOLD_LATE = "followed in time";

    private final Step step;
    private final CompiledRule rule;
    private final Duration within;

    private AbsenceWatch(Step step, CompiledRule rule, RuleKind.Absence absence) {
        this.step = step;
        this.rule = rule;
        this.within = absence.within();
    }

    /** What an event comes to; empty when that is to be seen, and for a repeat. */
    static Optional<Verdict> judge(Sighting sighting, RuleKind.Absence absence) {
        Truth after = sighting.rule().watchesFor(0, sighting.view());
        Truth expected = sighting.rule().watchesFor(1, sighting.view());
        if (after != Truth.TRUE && expected != Truth.TRUE) {
            boolean unknown = after == Truth.UNKNOWN || expected == Truth.UNKNOWN;
            return Optional.of(unknown ? Verdict.UNEVALUABLE : Verdict.NOT_APPLICABLE);
        }
        Optional<String> by = CompiledRule.nameOf(absence.by(), sighting.view());
        if (by.isEmpty()) {
            return Optional.of(Verdict.UNEVALUABLE);
        }
        AbsenceWatch watch = new AbsenceWatch(sighting.step(), sighting.rule(), absence);
        AbsenceRow row = AbsenceRow.read(
                sighting.step().state().get(sighting.key(StateKeys.Kind.ABSENCE, by.get())),
                sighting.rule().rule().digest());
        Optional<Verdict> ended = expected == Truth.TRUE ? watch.followed(row, sighting) : Optional.empty();
        Optional<Verdict> begun = after == Truth.TRUE ? watch.begin(row, sighting) : Optional.empty();
        watch.save(by.get(), row, false);
        return begun.isPresent() ? begun : ended;
    }

    private Optional<Verdict> followed(AbsenceRow row, Sighting sighting) {
        if (!row.add(new Followed(sighting.at(), sighting.identity()))) {
            return Optional.empty();
        }
        FindingRegister register = sighting.register(sighting.cause());
        String by = sighting.cause().operation();
        Verdict verdict = Verdict.NOT_APPLICABLE;
        for (Watch watch : List.copyOf(row.watches)) {
            if (watch.identity() == sighting.identity() || watch.at().isAfter(sighting.at())) {
                continue;
            }
            row.watches.remove(watch);
            verdict = Verdict.COMPLIANT;
            if (sighting.at().isAfter(deadline(watch))) {
                if (!watch.opened()) {
                    open(watch, sighting.register(watch.cause()));
                    verdict = Verdict.VIOLATED;
                }
                register.cleared(rule, watch.subject(), sighting.at(), by);
            } else if (watch.opened() && !stillOpen(row, watch.subject())) {
                register.ended(rule, watch.subject(), sighting.at(), TOLD_LATE);
            }
        }
        if (verdict == Verdict.NOT_APPLICABLE) {
            // Found under another version of the rule, or longer ago than watches are kept.
            sighting.broken()
                    .get()
                    .ifPresent(now -> register.endedUnlessSeenSince(rule, now.subject(), sighting.at(), by));
        }
        return Optional.of(verdict);
    }

    private static boolean stillOpen(AbsenceRow row, String subject) {
        return row.watches.stream()
                .anyMatch(other -> other.opened() && other.subject().equalsIgnoreCase(subject));
    }

    private Optional<Verdict> begin(AbsenceRow row, Sighting sighting) {
        if (row.watches(sighting.identity())) {
            return Optional.empty();
        }
        Optional<Sighting.Broken> broken = sighting.broken().get();
        if (broken.isEmpty()) {
            return Optional.of(Verdict.UNEVALUABLE);
        }
        Watch watch = new Watch(
                sighting.identity(), broken.get().subject(), broken.get().violation(), sighting.cause(), false, false);
        Followed next = row.firstSince(sighting.at(), sighting.identity());
        if (next != null && !next.at().isAfter(deadline(watch))) {
            return Optional.of(Verdict.COMPLIANT);
        }
        boolean forgotten = sighting.at().isBefore(step.clock().minus(within).minus(Sighting.LATE));
        boolean lost = row.lostUntil != null && !row.lostUntil.isBefore(sighting.at());
        if (forgotten || lost) {
            return Optional.of(Verdict.UNEVALUABLE); // whether anything followed is no longer known
        }
        if (next != null) {
            FindingRegister register = sighting.register(sighting.cause());
            open(watch, register);
            register.cleared(rule, watch.subject(), next.at(), "followed too late");
            return Optional.of(Verdict.VIOLATED);
        }
        step.state().sendOnce(sighting.evidence());
        if (!row.add(watch)) {
            countUnevaluable();
        }
        return Optional.empty();
    }

    private Instant deadline(Watch watch) {
        return watch.at().plus(within);
    }

    private void open(Watch watch, FindingRegister register) {
        Violation violation = watch.violation().seenAt(deadline(watch));
        register.happened(rule, watch.subject(), violation);
    }

    private void countUnevaluable() {
        step.estate().unevaluable.add(rule.rule().id());
    }

    /** Looks at what is due; the rule is {@code null} when it is no longer in force. */
    static void timerFired(Step step, @Nullable CompiledRule rule, Timers.Timer timer) {
        byte[] key = step.key(StateKeys.Kind.ABSENCE, timer.first(), timer.second());
        byte[] stored = step.state().get(key);
        if (stored == null) {
            return;
        }
        if (rule == null || !(rule.rule().kind() instanceof RuleKind.Absence absence)) {
            step.state().delete(key);
            return;
        }
        AbsenceRow row = AbsenceRow.read(stored, rule.rule().digest());
        if (row.armedAt != null && !row.armedAt.equals(timer.at())) {
            return; // another timer has taken its place
        }
        row.armedAt = null;
        AbsenceWatch watch = new AbsenceWatch(step, rule, absence);
        watch.lookAtWhatIsDue(row);
        watch.save(timer.second(), row, true);
    }

    private void lookAtWhatIsDue(AbsenceRow row) {
        Instant clock = step.clock();
        for (int i = row.watches.size() - 1; i >= 0; i--) {
            Watch watch = row.watches.get(i);
            Instant deadline = deadline(watch);
            if (watch.opened()) {
                if (!clock.isBefore(watch.at().plus(STANDS))) {
                    row.watches.remove(i);
                }
            } else if (!deadline.isAfter(clock)) {
                if (Coverage.progress(step, watch.cause().category()).isAfter(deadline)) {
                    open(watch, new FindingRegister(step, watch.cause(), null));
                    step.judged(rule.rule().id(), Verdict.VIOLATED);
                    row.watches.set(i, watch.found());
                } else if (!clock.isBefore(deadline.plus(WAITS))) {
                    row.watches.remove(i);
                } else if (!watch.unheard() && !clock.isBefore(deadline.plus(GRACE))) {
                    countUnevaluable();
                    step.judged(rule.rule().id(), Verdict.UNEVALUABLE);
                    row.watches.set(i, watch.notHeardOf());
                }
            }
        }
        Instant oldest = clock.minus(within).minus(Sighting.LATE);
        row.followed.removeIf(event -> !event.at().isAfter(oldest));
    }

    private void save(String by, AbsenceRow row, boolean looked) {
        byte[] key = step.key(StateKeys.Kind.ABSENCE, rule.rule().id(), by);
        if (row.isEmpty()) {
            step.state().delete(key);
            return;
        }
        Instant due = nextDue(row, looked);
        if (row.armedAt == null || due.isBefore(row.armedAt)) {
            row.armedAt = due;
            Timers.set(
                    step,
                    new Timers.Timer(
                            due, Timers.Purpose.LOOK_FOR_ABSENCE, rule.rule().id(), by));
        }
        step.state().put(key, row.encoded());
    }

    private Instant nextDue(AbsenceRow row, boolean looked) {
        Instant due = Instant.MAX;
        for (Watch watch : row.watches) {
            Instant next = watch.opened() ? watch.at().plus(STANDS) : nextLook(deadline(watch), looked);
            due = next.isBefore(due) ? next : due;
        }
        for (Followed event : row.followed) {
            Instant next = event.at().plus(within).plus(Sighting.LATE);
            due = next.isBefore(due) ? next : due;
        }
        return due;
    }

    /** A source that has not told yet is asked again after a minute, later on every hour. */
    private Instant nextLook(Instant deadline, boolean looked) {
        Instant clock = step.clock();
        if (deadline.isAfter(clock) || !looked) {
            return deadline;
        }
        if (clock.isBefore(deadline.plus(SOON))) {
            return clock.plus(Duration.ofMinutes(1));
        }
        return clock.plus(clock.isBefore(deadline.plus(GRACE)) ? Duration.ofMinutes(5) : Duration.ofHours(1));
    }
}
