package io.dspt.monitor.benchmarks.drools;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.rule.Condition;
import io.dspt.monitor.core.rule.Condition.AllOf;
import io.dspt.monitor.core.rule.Condition.AnyOf;
import io.dspt.monitor.core.rule.Condition.Compare;
import io.dspt.monitor.core.rule.Condition.Count;
import io.dspt.monitor.core.rule.Condition.Not;
import io.dspt.monitor.core.rule.FieldReference;
import io.dspt.monitor.core.rule.Operand;

/** Turns a condition on what is so after an event into the same condition on what was so before. */
final class Before {
    private Before() {}

    static Condition of(Condition condition) {
        if (condition instanceof AllOf all) {
            return new AllOf(all.conditions().stream().map(Before::of).toList());
        } else if (condition instanceof AnyOf any) {
            return new AnyOf(any.conditions().stream().map(Before::of).toList());
        } else if (condition instanceof Not not) {
            return new Not(of(not.condition()));
        } else if (condition instanceof Count count) {
            Condition where = count.where();
            return new Count(
                    of(count.field()), where == null ? null : of(where), count.operator(), of(count.operand()));
        }
        Compare compare = (Compare) condition;
        return new Compare(of(compare.field()), compare.operator(), of(compare.operand()));
    }

    private static Operand of(Operand operand) {
        return operand instanceof Operand.Field field ? new Operand.Field(of(field.reference())) : operand;
    }

    /** The header says the same before and after. */
    private static FieldReference of(FieldReference field) {
        return field.fact().origin() == Fact.Origin.HEADER
                ? field
                : new FieldReference(field.fact(), field.each(), field.member(), true);
    }
}
