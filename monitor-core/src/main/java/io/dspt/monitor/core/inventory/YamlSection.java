package io.dspt.monitor.core.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping of a YAML file and where it stands, so that whoever reads it can say what is wrong where. */
final class YamlSection {
    private final String path;
    private final Map<String, Object> values;

    private YamlSection(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    static YamlSection root(String file, @Nullable Object value) {
        return of(file + ": ", "the file", value);
    }

    private static YamlSection of(String path, String called, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(path + called + " is a mapping");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, member) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException(path + key + " is no text, as keys are");
            }
            if (member != null) {
                values.put(name, member);
            }
        });
        return new YamlSection(path, values);
    }

    void allowOnly(String... keys) {
        for (String key : values.keySet()) {
            if (!List.of(keys).contains(key)) {
                throw wrong(key, "is not known here; known are " + String.join(", ", keys));
            }
        }
    }

    void refuse(String because, String... keys) {
        for (String key : keys) {
            if (has(key)) {
                throw wrong(key, "does not belong here: " + because);
            }
        }
    }

    IllegalArgumentException wrong(String key, String why) {
        return new IllegalArgumentException(path + key + " " + why);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Set<String> keys() {
        return values.keySet();
    }

    @Nullable
    Object value(String key) {
        return values.get(key);
    }

    String text(String key) {
        if (values.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(key, "is a text");
    }

    boolean flag(String key) {
        if (values.get(key) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, "is true or false");
    }

    /** A text or a list of texts. */
    List<String> texts(String key) {
        if (!(values.get(key) instanceof List<?> list)) {
            return List.of(text(key));
        }
        if (list.isEmpty() || !list.stream().allMatch(String.class::isInstance)) {
            throw wrong(key, "is a text or a list of texts");
        }
        return list.stream().map(String.class::cast).toList();
    }

    YamlSection section(String key) {
        return of(path + key + ".", "", values.get(key));
    }

    /** A list of mappings, empty when there is none. */
    List<YamlSection> sections(String key) {
        Object value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(key, "is a list");
        }
        List<YamlSection> sections = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            sections.add(of(path + key + "[" + i + "].", "", list.get(i)));
        }
        return sections;
    }
}
