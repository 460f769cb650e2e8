package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactValue;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds which values of a header fact a condition can hold for; only facts that are always known may be asked about. */
final class IndexKeys {
    private IndexKeys() {}

    /** The values in lower case outside of which the condition is false, or {@code null} when any value may do. */
    static @Nullable Set<String> of(Condition condition, Fact headerFact) {
        if (headerFact.origin() != Fact.Origin.HEADER) {
            throw new IllegalArgumentException(headerFact + " is not always known");
        }
        if (condition instanceof Condition.AllOf all) {
            Set<String> keys = null;
            for (Condition part : all.conditions()) {
                Set<String> partKeys = of(part, headerFact);
                if (keys == null) {
                    keys = partKeys;
                } else if (partKeys != null) {
                    keys.retainAll(partKeys);
                }
            }
            return keys;
        }
        if (condition instanceof Condition.AnyOf any) {
            Set<String> keys = new TreeSet<>();
            for (Condition part : any.conditions()) {
                Set<String> partKeys = of(part, headerFact);
                if (partKeys == null) {
                    return null;
                }
                keys.addAll(partKeys);
            }
            return keys;
        }
        if (condition instanceof Condition.Compare compare
                && compare.field().fact().equals(headerFact)
                && (compare.operator() == Operator.EQUALS || compare.operator() == Operator.IN)
                && compare.operand() instanceof Operand.Constant constant) {
            Set<String> keys = new TreeSet<>();
            if (constant.value() instanceof FactValue.Many many) {
                many.elements().forEach(element -> addText(keys, element));
            } else {
                addText(keys, constant.value());
            }
            return keys;
        }
        return null;
    }

    private static void addText(Set<String> keys, FactValue value) {
        if (value instanceof FactValue.Text text) {
            keys.add(text.value().toLowerCase(Locale.ROOT));
        }
    }
}
