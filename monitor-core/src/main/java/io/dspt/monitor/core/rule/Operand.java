package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactValue;

/** What a fact is compared with: a value known when the rule is loaded, another fact, or a column of a register. */
public sealed interface Operand {

    /** A literal or a parameter's value. */
    record Constant(FactValue value) implements Operand {}

    /** Another fact of the same event. */
    record Field(FieldReference reference) implements Operand {}

    /**
     * The values of a column, over the rows in force when the rule judges.
     *
     * @param register name of the register
     * @param column name of the column
     */
    record Register(String register, String column) implements Operand {}
}
