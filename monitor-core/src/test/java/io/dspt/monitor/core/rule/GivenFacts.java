package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Facts as a test writes them, in YAML: null is absent, what is not named is unknown. */
final class GivenFacts implements FactSource {
    private final Map<String, FactValue> values = new HashMap<>();

    private GivenFacts() {}

    static GivenFacts of(String yaml) {
        GivenFacts given = new GivenFacts();
        YamlNode.parse("given", yaml).members().forEach((name, node) -> {
            Fact fact = SampleRule.FACTS.find(name).orElseThrow(() -> new AssertionError("no fact " + name));
            given.values.put(name, value(node, fact.type(), fact.members()));
        });
        return given;
    }

    /** These facts and one more. */
    GivenFacts and(String name, FactValue value) {
        GivenFacts more = new GivenFacts();
        more.values.putAll(values);
        more.values.put(name, value);
        return more;
    }

    @Override
    public FactValue read(Fact fact) {
        return values.getOrDefault(fact.name(), Missing.UNKNOWN);
    }

    private static FactValue value(YamlNode node, FactType type, SortedMap<String, FactType> members) {
        if (node.isNull()) {
            return Missing.ABSENT;
        }
        return switch (type) {
            case TEXT, DATE, TIME -> FactValue.text(node.textOrEmpty());
            case FLAG -> FactValue.flag(node.flag());
            case WHOLE -> FactValue.whole(node.whole());
            case TEXTS ->
                FactValue.texts(
                        node.elements().stream().map(YamlNode::textOrEmpty).toList());
            case STRUCTURES ->
                new Many(node.elements().stream()
                        .map(element -> {
                            SortedMap<String, FactValue> values = new TreeMap<>();
                            element.members()
                                    .forEach((name, member) ->
                                            values.put(name, value(member, members.get(name), new TreeMap<>())));
                            return (FactValue) new Structure(values);
                        })
                        .toList());
            case TAGS -> throw new AssertionError("name single tags");
        };
    }
}
