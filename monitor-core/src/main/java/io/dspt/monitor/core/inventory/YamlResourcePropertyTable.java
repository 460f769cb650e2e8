package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The resource property table read from YAML, whose format stands at the head of {@code
 * reference/resource-properties.yaml}. Strict: what it does not know, it refuses, with the path of the wrong key.
 */
final class YamlResourcePropertyTable implements ResourcePropertyTable {
    private static final String BUILT_IN = "/reference/resource-properties.yaml";

    private final String version;
    private final SortedMap<String, List<ResourceProperty>> propertiesByType = new TreeMap<>();
    private final SortedMap<String, List<Contained>> containedByType = new TreeMap<>();
    private final SortedMap<String, Fact> factsByName = new TreeMap<>();

    private YamlResourcePropertyTable(YamlSection table) {
        table.allowOnly("version", "properties", "contained");
        version = table.text("version");
        for (YamlSection row : table.sections("properties")) {
            add(row);
        }
        for (YamlSection row : table.sections("contained")) {
            row.allowOnly("of", "each", "name", "child_type");
            containedByType
                    .computeIfAbsent(resourceType(row), type -> new ArrayList<>())
                    .add(new Contained(resourceType(row), row.text("each"), row.text("name"), row.text("child_type")));
        }
        propertiesByType
                .values()
                .forEach(
                        rows -> rows.sort(Comparator.comparing(row -> row.fact().name())));
    }

    /** The table that ships with this module. */
    static YamlResourcePropertyTable builtIn() {
        try (InputStream yaml = YamlResourcePropertyTable.class.getResourceAsStream(BUILT_IN)) {
            if (yaml == null) {
                throw new IllegalStateException(BUILT_IN + " is missing from the class path");
            }
            return read(BUILT_IN.substring(1), yaml);
        } catch (IOException e) {
            throw new IllegalStateException(BUILT_IN + " cannot be read", e);
        }
    }

    /**
     * Reads a table.
     *
     * @param name what messages call it
     * @throws IllegalArgumentException when it breaks the format; the message names the path of what is wrong
     */
    static YamlResourcePropertyTable read(String name, InputStream yaml) {
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(name).build()).loadFromInputStream(yaml);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        return new YamlResourcePropertyTable(YamlSection.root(name, root));
    }

    private void add(YamlSection row) {
        row.allowOnly(
                "fact", "type", "of", "path", "each", "members", "element", "last_segment", "at_creation", "mark");
        if (!List.of("V", "P", "U").contains(row.text("mark"))) {
            throw row.wrong("mark", "is V, P or U");
        }
        FactType type = type(row);
        String resourceType = resourceType(row);
        ResourceProperty.Location location = location(row, type);
        SortedMap<String, FactType> members = new TreeMap<>();
        if (location instanceof ResourceProperty.Location.Each each) {
            each.members().forEach((member, read) -> members.put(member, read.type()));
        }
        String description = "%s of %s".formatted(row.has("each") ? row.text("each") : row.texts("path"), resourceType);
        Fact fact = new Fact(row.text("fact"), type, Fact.Origin.PROPERTY, members, description);
        Fact known = factsByName.putIfAbsent(fact.name(), fact);
        if (known != null && (known.type() != type || !known.members().equals(members))) {
            throw row.wrong("fact", "has another shape elsewhere in the table");
        }
        List<ResourceProperty> rows = propertiesByType.computeIfAbsent(resourceType, key -> new ArrayList<>());
        if (rows.stream().anyMatch(other -> other.fact().equals(fact))) {
            throw row.wrong("fact", "is defined twice for " + resourceType);
        }
        rows.add(new ResourceProperty(fact, resourceType, location, atCreation(row, type)));
    }

    private static ResourceProperty.Location location(YamlSection row, FactType type) {
        if (type == FactType.STRUCTURES) {
            row.refuse("structures have each and members", "path", "element", "last_segment");
            SortedMap<String, ResourceProperty.Member> members = new TreeMap<>();
            YamlSection declared = row.section("members");
            for (String member : declared.keys()) {
                members.put(member, member(declared.section(member)));
            }
            return new ResourceProperty.Location.Each(row.text("each"), members);
        }
        row.refuse("only structures have it", "each", "members");
        if (type == FactType.TEXTS) {
            row.refuse("only single values have it", "last_segment");
            return new ResourceProperty.Location.Listed(
                    row.texts("path"), row.has("element") ? row.text("element") : "");
        }
        row.refuse("only texts have it", "element");
        return new ResourceProperty.Location.Single(
                row.text("path"), row.has("last_segment") && row.flag("last_segment"));
    }

    private static ResourceProperty.Member member(YamlSection member) {
        member.allowOnly("type", "path", "least_of");
        FactType type = type(member);
        if (type == FactType.STRUCTURES) {
            throw member.wrong("type", "is text, flag, whole or texts within a structure");
        }
        if (!member.has("least_of")) {
            return new ResourceProperty.Member(type, List.of(member.text("path")));
        }
        member.refuse("least_of takes its place", "path");
        if (type != FactType.WHOLE) {
            throw member.wrong("least_of", "is for whole numbers");
        }
        return new ResourceProperty.Member(type, member.texts("least_of"));
    }

    private static FactType type(YamlSection section) {
        return switch (section.text("type")) {
            case "text" -> FactType.TEXT;
            case "flag" -> FactType.FLAG;
            case "whole" -> FactType.WHOLE;
            case "texts" -> FactType.TEXTS;
            case "structures" -> FactType.STRUCTURES;
            default -> throw section.wrong("type", "is text, flag, whole, texts or structures");
        };
    }

    private static String resourceType(YamlSection row) {
        String type = row.text("of");
        if (!type.equals(type.toLowerCase(Locale.ROOT)) || type.indexOf('/') < 0) {
            throw row.wrong("of", "is a resource type in lower case");
        }
        return type;
    }

    private static FactValue atCreation(YamlSection row, FactType type) {
        Object value = row.value("at_creation");
        if (value == null || value.equals("unknown")) {
            return FactValue.Missing.UNKNOWN;
        }
        if (value.equals("absent")) {
            return FactValue.Missing.ABSENT;
        }
        FactValue read = typed(value, type);
        if (read == null) {
            throw row.wrong("at_creation", "is unknown, absent or a value of its type");
        }
        return read;
    }

    private static @Nullable FactValue typed(Object value, FactType type) {
        if (type == FactType.TEXT && value instanceof String text) {
            return FactValue.text(text);
        }
        if (type == FactType.FLAG && value instanceof Boolean flag) {
            return FactValue.flag(flag);
        }
        if (type == FactType.WHOLE && (value instanceof Integer || value instanceof Long)) {
            return FactValue.whole(((Number) value).longValue());
        }
        if (type == FactType.TEXTS
                && value instanceof List<?> list
                && list.stream().allMatch(String.class::isInstance)) {
            return FactValue.texts(list.stream().map(String.class::cast).toList());
        }
        return null;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<ResourceProperty> of(String resourceType) {
        return rows(propertiesByType, resourceType);
    }

    @Override
    public List<Contained> containedIn(String resourceType) {
        return rows(containedByType, resourceType);
    }

    @Override
    public List<Fact> facts() {
        return List.copyOf(factsByName.values());
    }

    private static <T> List<T> rows(Map<String, List<T>> byType, String resourceType) {
        return Collections.unmodifiableList(byType.getOrDefault(resourceType, List.of()));
    }
}
