package io.dspt.monitor.benchmarks.drools;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.rule.Condition;
import io.dspt.monitor.core.rule.Condition.AllOf;
import io.dspt.monitor.core.rule.Condition.AnyOf;
import io.dspt.monitor.core.rule.Condition.Compare;
import io.dspt.monitor.core.rule.Condition.Count;
import io.dspt.monitor.core.rule.Condition.Not;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.FieldReference;
import io.dspt.monitor.core.rule.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison that Drools calls as a method: over the elements of a list, with patterns, with other facts. */
@FunctionalInterface
interface LeafTest {

    Truth test(FactView facts);

    /** The test of a condition, ready to be asked again and again. */
    static LeafTest of(Condition condition) {
        if (condition instanceof AllOf all) {
            List<LeafTest> parts = all.conditions().stream().map(LeafTest::of).toList();
            return facts -> {
                Truth result = Truth.TRUE;
                for (LeafTest part : parts) {
                    result = result.and(part.test(facts));
                    if (result == Truth.FALSE) {
                        return result;
                    }
                }
                return result;
            };
        } else if (condition instanceof AnyOf any) {
            List<LeafTest> parts = any.conditions().stream().map(LeafTest::of).toList();
            return facts -> {
                Truth result = Truth.FALSE;
                for (LeafTest part : parts) {
                    result = result.or(part.test(facts));
                    if (result == Truth.TRUE) {
                        return result;
                    }
                }
                return result;
            };
        } else if (condition instanceof Not not) {
            LeafTest inner = of(not.condition());
            return facts -> inner.test(facts).not();
        } else if (condition instanceof Count count) {
            return count(count);
        }
        Compare compare = (Compare) condition;
        return compare.field().each() ? ofEach(compare) : ofOne(compare);
    }

    private static LeafTest ofOne(Compare compare) {
        ValueTest test = ValueTest.of(compare.operator(), compare.operand());
        return facts -> test.test(read(compare.field(), facts), facts);
    }

    private static LeafTest ofEach(Compare compare) {
        ValueTest test = ValueTest.of(compare.operator(), compare.operand());
        return facts -> {
            FactValue list = read(compare.field(), facts);
            if (!(list instanceof Many many)) {
                return test.test(list, facts);
            }
            Truth result = Truth.TRUE;
            for (FactValue element : many.elements()) {
                result = result.and(test.test(element(element, compare.field()), facts));
            }
            return result;
        };
    }

    private static LeafTest count(Count count) {
        ValueTest test = ValueTest.of(count.operator(), count.operand());
        Condition where = count.where();
        @Nullable LeafTest counted = where == null ? null : of(where);
        return facts -> {
            FactValue list = read(count.field(), facts);
            if (list == Missing.UNKNOWN) {
                return Truth.UNKNOWN;
            }
            List<FactValue> elements = list instanceof Many many ? many.elements() : List.of();
            int sure = 0;
            int unsure = 0;
            for (FactValue element : elements) {
                Truth counts = counted == null ? Truth.TRUE : counted.test(withElement(facts, count.field(), element));
                sure += counts == Truth.TRUE ? 1 : 0;
                unsure += counts == Truth.UNKNOWN ? 1 : 0;
            }
            Truth result = test.test(new Whole(sure), facts);
            for (int possible = sure + 1; possible <= sure + unsure; possible++) {
                if (test.test(new Whole(possible), facts) != result) {
                    return Truth.UNKNOWN;
                }
            }
            return result;
        };
    }

    private static FactValue read(FieldReference field, FactView facts) {
        return (field.before() ? facts.before() : facts.after()).read(field.fact());
    }

    private static FactValue element(FactValue element, FieldReference field) {
        String member = field.member();
        if (member == null) {
            return element;
        }
        return element instanceof Structure structure ? structure.member(member) : Missing.UNKNOWN;
    }

    private static FactView withElement(FactView facts, FieldReference counted, FactValue element) {
        FactSource one = new OneElement(counted.before() ? facts.before() : facts.after(), counted.fact(), element);
        return counted.before() ? new FactView(facts.after(), one) : new FactView(one, facts.before());
    }

    /** The facts of an event in which one list has a single element. */
    record OneElement(FactSource others, Fact counted, FactValue element) implements FactSource {
        @Override
        public FactValue read(Fact fact) {
            return fact.equals(counted) ? new Many(List.of(element)) : others.read(fact);
        }
    }
}
