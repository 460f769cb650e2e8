package io.dspt.monitor.core.standard;

import io.dspt.monitor.core.standard.Requirement.Answer;
import io.dspt.monitor.core.standard.Requirement.Expectation;
import io.dspt.monitor.core.standard.Requirement.Machine;
import io.dspt.monitor.core.standard.Requirement.TextSource;
import io.dspt.monitor.core.standard.Requirement.Wording;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A standards file as it was written: a standard of its own, or one that stands in for a version to come.
 *
 * @param root the document, to point at in refusals
 * @param standard what it says; without requirements when it stands in
 * @param sameAs version whose requirements stand in; {@code null} when it has its own
 */
record StandardFile(
        YamlNode root, Standard standard, @Nullable String sameAs) {
    private static final Set<String> KEYS = Set.of(
            "toolkit",
            "version",
            "framework",
            "categories",
            "year",
            "confirmed",
            "text_source",
            "source",
            "same_as",
            "requirements");
    private static final Set<String> REQUIREMENT_KEYS = Set.of(
            "id",
            "title",
            "note",
            "standard",
            "machine",
            "fit",
            "expectation",
            "policy_question",
            "mark",
            "mandatory",
            "asked_of",
            "cadence_days",
            "evidence",
            "owner",
            "rules",
            "rules_complete",
            "gap");

    /**
     * Reads a standards file.
     *
     * @throws RefusedException with file, line and path when it is none
     */
    static StandardFile read(YamlNode root) {
        Map<String, YamlNode> members = root.members(KEYS);
        String toolkit = YamlNode.required(root, members, "toolkit").text();
        String version = YamlNode.required(root, members, "version").text();
        String framework = YamlNode.required(root, members, "framework").text();
        @Nullable YamlNode sameAs = members.get("same_as");
        if (sameAs != null && members.containsKey("requirements")) {
            throw sameAs.refused("a standard has requirements or stands in for a version, not both");
        }
        @Nullable YamlNode textSource = members.get("text_source");
        TextSource words = textSource == null ? TextSource.PARAPHRASE : textSource.oneOf(TextSource.class);
        List<Requirement> requirements = sameAs != null
                ? List.of()
                : requirements(
                        toolkit + "/" + version + "/" + framework,
                        words,
                        YamlNode.required(root, members, "requirements"));
        Standard standard = new Standard(
                toolkit,
                version,
                framework,
                texts(YamlNode.required(root, members, "categories")),
                YamlNode.required(root, members, "year").text(),
                YamlNode.required(root, members, "confirmed").flag(),
                YamlNode.required(root, members, "source").text(),
                requirements);
        if (sameAs != null && standard.confirmed()) {
            throw sameAs.refused("what stands in for a version to come cannot be confirmed");
        }
        return new StandardFile(root, standard, sameAs == null ? null : sameAs.text());
    }

    private static List<Requirement> requirements(String standard, TextSource words, YamlNode list) {
        List<Requirement> requirements = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlNode node : list.elements()) {
            Requirement requirement = requirement(standard, words, node);
            if (!ids.add(requirement.id())) {
                throw node.refused("requirement " + requirement.id() + " stands twice");
            }
            requirements.add(requirement);
        }
        return requirements;
    }

    private static Requirement requirement(String standard, TextSource words, YamlNode node) {
        Map<String, YamlNode> members = node.members(REQUIREMENT_KEYS);
        String id = YamlNode.required(node, members, "id").text();
        @Nullable YamlNode complete = members.get("rules_complete");
        return new Requirement(
                standard + "/" + id,
                id,
                new Wording(
                        YamlNode.required(node, members, "title").text(),
                        words,
                        YamlNode.required(node, members, "mark").text(),
                        text(members.get("note"))),
                machine(members.get("machine")),
                expectation(members),
                new Answer(
                        whole(members.get("standard")),
                        textsOrNone(members.get("mandatory")),
                        textsOrNone(members.get("asked_of")),
                        whole(members.get("cadence_days")),
                        text(members.get("evidence")),
                        text(members.get("owner"))),
                texts(YamlNode.required(node, members, "rules")),
                complete != null && complete.flag(),
                text(members.get("gap")));
    }

    private static Machine machine(@Nullable YamlNode node) {
        if (node == null) {
            return Machine.BY_ITEMS;
        }
        return switch (node.text()) {
            case "A" -> Machine.AUTOMATED;
            case "M" -> Machine.MIXED;
            case "H" -> Machine.HUMAN;
            default -> throw node.refused("expected A, M or H");
        };
    }

    private static @Nullable Expectation expectation(Map<String, YamlNode> members) {
        @Nullable YamlNode level = members.get("expectation");
        @Nullable YamlNode fit = members.get("fit");
        @Nullable YamlNode question = members.get("policy_question");
        if (level == null) {
            @Nullable YamlNode stray = fit == null ? question : fit;
            if (stray != null) {
                throw stray.refused("only with an expectation");
            }
            return null;
        }
        try {
            return new Expectation(level.text(), whole(fit), question != null && question.flag());
        } catch (IllegalArgumentException e) {
            throw (fit == null ? level : fit).refused(String.valueOf(e.getMessage()));
        }
    }

    static List<String> texts(YamlNode list) {
        return list.elements().stream().map(YamlNode::text).toList();
    }

    static List<String> textsOrNone(@Nullable YamlNode list) {
        return list == null ? List.of() : texts(list);
    }

    static @Nullable String text(@Nullable YamlNode node) {
        return node == null ? null : node.text();
    }

    private static @Nullable Integer whole(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        long value = node.whole();
        if (value < 0 || value > 100_000) {
            throw node.refused("expected a number from 0 to 100000");
        }
        return (int) value;
    }
}
