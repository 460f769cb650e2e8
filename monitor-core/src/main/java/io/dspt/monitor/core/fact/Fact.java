package io.dspt.monitor.core.fact;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A named, typed value that rules may read.
 *
 * @param name dotted name as rules write it, for example {@code resource.region}
 * @param type shape of its value
 * @param origin what has to be asked for it
 * @param members for {@link FactType#STRUCTURES}: the members of one element and their shapes; empty otherwise
 * @param description one sentence for rule authors
 */
public record Fact(String name, FactType type, Origin origin, SortedMap<String, FactType> members, String description) {

    /** Who knows the value of a fact. */
    public enum Origin {
        /** Read from the event's header: always known, therefore usable by the index. */
        HEADER,
        /** Read from the record's own details, lazily. */
        RECORD,
        /** Read from the merged inventory row of the event's resource, or of a resource above it. */
        RESOURCE,
        /** A configuration property of the resource, declared in the resource property table. */
        PROPERTY,
        /** Computed from inventory rows and reference data. */
        DERIVED
    }

    public Fact {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a fact needs a name");
        }
        if (type == FactType.STRUCTURES == members.isEmpty()) {
            throw new IllegalArgumentException(name + ": members belong to lists of structures, and only to them");
        }
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    public Fact(String name, FactType type, Origin origin, String description) {
        this(name, type, origin, new TreeMap<>(), description);
    }

    static Fact structures(String name, Origin origin, Map<String, FactType> members, String description) {
        return new Fact(name, FactType.STRUCTURES, origin, new TreeMap<>(members), description);
    }

    /** Facts are told apart by name alone. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Fact fact && fact.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
