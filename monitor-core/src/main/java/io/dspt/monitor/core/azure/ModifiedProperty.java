package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One property of a directory object that was changed.
 *
 * @param name as Entra names it, for example {@code Role.DisplayName}
 * @param before its value before, without the quotes of its JSON encoding; {@code null} when it had none
 * @param after its value after
 */
record ModifiedProperty(
        String name, @Nullable String before, @Nullable String after) {

    /** Reads an element of {@code modifiedProperties}, or of Microsoft 365's {@code ModifiedProperties}. */
    static Optional<ModifiedProperty> of(JsonObject element) {
        String name = element.text("displayName", "Name");
        return name == null
                ? Optional.empty()
                : Optional.of(new ModifiedProperty(
                        name, value(element.wholeText("oldValue")), value(element.wholeText("newValue"))));
    }

    /** The first of this name. */
    static Optional<ModifiedProperty> find(List<ModifiedProperty> properties, String name) {
        return properties.stream()
                .filter(property -> property.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The value after, or before where the change took it away; cut as all texts are that may end in a finding. */
    @Nullable
    String either() {
        String value = after == null ? before : after;
        return value == null ? null : JsonObject.cut(value);
    }

    /** The change as rules read it. */
    FactValue structure() {
        SortedMap<String, FactValue> members = new TreeMap<>();
        members.put("property", FactValue.text(name));
        put(members, "before", before);
        put(members, "after", after);
        return new FactValue.Structure(members);
    }

    private static void put(SortedMap<String, FactValue> members, String member, @Nullable String value) {
        String plain = value == null ? null : plain(value);
        if (plain != null) {
            members.put(member, FactValue.text(JsonObject.cut(plain)));
        }
    }

    /** Entra writes most values as a list of one: the one, nothing for an empty list, and JSON without its blanks. */
    private static @Nullable String plain(String value) {
        JsonValue written = JsonText.parseNested(value);
        if (written == null) {
            return value;
        }
        List<JsonValue> elements = written.elements();
        if (written.isList() && elements.isEmpty()) {
            return null;
        }
        JsonValue one = elements.size() == 1 ? elements.get(0) : written;
        if (one.isNull()) {
            return null;
        }
        String plain = one.isScalar() ? one.scalar() : JsonText.compact(one);
        return plain.isBlank() ? null : plain;
    }

    private static @Nullable String value(@Nullable String written) {
        if (written == null) {
            return null;
        }
        String value = JsonText.unquoted(written);
        return value.isBlank() || value.equals("null") ? null : value;
    }
}
