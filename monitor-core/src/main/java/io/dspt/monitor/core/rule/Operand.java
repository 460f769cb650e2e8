package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactValue;

/** What a fact is compared with: a value known when the rule is loaded, or another fact. */
public sealed interface Operand {

    /** A literal or a parameter's value. */
    record Constant(FactValue value) implements Operand {}

    /** Another fact of the same event. */
    record Field(FieldReference reference) implements Operand {}
}
