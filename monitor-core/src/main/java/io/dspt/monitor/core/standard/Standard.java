package io.dspt.monitor.core.standard;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of one framework for the organisations it concerns.
 *
 * @param toolkit for example {@code DSPT}
 * @param version toolkit version
 * @param framework {@code NDG} or {@code CAF}
 * @param categories organisation categories it concerns
 * @param confirmed whether its content has been confirmed
 * @param source where it comes from
 * @param requirements in the order of the toolkit
 */
public record Standard(
        String toolkit,
        String version,
        String framework,
        List<String> categories,
        boolean confirmed,
        String source,
        List<Requirement> requirements) {
    private static final Set<String> KEYS =
            Set.of("toolkit", "version", "framework", "categories", "year", "confirmed", "source", "requirements");
    private static final Set<String> REQUIREMENT_KEYS =
            Set.of("id", "title", "machine", "expectation", "mark", "rules", "rules_complete");

    public Standard {
        categories = List.copyOf(categories);
        requirements = List.copyOf(requirements);
    }

    /** {@code DSPT/8/NDG}. */
    public String name() {
        return toolkit + "/" + version + "/" + framework;
    }

    /**
     * Reads a standards file.
     *
     * @throws RefusedException with file, line and path when it is none
     */
    static Standard read(YamlNode root) {
        Map<String, YamlNode> members = root.members(KEYS);
        String toolkit = YamlNode.required(root, members, "toolkit").text();
        String version = YamlNode.required(root, members, "version").text();
        String framework = YamlNode.required(root, members, "framework").text();
        String name = toolkit + "/" + version + "/" + framework;
        List<Requirement> requirements = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlNode node : YamlNode.required(root, members, "requirements").elements()) {
            Requirement requirement = requirement(name, node);
            if (!ids.add(requirement.id())) {
                throw node.refused("requirement " + requirement.id() + " stands twice");
            }
            requirements.add(requirement);
        }
        return new Standard(
                toolkit,
                version,
                framework,
                YamlNode.required(root, members, "categories").elements().stream()
                        .map(YamlNode::text)
                        .toList(),
                YamlNode.required(root, members, "confirmed").flag(),
                YamlNode.required(root, members, "source").text(),
                requirements);
    }

    private static Requirement requirement(String standard, YamlNode node) {
        Map<String, YamlNode> members = node.members(REQUIREMENT_KEYS);
        String id = YamlNode.required(node, members, "id").text();
        YamlNode machineNode = YamlNode.required(node, members, "machine");
        Requirement.Machine machine = switch (machineNode.text()) {
            case "A" -> Requirement.Machine.AUTOMATED;
            case "M" -> Requirement.Machine.MIXED;
            case "H" -> Requirement.Machine.HUMAN;
            default -> throw machineNode.refused("expected A, M or H");
        };
        @Nullable YamlNode expectation = members.get("expectation");
        @Nullable YamlNode complete = members.get("rules_complete");
        return new Requirement(
                standard + "/" + id,
                id,
                YamlNode.required(node, members, "title").text(),
                machine,
                expectation == null ? null : expectation.text(),
                YamlNode.required(node, members, "mark").text(),
                YamlNode.required(node, members, "rules").elements().stream()
                        .map(YamlNode::text)
                        .toList(),
                complete != null && complete.flag());
    }
}
