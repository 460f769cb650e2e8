package io.dspt.monitor.core.rule;

/** What a rule asks; the grammar knows five more kinds, see {@link RuleLoader}. */
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

    /** The word rules use for the kind. */
    default String written() {
        if (this instanceof Obligation) {
            return "obligation";
        }
        return this instanceof Occurrence ? "occurrence" : "change";
    }
}
