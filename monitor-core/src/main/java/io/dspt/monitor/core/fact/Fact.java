package io.dspt.monitor.core.fact;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A named, typed value that rules may read.
 *
 * @param name dotted name as rules write it, for example {@code resource.region}
 * @param type shape of its value
 * @param origin what has to be asked for it
 * @param members for {@link FactType#STRUCTURES}: the members of one element and their shapes; empty otherwise
 * @param description one sentence for rule authors
 * @param age whose age it is and in what it is counted, for {@link Origin#AGE}; {@code null} otherwise
 */
public record Fact(
        String name,
        FactType type,
        Origin origin,
        SortedMap<String, FactType> members,
        String description,
        @Nullable Age age) {

    /** Whose age a fact is. */
    public record Age(Fact of, AgeUnit unit) {}

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
        DERIVED,
        /** Computed from registers and what is judged. */
        JOINED,
        /** A column of the register that is looked through. */
        REGISTER,
        /** Read from what is looked through: a principal, a source, a finding. */
        SCHEDULED,
        /** How long a day or a time is past or ahead. */
        AGE
    }

    public Fact {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a fact needs a name");
        }
        if (type == FactType.STRUCTURES == members.isEmpty()) {
            throw new IllegalArgumentException(name + ": members belong to lists of structures, and only to them");
        }
        if ((origin == Origin.AGE) != (age != null)) {
            throw new IllegalArgumentException(name + ": an age, and only an age, is the age of something");
        }
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    public Fact(String name, FactType type, Origin origin, SortedMap<String, FactType> members, String description) {
        this(name, type, origin, members, description, null);
    }

    public Fact(String name, FactType type, Origin origin, String description) {
        this(name, type, origin, new TreeMap<>(), description);
    }

    static Fact structures(String name, Origin origin, Map<String, FactType> members, String description) {
        return new Fact(name, FactType.STRUCTURES, origin, new TreeMap<>(members), description);
    }

    /** How long a day or a time is past or ahead. */
    public static Fact ageOf(Fact dated, AgeUnit unit) {
        if (!dated.type().isDated()) {
            throw new IllegalArgumentException(dated.name() + " is neither a day nor a time");
        }
        return new Fact(
                dated.name() + "." + unit.written(),
                FactType.WHOLE,
                Origin.AGE,
                new TreeMap<>(),
                unit.meaning() + ": " + dated.description(),
                new Age(dated, unit));
    }

    /** Facts are told apart by name alone. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Fact fact && fact.name.hashCode() == name.hashCode() && fact.name.equals(name));
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
