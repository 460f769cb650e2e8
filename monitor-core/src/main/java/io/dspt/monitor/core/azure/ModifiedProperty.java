package io.dspt.monitor.core.azure;

import java.util.List;
import java.util.Optional;
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

    private static @Nullable String value(@Nullable String written) {
        if (written == null) {
            return null;
        }
        String value = JsonText.unquoted(written);
        return value.isBlank() || value.equals("null") ? null : value;
    }
}
