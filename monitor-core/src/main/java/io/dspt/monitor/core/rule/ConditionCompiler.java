package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Whole;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a condition into predicates, once, when its rule is loaded. */
final class ConditionCompiler {
    private ConditionCompiler() {}

    static CompiledCondition compile(Condition condition) {
        return compile(condition, ConditionCompiler::compile);
    }

    /** The same, with its parts compiled by somebody who may know them already. */
    static CompiledCondition compile(Condition condition, Function<Condition, CompiledCondition> ofPart) {
        if (condition instanceof Condition.AllOf all) {
            return allOf(compiled(all.conditions(), ofPart));
        } else if (condition instanceof Condition.AnyOf any) {
            return anyOf(compiled(any.conditions(), ofPart));
        } else if (condition instanceof Condition.Not not) {
            CompiledCondition inner = ofPart.apply(not.condition());
            return view -> inner.test(view).not();
        } else if (condition instanceof Condition.Count count) {
            return count(count);
        }
        return compare((Condition.Compare) condition);
    }

    /** What is asked of the record comes first: it may spare asking the inventory and the registers. */
    private static CompiledCondition[] compiled(List<Condition> parts, Function<Condition, CompiledCondition> ofPart) {
        return parts.stream()
                .sorted(Comparator.comparingInt(ConditionCompiler::effort))
                .map(ofPart)
                .toArray(CompiledCondition[]::new);
    }

    private static int effort(Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            return effort(all.conditions());
        } else if (condition instanceof Condition.AnyOf any) {
            return effort(any.conditions());
        } else if (condition instanceof Condition.Not not) {
            return effort(not.condition());
        } else if (condition instanceof Condition.Count count) {
            return effort(count.field(), count.operand());
        }
        Condition.Compare compare = (Condition.Compare) condition;
        return effort(compare.field(), compare.operand());
    }

    private static int effort(List<Condition> parts) {
        return parts.stream().mapToInt(ConditionCompiler::effort).max().orElse(0);
    }

    private static int effort(FieldReference field, Operand operand) {
        int ofField = switch (field.fact().origin()) {
            case HEADER -> 0;
            case RECORD -> 1;
            case AGE, REGISTER, SCHEDULED -> 2;
            case RESOURCE, PROPERTY -> 3;
            case DERIVED, JOINED -> 4;
        };
        return operand instanceof Operand.Register ? Math.max(ofField, 4) : ofField;
    }

    private static CompiledCondition allOf(CompiledCondition[] parts) {
        return view -> {
            Truth result = Truth.TRUE;
            for (CompiledCondition part : parts) {
                result = result.and(part.test(view));
                if (result == Truth.FALSE) {
                    return result;
                }
            }
            return result;
        };
    }

    private static CompiledCondition anyOf(CompiledCondition[] parts) {
        return view -> {
            Truth result = Truth.FALSE;
            for (CompiledCondition part : parts) {
                result = result.or(part.test(view));
                if (result == Truth.TRUE) {
                    return result;
                }
            }
            return result;
        };
    }

    private static CompiledCondition compare(Condition.Compare compare) {
        FieldReference field = compare.field();
        Comparison comparison = Comparison.of(compare.operator(), compare.operand());
        if (!field.each()) {
            return view -> comparison.test(read(field, view), view);
        }
        return view -> {
            FactValue list = read(field, view);
            if (list == Missing.UNKNOWN) {
                return Truth.UNKNOWN;
            }
            if (!(list instanceof Many many)) {
                return comparison.test(list, view);
            }
            Truth result = Truth.TRUE;
            for (FactValue element : many.elements()) {
                result = result.and(comparison.test(element(element, field), view));
                if (result == Truth.FALSE) {
                    return result;
                }
            }
            return result;
        };
    }

    private static CompiledCondition count(Condition.Count count) {
        FieldReference field = count.field();
        Comparison comparison = Comparison.of(count.operator(), count.operand());
        @Nullable CompiledCondition where = count.where() == null ? null : compile(count.where());
        return view -> {
            FactValue list = read(field, view);
            if (list == Missing.UNKNOWN) {
                return Truth.UNKNOWN;
            }
            List<FactValue> elements = list instanceof Many many ? many.elements() : List.of();
            if (where == null) {
                return comparison.test(new Whole(elements.size()), view);
            }
            int sure = 0;
            int unsure = 0;
            for (FactValue element : elements) {
                switch (where.test(withElement(view, field, element))) {
                    case TRUE -> sure++;
                    case UNKNOWN -> unsure++;
                    case FALSE -> {
                        // does not count
                    }
                }
            }
            // The comparison holds for certain when it holds for every number that is still possible.
            Truth result = comparison.test(new Whole(sure), view);
            for (int possible = sure + 1; possible <= sure + unsure; possible++) {
                if (comparison.test(new Whole(possible), view) != result) {
                    return Truth.UNKNOWN;
                }
            }
            return result;
        };
    }

    private static FactValue read(FieldReference field, FactView view) {
        return (field.before() ? view.before() : view.after()).read(field.fact());
    }

    private static FactValue element(FactValue element, FieldReference field) {
        if (field.member() == null) {
            return element;
        }
        return element instanceof Structure structure ? structure.member(field.member()) : Missing.UNKNOWN;
    }

    /** Within {@code where}, the counted fact is a list of just the current element. */
    private static FactView withElement(FactView view, FieldReference counted, FactValue element) {
        FactSource one = new OneElement(counted.before() ? view.before() : view.after(), counted.fact(), element);
        return counted.before() ? new FactView(view.after(), one) : new FactView(one, view.before());
    }

    private record OneElement(FactSource others, Fact counted, FactValue element) implements FactSource {
        @Override
        public FactValue read(Fact fact) {
            return fact.equals(counted) ? new Many(List.of(element)) : others.read(fact);
        }

        @Override
        public FactValue inRegister(String register, String column, FactValue value) {
            return others.inRegister(register, column, value);
        }
    }
}
