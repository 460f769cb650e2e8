package io.dspt.monitor.core.fact;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one fact: a present value, proof that there is none, or no knowledge.
 *
 * <p>The difference between {@link Missing#ABSENT} and {@link Missing#UNKNOWN} decides what may be said: an absent
 * value behaves as in Azure Policy, an unknown one makes every comparison unknown, so that silence of a source is never
 * read as agreement.
 */
public sealed interface FactValue {

    /** A string as Azure wrote it; comparisons ignore case, display does not. */
    final class Text implements FactValue {
        private final String value;
        private @Nullable String folded;

        /** @param value the string as Azure wrote it */
        public Text(String value) {
            this.value = value;
        }

        /** The string as Azure wrote it. */
        public String value() {
            return value;
        }

        /** The form in which texts are compared: equal for texts that differ in the case of their letters only. */
        public String folded() {
            String known = folded;
            if (known == null) {
                known = value.toLowerCase(Locale.ROOT);
                folded = known;
            }
            return known;
        }

        /** Texts are equal when they are written the same. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && text.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        @Override
        public String toString() {
            return "Text[value=" + value + "]";
        }
    }

    /** A boolean. */
    record Flag(boolean value) implements FactValue {
        private static final Flag TRUE = new Flag(true);
        private static final Flag FALSE = new Flag(false);
    }

    /** A whole number; decisions never use floating point. */
    record Whole(long value) implements FactValue {}

    /** A list, in Azure's order; a known-empty list is present and has no elements. */
    record Many(List<FactValue> elements) implements FactValue {
        public Many {
            elements = List.copyOf(elements);
        }
    }

    /** Named members of one element, in the order of their names; a member that was not carried is absent. */
    record Structure(SortedMap<String, FactValue> members) implements FactValue {
        public Structure {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }

        /** The member of this name, absent when there is none. */
        public FactValue member(String name) {
            FactValue value = members.get(name);
            return value == null ? Missing.ABSENT : value;
        }
    }

    /** The two ways of having no value. */
    enum Missing implements FactValue {
        /** The source proves that there is no value. */
        ABSENT,
        /** The source did not carry it. */
        UNKNOWN
    }

    /** True unless this is {@link Missing}. */
    default boolean isPresent() {
        return !(this instanceof Missing);
    }

    /** The text, or {@code null} when this is no text. */
    default @Nullable String textOrNull() {
        return this instanceof Text text ? text.value() : null;
    }

    static FactValue text(String value) {
        return new Text(value);
    }

    /** Present when {@code value} is a non-empty string, otherwise {@code otherwise}. */
    static FactValue textOr(@Nullable String value, Missing otherwise) {
        return value == null || value.isEmpty() ? otherwise : new Text(value);
    }

    static FactValue flag(boolean value) {
        return value ? Flag.TRUE : Flag.FALSE;
    }

    static FactValue whole(long value) {
        return new Whole(value);
    }

    static FactValue texts(List<String> values) {
        return new Many(values.stream().<FactValue>map(Text::new).toList());
    }
}
