package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides of a condition what one fact decides already, and leaves the rest as it is. What is left has the same truth as
 * the whole, for every event of which the fact is settled so.
 */
final class ConditionFolding {
    static final Condition TRUE = new Condition.AllOf(List.of());
    static final Condition FALSE = new Condition.AnyOf(List.of());

    private static final FactSource NOTHING = fact -> Missing.UNKNOWN;
    private static final FactView NO_VIEW = FactView.of(NOTHING);

    /** What is known of a fact before any rule is asked. */
    sealed interface Settled {
        /** It has this value, or one that compares the same. */
        record Value(FactValue value) implements Settled {}

        /** What is known of a fact without its value. */
        enum Nothing implements Settled {
            /** It is proven to have none. */
            ABSENT,
            /** It has one, which is none of those that conditions name. */
            UNNAMED
        }
    }

    private ConditionFolding() {}

    /** The condition without what the fact decides; {@link #TRUE} or {@link #FALSE} when it decides all of it. */
    static Condition folded(Condition condition, Fact fact, Settled settled) {
        if (condition instanceof Condition.AllOf all) {
            List<Condition> left = new ArrayList<>();
            for (Condition part : all.conditions()) {
                Condition one = folded(part, fact, settled);
                if (one.equals(FALSE)) {
                    return FALSE;
                } else if (!one.equals(TRUE)) {
                    left.add(one);
                }
            }
            return left.size() == 1
                    ? left.get(0)
                    : left.equals(all.conditions()) ? condition : new Condition.AllOf(left);
        } else if (condition instanceof Condition.AnyOf any) {
            List<Condition> left = new ArrayList<>();
            for (Condition part : any.conditions()) {
                Condition one = folded(part, fact, settled);
                if (one.equals(TRUE)) {
                    return TRUE;
                } else if (!one.equals(FALSE)) {
                    left.add(one);
                }
            }
            return left.size() == 1
                    ? left.get(0)
                    : left.equals(any.conditions()) ? condition : new Condition.AnyOf(left);
        } else if (condition instanceof Condition.Not not) {
            Condition inner = folded(not.condition(), fact, settled);
            if (inner.equals(TRUE)) {
                return FALSE;
            }
            return inner.equals(FALSE) ? TRUE : new Condition.Not(inner);
        }
        return condition instanceof Condition.Compare compare && isAbout(compare, fact)
                ? decided(compare, settled)
                : condition;
    }

    /** Whether a comparison is of this fact with what is known when the rule is loaded. */
    static boolean isAbout(Condition.Compare compare, Fact fact) {
        FieldReference field = compare.field();
        // What an event says of itself is the same before and after it.
        boolean present = !field.before() || fact.origin() == Fact.Origin.HEADER;
        return present
                && !field.each()
                && compare.operand() instanceof Operand.Constant
                && field.fact().equals(fact);
    }

    private static Condition decided(Condition.Compare compare, Settled settled) {
        Comparison comparison = Comparison.of(compare.operator(), compare.operand());
        Operator operator = compare.operator();
        if (settled == Settled.Nothing.ABSENT) {
            return constant(comparison.test(Missing.ABSENT, NO_VIEW), compare);
        } else if (operator == Operator.EXISTS) {
            return constant(comparison.test(new Flag(true), NO_VIEW), compare);
        } else if (settled instanceof Settled.Value known) {
            return operator == Operator.COVERS_ANY_PORT
                    ? compare
                    : constant(comparison.test(known.value(), NO_VIEW), compare);
        }
        return switch (operator) {
            case EQUALS, IN -> FALSE;
            case NOT_EQUALS, NOT_IN -> TRUE;
            default -> compare;
        };
    }

    private static Condition constant(Truth truth, Condition undecided) {
        return switch (truth) {
            case TRUE -> TRUE;
            case FALSE -> FALSE;
            case UNKNOWN -> undecided;
        };
    }
}
