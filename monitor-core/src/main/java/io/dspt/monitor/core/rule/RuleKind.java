package io.dspt.monitor.core.rule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks. Obligations, changes and occurrences are judged by one event and the inventory; thresholds,
 * sequences, absences and baselines by several events, kept apart for each value of the facts under {@code by};
 * schedules by looking something through regularly. All times are event times.
 */
public sealed interface RuleKind {

    /**
     * A state that must hold, judged on the inventory whenever the state may have changed.
     *
     * @param appliesTo which subjects owe it
     * @param require what they owe
     */
    record Obligation(Condition appliesTo, Condition require) implements RuleKind {}

    /** Something that must not happen. */
    record Occurrence(Condition when) implements RuleKind {}

    /**
     * A change that must not be made.
     *
     * @param before what held before
     * @param after what holds after
     */
    record Change(Condition before, Condition after) implements RuleKind {}

    /**
     * Too many, too varied or too much within a time.
     *
     * @param when which events are measured
     * @param windows how much of them is too much; any of them breaks the rule
     * @param by measured apart for each value of these facts; all together when empty
     */
    record Threshold(Condition when, List<Window> windows, List<FieldReference> by) implements RuleKind {
        public Threshold {
            windows = List.copyOf(windows);
            by = List.copyOf(by);
        }
    }

    /**
     * One limit of a threshold.
     *
     * @param measure what is measured
     * @param atLeast from this figure on the rule is broken
     * @param over within this time
     */
    record Window(Measure measure, long atLeast, Duration over) {
        public Window {
            if (atLeast < 1) {
                throw new IllegalArgumentException("a limit is at least 1, not " + atLeast);
            }
        }
    }

    /** What a threshold measures of its events. */
    sealed interface Measure {
        /** How many there are. */
        record Count() implements Measure {}

        /** How many different values of a fact they have. */
        record Distinct(FieldReference of) implements Measure {}

        /** What the values of a whole-number fact add up to. */
        record Sum(FieldReference of) implements Measure {}
    }

    /**
     * One thing after another, other events between them or not.
     *
     * @param steps at least two, in order of when they happened
     * @param within from the first event to the last
     * @param by the facts all events share
     */
    record Sequence(List<Step> steps, Duration within, List<FieldReference> by) implements RuleKind {
        public Sequence {
            steps = List.copyOf(steps);
            by = List.copyOf(by);
            if (steps.size() < 2) {
                throw new IllegalArgumentException("a sequence has at least two steps");
            }
        }
    }

    /**
     * A step of a sequence.
     *
     * @param times how many such events there must be before the next step
     */
    record Step(Condition when, int times) {}

    /**
     * Something that had to follow and did not.
     *
     * @param after what it had to follow
     * @param expect what had to follow
     * @param within how long it may take
     * @param by the facts both share
     */
    record Absence(Condition after, Condition expect, Duration within, List<FieldReference> by) implements RuleKind {
        public Absence {
            by = List.copyOf(by);
        }
    }

    /**
     * Something not seen before.
     *
     * @param when which events are looked at
     * @param unseen the facts whose values together must have been seen before
     * @param by learned apart for each value of these facts
     * @param learn how long is learned from the first event on, and how long what was seen stays known
     */
    record Baseline(Condition when, List<FieldReference> unseen, List<FieldReference> by, Duration learn)
            implements RuleKind {
        public Baseline {
            unseen = List.copyOf(unseen);
            by = List.copyOf(by);
        }
    }

    /**
     * Something looked through regularly.
     *
     * @param each what is looked through
     * @param when what must not be the case
     * @param every how often, by the arrival clock
     */
    record Schedule(Each each, Condition when, Duration every) implements RuleKind {}

    /**
     * What a schedule looks through.
     *
     * @param register name of the register whose rows are meant; {@code null} for all others
     */
    record Each(Things things, @Nullable String register) {
        public Each {
            if ((things == Things.REGISTER) != (register != null)) {
                throw new IllegalArgumentException("a register has a name, and nothing else has one");
            }
        }
    }

    /** The kinds of things that can be looked through. */
    enum Things {
        RESOURCE,
        PRINCIPAL,
        SOURCE,
        SUBSCRIPTION,
        FINDING,
        REGISTER
    }

    /** Whether several events together decide, so that something of each has to be kept. */
    default boolean remembers() {
        return this instanceof Threshold
                || this instanceof Sequence
                || this instanceof Absence
                || this instanceof Baseline;
    }

    /** Whether a present state is judged, so that a finding is reopened rather than followed by another. */
    default boolean judgesState() {
        return this instanceof Obligation || this instanceof Schedule;
    }

    /** The word rules use for the kind. */
    default String written() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
