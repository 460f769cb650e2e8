package io.dspt.monitor.core.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition as a rule states it, checked but not yet compiled; see {@link ConditionCompiler}. */
public sealed interface Condition {

    /** True when all are; also of none. */
    record AllOf(List<Condition> conditions) implements Condition {
        public AllOf {
            conditions = List.copyOf(conditions);
        }
    }

    /** True when any is. */
    record AnyOf(List<Condition> conditions) implements Condition {
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    /** A fact compared; with {@code [*]} every element must pass. */
    record Compare(FieldReference field, Operator operator, Operand operand) implements Condition {}

    /**
     * The number of elements compared.
     *
     * @param where which elements count; all when {@code null}
     */
    record Count(FieldReference field, @Nullable Condition where, Operator operator, Operand operand)
            implements Condition {}
}
