package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small rules for tests that are about the fold, not about the catalogue. */
final class TestRules {
    private TestRules() {}

    /** A rule set of these rules, and the calendar and the registers that ship. */
    static RuleBundle bundle(String... rules) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(RuleBundle.CALENDAR, RuleBundle.builtIn().files().get(RuleBundle.CALENDAR));
        files.putAll(RuleBundle.builtIn().registers());
        for (String rule : rules) {
            String id = rule.substring("id: ".length(), rule.indexOf('\n'));
            files.put("rules/test/" + id + "-test.rule.yaml", rule.getBytes(StandardCharsets.UTF_8));
        }
        return new RuleBundle(files);
    }

    /** The id of one of many rules. */
    static String id(int number) {
        return "T" + (char) ('A' + number / 900) + "T-" + (100 + number % 900);
    }

    /** Resources of a type must be in uksouth. */
    static String inUkSouth(String id, String type) {
        return obligation(
                id, "{ field: resource.type, equals: " + type + " }", "{ field: resource.region, equals: uksouth }");
    }

    static String obligation(String id, String appliesTo, String require) {
        return head(id, "obligation")
                + "applies_to: " + appliesTo + "\n"
                + "require: " + require + "\n"
                + "subject: resource.id\n"
                + "finding: \"{resource.name} is in {resource.region}\"\n"
                + "resolved_by: [resource-deleted]\n";
    }

    /** Something that happens once; its finding ends by nothing but what {@code more} says. */
    static String occurrence(String id, String when, String subject, String... more) {
        return head(id, "occurrence")
                + "when: " + when + "\n"
                + "subject: " + subject + "\n"
                + "finding: \"it happened\"\n"
                + String.join("\n", more) + "\n";
    }

    /**
     * A rule of any kind that finds it for {@code actor.id}.
     *
     * @param kind the kind's name
     * @param more all keys that rules of its kind have, one a line, and what else the rule says
     */
    static String ofKind(String id, String kind, String... more) {
        return head(id, kind) + "subject: actor.id\nfinding: \"{actor.name} did it\"\n" + String.join("\n", more)
                + "\n";
    }

    private static String head(String id, String kind) {
        return """
                id: %s
                title: Rule of a test
                status: stable
                severity: high
                kind: %s
                why: A test needs it.
                triage: [ Nothing ]
                remedy: None
                """.formatted(id, kind);
    }
}
