package io.dspt.monitor.quickstart.workbook;

import io.dspt.monitor.core.standard.Requirement;
import io.dspt.monitor.core.standard.Standard;
import io.dspt.monitor.quickstart.workbook.EvidenceItems.Item;
import io.dspt.monitor.quickstart.workbook.EvidenceItems.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The overlay of a standard that a workbook gives, and how well the two fit.
 *
 * @param yaml the overlay file
 * @param taken ids that got the publisher's text
 * @param unknown ids of the workbook that the standard does not have
 * @param missing ids of the standard that the workbook does not have
 */
public record StandardOverlayText(String yaml, List<String> taken, List<String> unknown, List<String> missing) {

    /**
     * Writes the overlay.
     *
     * @param category only this category's marks; {@code null} for all that have a column
     * @param source where the workbook is from, for the file
     */
    public static StandardOverlayText of(
            Standard standard, EvidenceItems items, @Nullable String category, String source) {
        StringBuilder yaml =
                new StringBuilder("# Written by `standards import`: the publisher's words for requirements that"
                        + " are known already.\n");
        yaml.append("overlay: ").append(standard.name()).append('\n');
        yaml.append("source: ").append(quoted(source)).append("\nrequirements:\n");
        List<String> taken = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Map<String, Item> left = new TreeMap<>(items.byId());
        for (Requirement requirement : standard.requirements()) {
            @Nullable Item item = left.remove(requirement.id());
            if (item == null) {
                missing.add(requirement.id());
                continue;
            }
            taken.add(requirement.id());
            yaml.append("  - id: ").append(quoted(requirement.id())).append('\n');
            yaml.append("    title: ").append(quoted(item.text())).append('\n');
            Map<String, Mark> marks = new TreeMap<>(item.marks());
            marks.keySet().removeIf(marked -> category != null && !marked.equals(category));
            List<String> mandatory = with(marks, List.of(Mark.MANDATORY));
            if (!mandatory.isEmpty()) {
                yaml.append("    mandatory: ").append(list(mandatory)).append('\n');
            }
            // Who is asked is known only when each category was spoken of.
            List<String> asked = with(marks, List.of(Mark.MANDATORY, Mark.NOT_MANDATORY));
            if (category == null
                    && !asked.isEmpty()
                    && marks.keySet().containsAll(items.categories())
                    && asked.size() < items.categories().size()) {
                yaml.append("    asked_of: ").append(list(asked)).append('\n');
            }
        }
        return new StandardOverlayText(
                yaml.toString(), List.copyOf(taken), List.copyOf(left.keySet()), List.copyOf(missing));
    }

    private static List<String> with(Map<String, Mark> marks, List<Mark> wanted) {
        return marks.entrySet().stream()
                .filter(mark -> wanted.contains(mark.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String list(List<String> texts) {
        return "["
                + String.join(
                        ", ", texts.stream().map(StandardOverlayText::quoted).toList()) + "]";
    }

    /** A YAML text in double quotes, whatever it holds. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    boolean plain = character >= 0x20 && character != 0x7f && !isOtherControl(character);
                    if (plain) {
                        quoted.appendCodePoint(character);
                    } else if (character > 0xffff) {
                        quoted.append(String.format(java.util.Locale.ROOT, "\\U%08x", character));
                    } else {
                        quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", character));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isOtherControl(int character) {
        return (character >= 0x80 && character < 0xa0)
                || character == 0x2028
                || character == 0x2029
                || character == 0xfeff
                || (character >= 0xd800 && character <= 0xdfff)
                || (character & 0xfffe) == 0xfffe;
    }
}
