package io.dspt.monitor.core.standard;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher's workbook says of requirements that are known already: their official text, and which categories of
 * organisation are asked them. It adds no requirement and maps no rule.
 *
 * @param root the document, to point at in refusals
 * @param standard name of the standard it lies over, such as {@code DSPT/8/NDG}
 * @param entries by id
 */
record StandardOverlay(YamlNode root, String standard, Map<String, Entry> entries) {

    /** Ending of the names of overlay files. */
    static final String SUFFIX = ".overlay.yaml";

    private static final Set<String> KEYS = Set.of("overlay", "source", "requirements");
    private static final Set<String> ENTRY_KEYS = Set.of("id", "title", "mandatory", "asked_of");

    /**
     * What is said of one requirement.
     *
     * @param node where
     * @param title official text; {@code null} when the workbook has none
     * @param mandatory categories for which it is mandatory
     * @param askedOf categories that are asked it
     */
    record Entry(YamlNode node, @Nullable String title, List<String> mandatory, List<String> askedOf) {}

    /**
     * Reads an overlay.
     *
     * @throws RefusedException with file, line and path when it is none
     */
    static StandardOverlay read(YamlNode root) {
        Map<String, YamlNode> members = root.members(KEYS);
        YamlNode.required(root, members, "source").text();
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (YamlNode node : YamlNode.required(root, members, "requirements").elements()) {
            Map<String, YamlNode> parts = node.members(ENTRY_KEYS);
            String id = YamlNode.required(node, parts, "id").text();
            Entry entry = new Entry(
                    node,
                    StandardFile.text(parts.get("title")),
                    StandardFile.textsOrNone(parts.get("mandatory")),
                    StandardFile.textsOrNone(parts.get("asked_of")));
            if (entries.put(id, entry) != null) {
                throw node.refused("requirement " + id + " stands twice");
            }
        }
        return new StandardOverlay(
                root, YamlNode.required(root, members, "overlay").text(), entries);
    }

    /** The standard in the publisher's words. */
    Standard over(Standard base) {
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            if (base.requirement(entry.getKey()).isEmpty()) {
                throw entry.getValue().node().refused(standard + " has no requirement " + entry.getKey());
            }
        }
        List<Requirement> requirements = new ArrayList<>();
        for (Requirement requirement : base.requirements()) {
            @Nullable Entry entry = entries.get(requirement.id());
            requirements.add(
                    entry == null
                            ? requirement
                            : requirement.inWordsOf(entry.title(), entry.mandatory(), entry.askedOf()));
        }
        return base.with(requirements);
    }
}
