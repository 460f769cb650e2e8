package io.dspt.monitor.core.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose members are found however their names are spelt: {@code operationName}, {@code OPERATIONNAME},
 * {@code operation_name} and {@code TimeGenerated [UTC]} without its unit. Of members that are the same to this view the
 * first that holds something counts. Objects and lists are found behind JSON strings too.
 */
final class JsonObject {
    static final JsonObject EMPTY = new JsonObject(Map.of());

    private static final String UNIT = " [utc]";
    private static final int LONGEST_TEXT = 4_096;

    private final Map<String, JsonNode> members;

    private JsonObject(Map<String, JsonNode> members) {
        this.members = members;
    }

    /** The object a node is, directly or as a string; empty for anything else. */
    static Optional<JsonObject> of(@Nullable JsonNode node) {
        JsonNode object = expanded(node);
        if (object == null || !object.isObject()) {
            return Optional.empty();
        }
        Map<String, JsonNode> members = new HashMap<>();
        object.properties()
                .forEach(member -> members.merge(
                        canonical(member.getKey()), member.getValue(), JsonObject::firstThatHoldsSomething));
        return Optional.of(new JsonObject(members));
    }

    private static JsonNode firstThatHoldsSomething(JsonNode first, JsonNode second) {
        return isBlank(first) ? second : first;
    }

    /** Whether a member of this name was carried, even without a value. */
    boolean has(String name) {
        return members.containsKey(canonical(name));
    }

    /** The member's value; {@code null} when there is none. */
    @Nullable
    JsonNode node(String name) {
        JsonNode node = members.get(canonical(name));
        return isBlank(node) ? null : node;
    }

    /** The first of these members that holds a text, a number or a boolean, or an object with such a {@code value}. */
    @Nullable
    String text(String... names) {
        for (String name : names) {
            String text = textOf(node(name));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The whole text of a member that is a string or scalar, however long; {@code null} when it is none. */
    @Nullable
    String wholeText(String name) {
        JsonNode node = node(name);
        return node == null || node.isContainerNode() ? null : node.asText();
    }

    /** The first of these members that is an object; an empty one when none is. */
    JsonObject object(String... names) {
        for (String name : names) {
            Optional<JsonObject> object = of(node(name));
            if (object.isPresent()) {
                return object.get();
            }
        }
        return EMPTY;
    }

    /** The member that is an object with something in it; this object itself when it is not. */
    JsonObject objectOrSelf(String name) {
        JsonObject object = object(name);
        return object.members.isEmpty() ? this : object;
    }

    /** The elements of a member that is a list; {@code null} when it was not carried or is none. */
    @Nullable
    List<JsonNode> list(String name) {
        JsonNode list = expanded(node(name));
        if (list == null || !list.isArray()) {
            return null;
        }
        List<JsonNode> elements = new ArrayList<>(list.size());
        list.forEach(elements::add);
        return elements;
    }

    /** The elements that are objects of the first of these members that is a list; none when none is. */
    List<JsonObject> objects(String... names) {
        for (String name : names) {
            List<JsonNode> elements = list(name);
            if (elements != null) {
                return elements.stream()
                        .flatMap(element -> of(element).stream())
                        .toList();
            }
        }
        return List.of();
    }

    /** The text as a fact: absent when the member was carried without one, unknown when it was not carried. */
    FactValue textFact(String... names) {
        String text = text(names);
        return text == null ? missing(names) : FactValue.text(text);
    }

    /** The boolean as a fact, also when written as a text. */
    FactValue flagFact(String... names) {
        String text = text(names);
        if (text == null) {
            return missing(names);
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> FactValue.flag(true);
            case "false" -> FactValue.flag(false);
            default -> Missing.UNKNOWN;
        };
    }

    /** The whole number as a fact, also when written as a text. */
    FactValue wholeFact(String... names) {
        String text = text(names);
        return text == null ? missing(names) : WholeNumber.parse(text);
    }

    private Missing missing(String... names) {
        for (String name : names) {
            if (has(name)) {
                return Missing.ABSENT;
            }
        }
        return Missing.UNKNOWN;
    }

    /**
     * The text of a scalar, or of the {@code value} of {@code {value, localizedValue}}; cut where it is longer than any
     * name, id or address is, because it may end in a finding.
     */
    static @Nullable String textOf(@Nullable JsonNode node) {
        if (node == null || isBlank(node)) {
            return null;
        }
        if (node.isValueNode()) {
            return cut(node.asText().strip());
        }
        return node.isObject() ? of(node).map(object -> object.text("value")).orElse(null) : null;
    }

    /** The text, without what lies beyond the length of any name, id or address. */
    static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static @Nullable JsonNode expanded(@Nullable JsonNode node) {
        return node != null && node.isTextual()
                ? JsonText.parseNested(node.textValue()).orElse(null)
                : node;
    }

    private static boolean isBlank(@Nullable JsonNode node) {
        return node == null
                || node.isNull()
                || (node.isTextual() && node.textValue().isBlank());
    }

    private static String canonical(String name) {
        String canonical = name.toLowerCase(Locale.ROOT);
        if (canonical.endsWith(UNIT)) {
            canonical = canonical.substring(0, canonical.length() - UNIT.length());
        }
        return canonical.indexOf('_') < 0 ? canonical : canonical.replace("_", "");
    }
}
