package io.dspt.monitor.core.standard;

import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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
     * Reads standards files.
     *
     * @param files paths to bytes
     * @param refusals where refusals are added; a refused file is left out
     */
    public static Standards read(SortedMap<String, byte[]> files, List<RefusedException> refusals) {
        List<Standard> standards = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            try {
                standards.add(Standard.read(
                        YamlNode.parse(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8))));
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        return new Standards(standards);
    }

    /** The requirements a rule is evidence for, in the order of their names. */
    public List<String> requirementsOf(String rule) {
        return all.stream()
                .flatMap(standard -> standard.requirements().stream())
                .filter(requirement -> requirement.rules().contains(rule))
                .map(Requirement::name)
                .sorted()
                .toList();
    }
}
