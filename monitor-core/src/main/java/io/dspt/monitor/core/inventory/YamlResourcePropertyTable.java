package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.inventory.ResourceProperty.Location;
import io.dspt.monitor.core.inventory.ResourceProperty.Member;
import io.dspt.monitor.core.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The property table as its file states it; the head of the file says what may stand in it. */
final class YamlResourcePropertyTable implements ResourcePropertyTable {
    private static final String FILE = "reference/resource-properties.yaml";

    private final String version;
    private final SortedMap<String, Fact> facts = new TreeMap<>();
    private final Map<String, List<ResourceProperty>> properties = new HashMap<>();
    private final Map<String, List<Contained>> contained = new HashMap<>();
    private final Set<String> writtenWhole = new TreeSet<>();
    private final Map<String, List<Reference>> destinations = new HashMap<>();

    private YamlResourcePropertyTable(YamlNode root) {
        Map<String, YamlNode> members =
                root.members(Set.of("version", "properties", "contained", "destinations", "written_whole"));
        version = YamlNode.required(root, members, "version").text();
        SortedMap<String, ResourceProperty> byFactAndType = new TreeMap<>();
        for (YamlNode row : YamlNode.required(root, members, "properties").elements()) {
            ResourceProperty property = property(row);
            String name = property.fact().name();
            if (byFactAndType.put(name + " " + property.resourceType(), property) != null) {
                throw row.refused(name + " of " + property.resourceType() + " stands twice");
            }
            Fact same = facts.putIfAbsent(name, property.fact());
            if (same != null
                    && (same.type() != property.fact().type()
                            || !same.members().equals(property.fact().members()))) {
                throw row.refused(name + " is of another type above");
            }
        }
        byFactAndType
                .values()
                .forEach(property -> properties
                        .computeIfAbsent(property.resourceType(), type -> new ArrayList<>())
                        .add(property));
        for (YamlNode row : YamlNode.required(root, members, "contained").elements()) {
            Map<String, YamlNode> parts = row.members(Set.of("of", "each", "name", "child_type"));
            String type = YamlNode.required(row, parts, "of").text();
            contained
                    .computeIfAbsent(type, key -> new ArrayList<>())
                    .add(new Contained(
                            type,
                            YamlNode.required(row, parts, "each").text(),
                            YamlNode.required(row, parts, "name").text(),
                            YamlNode.required(row, parts, "child_type").text()));
        }
        YamlNode.required(root, members, "written_whole").elements().forEach(type -> writtenWhole.add(type.text()));
        for (YamlNode row : YamlNode.required(root, members, "destinations").elements()) {
            Map<String, YamlNode> parts = row.members(Set.of("fact", "named"));
            String fact = YamlNode.required(row, parts, "fact").text();
            if (!facts.containsKey(fact)) {
                throw row.refused("a destination is read from a property of this table");
            }
            YamlNode named = parts.get("named");
            byFactAndType.values().stream()
                    .filter(property -> property.fact().name().equals(fact))
                    .forEach(property -> destinations
                            .computeIfAbsent(property.resourceType(), key -> new ArrayList<>())
                            .add(new Reference(property.fact(), named == null ? "" : named.text())));
        }
        properties.replaceAll((type, list) -> List.copyOf(list));
        contained.replaceAll((type, list) -> List.copyOf(list));
        destinations.replaceAll((type, list) -> List.copyOf(list));
    }

    static ResourcePropertyTable builtIn() {
        try (InputStream in = YamlResourcePropertyTable.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the monitor lacks " + FILE);
            }
            return parse(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    /**
     * Reads a table.
     *
     * @throws io.dspt.monitor.core.yaml.RefusedException with file, line and path when it is none
     */
    static ResourcePropertyTable parse(String file, String text) {
        return new YamlResourcePropertyTable(YamlNode.parse(file, text));
    }

    private static ResourceProperty property(YamlNode row) {
        Map<String, YamlNode> parts = row.members(Set.of(
                "fact", "type", "of", "path", "each", "members", "element", "last_segment", "at_creation", "mark"));
        String name = YamlNode.required(row, parts, "fact").text();
        String resourceType = YamlNode.required(row, parts, "of").text();
        FactType type = YamlNode.required(row, parts, "type").oneOf(FactType.class);
        Location location = location(row, parts, type);
        String description = "configuration property";
        Fact fact = location instanceof Location.Each each
                ? new Fact(name, type, Fact.Origin.PROPERTY, types(each), description)
                : new Fact(name, type, Fact.Origin.PROPERTY, description);
        return new ResourceProperty(fact, resourceType, location, atCreation(parts.get("at_creation"), type));
    }

    private static Location location(YamlNode row, Map<String, YamlNode> parts, FactType type) {
        if (type == FactType.STRUCTURES) {
            YamlNode membersNode = YamlNode.required(row, parts, "members");
            SortedMap<String, Member> members = new TreeMap<>();
            membersNode.members().forEach((name, node) -> members.put(name, member(node)));
            return new Location.Each(YamlNode.required(row, parts, "each").text(), members);
        }
        YamlNode path = YamlNode.required(row, parts, "path");
        if (type == FactType.TEXTS) {
            YamlNode element = parts.get("element");
            return new Location.Listed(paths(path), element == null ? "" : element.text());
        }
        YamlNode lastSegment = parts.get("last_segment");
        return new Location.Single(path.text(), lastSegment != null && lastSegment.flag());
    }

    private static Member member(YamlNode node) {
        Map<String, YamlNode> parts = node.members(Set.of("type", "path", "least_of"));
        YamlNode least = parts.get("least_of");
        return new Member(
                YamlNode.required(node, parts, "type").oneOf(FactType.class),
                least == null ? paths(YamlNode.required(node, parts, "path")) : paths(least));
    }

    private static List<String> paths(YamlNode node) {
        return node.isList() ? node.elements().stream().map(YamlNode::text).toList() : List.of(node.text());
    }

    private static SortedMap<String, FactType> types(Location.Each each) {
        SortedMap<String, FactType> types = new TreeMap<>();
        each.members().forEach((name, member) -> types.put(name, member.type()));
        return types;
    }

    private static FactValue atCreation(@Nullable YamlNode node, FactType type) {
        if (node == null || node.textOrEmpty().equals("unknown")) {
            return Missing.UNKNOWN;
        }
        if (node.textOrEmpty().equals("absent")) {
            return Missing.ABSENT;
        }
        return switch (type) {
            case FLAG -> FactValue.flag(node.flag());
            case WHOLE -> FactValue.whole(node.whole());
            case TEXT -> FactValue.text(node.text());
            default -> throw node.refused("only a text, a number or a flag can be a provider's default");
        };
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<ResourceProperty> of(String resourceType) {
        return properties.getOrDefault(resourceType, List.of());
    }

    @Override
    public List<Contained> containedIn(String resourceType) {
        return contained.getOrDefault(resourceType, List.of());
    }

    @Override
    public boolean isWrittenWhole(String resourceType) {
        return writtenWhole.contains(resourceType);
    }

    @Override
    public List<Reference> destinationsOf(String resourceType) {
        return destinations.getOrDefault(resourceType, List.of());
    }

    @Override
    public List<Fact> facts() {
        return List.copyOf(facts.values());
    }
}
