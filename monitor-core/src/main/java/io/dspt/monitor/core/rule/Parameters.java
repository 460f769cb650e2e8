package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The named values rules refer to.
 *
 * @param values texts, whole numbers, flags, and lists of them, by name
 */
public record Parameters(SortedMap<String, FactValue> values) {

    /** No parameters. */
    public static final Parameters NONE = new Parameters(new TreeMap<>());

    public Parameters {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Reads a mapping of names to values. */
    static Parameters read(YamlNode node) {
        SortedMap<String, FactValue> values = new TreeMap<>();
        for (Map.Entry<String, YamlNode> member : node.members().entrySet()) {
            values.put(member.getKey(), literal(member.getValue()));
        }
        return new Parameters(values);
    }

    /** These parameters, with those of a rule in front. */
    Parameters with(Parameters local) {
        SortedMap<String, FactValue> both = new TreeMap<>(values);
        both.putAll(local.values);
        return new Parameters(both);
    }

    /** The value of the parameter a node names. */
    FactValue of(YamlNode name) {
        FactValue value = values.get(name.text());
        if (value == null) {
            throw name.refused(
                    "unknown parameter '" + name.text() + "'" + NearestName.hint(values.keySet(), name.text()));
        }
        return value;
    }

    /** A value written in place. */
    static FactValue literal(YamlNode node) {
        if (node.isList()) {
            List<FactValue> elements = new ArrayList<>();
            node.elements().forEach(element -> elements.add(literal(element)));
            return new FactValue.Many(elements);
        }
        if (node.isMapping()) {
            throw node.refused("expected a value or a list of values");
        }
        if (node.isOtherNumber()) {
            throw node.refused("no fact has such a number: quote it to make it a text");
        }
        return node.flagIfOne()
                .map(FactValue::flag)
                .or(() -> node.wholeIfOne().map(FactValue::whole))
                // A blank may be what is looked for; an empty text never is.
                .orElseGet(() -> FactValue.text(node.textOrEmpty().isEmpty() ? node.text() : node.textOrEmpty()));
    }
}
