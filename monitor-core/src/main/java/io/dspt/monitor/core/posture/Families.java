package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.FamilyLine;
import io.dspt.monitor.core.posture.MonthlySummary.FamilyPart;
import io.dspt.monitor.core.posture.PostureInputs.LiveRule;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Findings by family of rules, in the sections in which people look for them. Every family stands in exactly one. */
final class Families {
    /** A section and the families it holds; the last holds all others. */
    private record Section(String title, List<String> families) {}

    private static final List<Section> SECTIONS = List.of(
            new Section("Residency", List.of("RES")),
            new Section("Access", List.of("ACC", "DEV")),
            new Section("Retention and backup", List.of("RET")),
            new Section("Standards 5 to 10, logging and governance", List.of()));

    private Families() {}

    static List<FamilyPart> parts(
            Collection<LiveRule> rules,
            CoverageOfPeriod seen,
            List<FindingHistory> histories,
            FindingsSection findings) {
        SortedMap<String, List<FindingHistory>> byFamily = new TreeMap<>();
        rules.forEach(rule -> byFamily.computeIfAbsent(family(rule.id()), absent -> new ArrayList<>()));
        histories.forEach(history -> byFamily.computeIfAbsent(family(history.rule()), absent -> new ArrayList<>())
                .add(history));
        List<FamilyPart> parts = new ArrayList<>();
        for (Section section : SECTIONS) {
            List<FamilyLine> lines = byFamily.keySet().stream()
                    .filter(family -> section.equals(sectionOf(family)))
                    .map(family -> new FamilyLine(
                            family, findings.balance("family-" + family, byFamily.getOrDefault(family, List.of()))))
                    .toList();
            parts.add(new FamilyPart(section.title(), lines, notEvidenced(section, rules, seen)));
        }
        return parts;
    }

    /** The silences of the sources that rules of a section depend on. */
    private static List<Gap> notEvidenced(Section section, Collection<LiveRule> rules, CoverageOfPeriod seen) {
        SortedSet<String> categories = new TreeSet<>();
        rules.stream()
                .filter(rule -> section.equals(sectionOf(family(rule.id()))))
                .forEach(rule -> categories.addAll(rule.dependsOn().categories()));
        return seen.silent(categories);
    }

    /** The letters that a rule's id begins with. */
    private static String family(String rule) {
        int dash = rule.indexOf('-');
        return dash < 0 ? rule : rule.substring(0, dash);
    }

    private static Section sectionOf(String family) {
        return SECTIONS.stream()
                .filter(section -> section.families().contains(family))
                .findFirst()
                .orElse(SECTIONS.get(SECTIONS.size() - 1));
    }
}
