package io.dspt.monitor.core.standard;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All standards that rules are evidence for. Rules do not know them: ids of requirements move from year to year, rules
 * stay.
 *
 * @param all in file order
 */
public record Standards(List<Standard> all) {
    public Standards {
        all = List.copyOf(all);
    }

    /**
     * Reads standards files: standards, versions another version stands in for, and overlays ({@code *.overlay.yaml})
     * with official texts, in this order.
     *
     * @param files paths to bytes
     * @param refusals where refusals are added; a refused file is left out
     */
    public static Standards read(SortedMap<String, byte[]> files, List<RefusedException> refusals) {
        List<StandardFile> read = new ArrayList<>();
        List<StandardOverlay> overlays = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try {
                YamlNode root = YamlNode.parse(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8));
                if (isOverlay(file.getKey())) {
                    overlays.add(StandardOverlay.read(root));
                } else {
                    read.add(StandardFile.read(root));
                }
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        List<Standard> standards = new ArrayList<>();
        for (StandardFile file : read) {
            try {
                standards.add(resolved(file, read));
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        for (StandardOverlay overlay : overlays) {
            try {
                lay(overlay, standards);
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        return new Standards(standards);
    }

    /** The standard under overlays, as they would be read; refused ones are added to the refusals. */
    public static Standard readOver(
            Standard standard, SortedMap<String, byte[]> overlays, List<RefusedException> refusals) {
        List<Standard> laid = new ArrayList<>(List.of(standard));
        for (Map.Entry<String, byte[]> file : overlays.entrySet()) {
            try {
                YamlNode root = YamlNode.parse(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8));
                lay(StandardOverlay.read(root), laid);
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        return laid.get(0);
    }

    /** Whether a file of this name lies over a standard and is none of its own. */
    public static boolean isOverlay(String path) {
        return path.endsWith(StandardOverlay.SUFFIX);
    }

    private static Standard resolved(StandardFile file, List<StandardFile> all) {
        Standard standard = file.standard();
        if (file.sameAs() == null) {
            return standard;
        }
        for (StandardFile other : all) {
            Standard stand = other.standard();
            if (other.sameAs() == null
                    && stand.toolkit().equals(standard.toolkit())
                    && stand.framework().equals(standard.framework())
                    && stand.version().equals(file.sameAs())) {
                return standard.with(stand.requirements().stream()
                        .map(requirement -> requirement.standingInFor(standard.name()))
                        .toList());
            }
        }
        throw file.root()
                .refused("there is no version " + file.sameAs() + " of " + standard.toolkit() + " "
                        + standard.framework() + " with requirements of its own");
    }

    private static void lay(StandardOverlay overlay, List<Standard> standards) {
        for (int i = 0; i < standards.size(); i++) {
            if (standards.get(i).name().equals(overlay.standard())) {
                standards.set(i, overlay.over(standards.get(i)));
                return;
            }
        }
        throw overlay.root().refused("there is no standard " + overlay.standard());
    }

    /**
     * The requirements a rule is evidence for, in the order of their names: those of confirmed standards, for a finding
     * keeps what is written on it.
     */
    public List<String> requirementsOf(String rule) {
        return all.stream()
                .filter(Standard::confirmed)
                .flatMap(standard -> standard.requirements().stream())
                .filter(requirement -> requirement.rules().contains(rule))
                .map(Requirement::name)
                .sorted()
                .toList();
    }

    /** What {@link #requirementsOf} answers for every rule that is evidence for any. */
    public Map<String, List<String>> requirementsByRule() {
        SortedMap<String, List<String>> byRule = new TreeMap<>();
        all.stream()
                .filter(Standard::confirmed)
                .flatMap(standard -> standard.requirements().stream())
                .forEach(requirement -> requirement.rules().stream()
                        .distinct()
                        .forEach(rule -> byRule.computeIfAbsent(rule, absent -> new ArrayList<>())
                                .add(requirement.name())));
        byRule.values().forEach(Collections::sort);
        return byRule;
    }

    /** The standards of this name or part of one; each {@code null} part matches all. */
    public Stream<Standard> matching(@Nullable String framework, @Nullable String version) {
        return all.stream()
                .filter(standard -> framework == null || standard.framework().equalsIgnoreCase(framework))
                .filter(standard -> version == null || standard.version().equalsIgnoreCase(version));
    }
}
