package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.Truth;
import io.dspt.monitor.core.rule.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules that several events decide together. What is kept of them is bounded for each rule and each value of {@code by}
 * and goes by timers; docs/state.md says how much and for how long. What there is no room for, or came too late to be
 * told from what has been forgotten, is unevaluable and counted.
 */
final class SeveralEvents {
    private SeveralEvents() {}

    /** What an event comes to together with those before and after it; empty when there is nothing to say of it. */
    static Optional<Verdict> judge(Sighting sighting) {
        RuleKind kind = sighting.rule().rule().kind();
        if (kind instanceof RuleKind.Sequence sequence) {
            return SequenceProgress.judge(sighting, sequence);
        } else if (kind instanceof RuleKind.Absence absence) {
            return AbsenceWatch.judge(sighting, absence);
        }
        Truth when = sighting.rule().watchesFor(0, sighting.view());
        if (when != Truth.TRUE) {
            return Optional.of(when == Truth.FALSE ? Verdict.NOT_APPLICABLE : Verdict.UNEVALUABLE);
        }
        return kind instanceof RuleKind.Threshold threshold
                ? ThresholdWindows.judge(sighting, threshold)
                : BaselineMemory.judge(sighting, (RuleKind.Baseline) kind);
    }

    /** Looks at, or forgets, what a timer was set for. */
    static void timerFired(Step step, Timers.Timer timer) {
        @Nullable
        CompiledRule rule = step.book()
                .rule(timer.first())
                .filter(one -> one.rule().status() != Rule.Status.RETIRED)
                .orElse(null);
        switch (timer.purpose()) {
            case FORGET_THRESHOLD -> ThresholdWindows.timerFired(step, rule, timer);
            case FORGET_SEQUENCE -> SequenceProgress.timerFired(step, rule, timer);
            case LOOK_FOR_ABSENCE -> AbsenceWatch.timerFired(step, rule, timer);
            case FORGET_BASELINE -> BaselineMemory.headTimerFired(step, rule, timer);
            case FORGET_SEEN -> BaselineMemory.seenTimerFired(step, rule, timer);
            default -> throw new IllegalArgumentException("no timer of several events: " + timer.purpose());
        }
    }
}
