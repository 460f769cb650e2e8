package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The closed list of facts that rules may name: those every event can be asked for, and those of the property table. */
public final class FactCatalogue {
    private final SortedMap<String, Fact> facts;

    public FactCatalogue(ResourcePropertyTable table) {
        SortedMap<String, Fact> all = new TreeMap<>();
        Facts.all().forEach(fact -> all.put(fact.name(), fact));
        table.facts().forEach(fact -> {
            Fact other = all.put(fact.name(), fact);
            if (other != null) {
                throw new IllegalArgumentException(fact.name() + " is defined twice");
            }
        });
        // Rules read tags one by one.
        all.values().removeIf(fact -> fact.type() == FactType.TAGS);
        facts = Collections.unmodifiableSortedMap(all);
    }

    /** The fact of this name; any name that begins with {@code resource.tags.} is a tag. */
    public Optional<Fact> find(String name) {
        if (name.startsWith(Facts.TAG_PREFIX) && name.length() > Facts.TAG_PREFIX.length()) {
            return Optional.of(Facts.tag(name.substring(Facts.TAG_PREFIX.length())));
        }
        return Optional.ofNullable(facts.get(name));
    }

    /**
     * The fact a file names.
     *
     * @param node where the name stands
     * @throws io.dspt.monitor.core.yaml.RefusedException with the nearest name when there is no such fact
     */
    public Fact named(String name, YamlNode node) {
        if (name.equals(Facts.RESOURCE_TAGS.name())) {
            throw node.refused("tags are read one by one, such as '" + Facts.TAG_PREFIX + "owner'");
        }
        return find(name)
                .orElseThrow(
                        () -> node.refused("unknown field '" + name + "'" + NearestName.hint(facts.keySet(), name)));
    }

    /** All facts by name, except the tags, whose names are anybody's. */
    public SortedMap<String, Fact> all() {
        return facts;
    }
}
