package io.dspt.monitor.benchmarks.flink;

import io.dspt.monitor.core.rule.RuleBundle;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The twenty rules that are measured in our topology and in Flink: six obligations of resources, twelve occurrences, one
 * threshold and one sequence of the built-in catalogue.
 */
public final class SharedRules {
    /** Their ids. */
    public static final Set<String> IDS = Set.of(
            "RES-001", "ACC-032", "ACC-031", "NET-001", "ENC-005", "RET-018", "ACC-001", "ACC-002", "ACC-005",
            "ACC-008", "ACC-014", "ACC-020", "ACC-027", "ENC-006", "LOG-001", "LOG-007", "NET-002", "RES-009",
            "ACC-039", "ACC-054");

    private static final String RULE_SUFFIX = ".rule.yaml";

    private SharedRules() {}

    /** The built-in rule set with these rules alone. */
    public static RuleBundle bundle() {
        SortedMap<String, byte[]> files = new TreeMap<>(RuleBundle.builtIn().files());
        files.keySet().removeIf(file -> file.endsWith(RULE_SUFFIX) && !IDS.contains(id(file)));
        return new RuleBundle(files);
    }

    /** A rule's file is named by its id and what it is about: {@code ACC-001-privileged-role….rule.yaml}. */
    private static String id(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.substring(0, Math.min(name.length(), "ACC-001".length()));
    }
}
