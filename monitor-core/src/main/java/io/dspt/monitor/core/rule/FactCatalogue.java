package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.AgeUnit;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import io.dspt.monitor.core.register.RegisterColumn;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The closed list of facts that rules may name: those every event can be asked for, those of the property table, the
 * columns of registers, and the age of everything that is a day or a time.
 */
public final class FactCatalogue {
    private final ResourcePropertyTable table;
    private final RegisterDefinitions registers;
    private final SortedMap<String, Fact> facts;

    public FactCatalogue(ResourcePropertyTable table) {
        this(table, RegisterDefinitions.NONE);
    }

    private FactCatalogue(ResourcePropertyTable table, RegisterDefinitions registers) {
        this.table = table;
        this.registers = registers;
        SortedMap<String, Fact> all = new TreeMap<>();
        Facts.all().forEach(fact -> all.put(fact.name(), fact));
        table.facts().forEach(fact -> {
            Fact other = all.put(fact.name(), fact);
            if (other != null) {
                throw new IllegalArgumentException(fact.name() + " is defined twice");
            }
        });
        for (RegisterDefinition register : registers.byName().values()) {
            for (RegisterColumn column : register.columns().values()) {
                Fact fact = Facts.ofRegister(
                        register.name(), column.name(), column.type().factType(), column.meaning());
                all.put(fact.name(), fact);
            }
        }
        // Rules read tags one by one.
        all.values().removeIf(fact -> fact.type() == FactType.TAGS);
        facts = Collections.unmodifiableSortedMap(all);
    }

    /** These facts, with the columns of the registers of a rule set. */
    public FactCatalogue with(RegisterDefinitions otherRegisters) {
        return new FactCatalogue(table, otherRegisters);
    }

    /** The registers whose columns rules may name. */
    public RegisterDefinitions registers() {
        return registers;
    }

    /**
     * The fact of this name; any name that begins with {@code resource.tags.} is a tag, and a day or a time with one of
     * the endings of {@link AgeUnit} is its age.
     */
    public Optional<Fact> find(String name) {
        if (name.startsWith(Facts.TAG_PREFIX) && name.length() > Facts.TAG_PREFIX.length()) {
            return Optional.of(Facts.tag(name.substring(Facts.TAG_PREFIX.length())));
        }
        Fact fact = facts.get(name);
        return fact == null ? age(name) : Optional.of(fact);
    }

    private Optional<Fact> age(String name) {
        int dot = name.lastIndexOf('.');
        Fact dated = dot < 0 ? null : facts.get(name.substring(0, dot));
        return dated == null || !dated.type().isDated()
                ? Optional.empty()
                : AgeUnit.written(name.substring(dot + 1)).map(unit -> Fact.ageOf(dated, unit));
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
