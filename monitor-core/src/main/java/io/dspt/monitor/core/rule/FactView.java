package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactSource;
import org.jspecify.annotations.Nullable;

/**
 * What rules see of an event: the facts as they are after it and as they were before it, and what several rules have asked
 * of them already. For one thread.
 */
public final class FactView {
    private final FactSource after;
    private final FactSource before;
    /** Whose answers are remembered: rules that are asked one after the other share theirs. */
    private @Nullable SharedConditions asked;

    private @Nullable Truth[] answers = {};

    /**
     * A view of facts that do not change while rules look at them.
     *
     * @param after facts after the event
     * @param before facts before the event
     */
    public FactView(FactSource after, FactSource before) {
        this.after = after;
        this.before = before;
    }

    /** A view without a past of its own. */
    public static FactView of(FactSource facts) {
        return new FactView(facts, facts);
    }

    /** The facts after the event. */
    public FactSource after() {
        return after;
    }

    /** The facts before the event. */
    public FactSource before() {
        return before;
    }

    /** What a condition of theirs was found to be; {@code null} when nobody has asked. */
    @Nullable
    Truth answer(SharedConditions conditions, int number) {
        return asked == conditions ? answers[number] : null;
    }

    /** Remembers what a condition of theirs was found to be, in place of what was remembered for others. */
    void remember(SharedConditions conditions, int number, Truth answer) {
        if (asked != conditions) {
            asked = conditions;
            answers = new Truth[conditions.count()];
        }
        answers[number] = answer;
    }
}
