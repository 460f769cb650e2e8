package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import io.dspt.monitor.core.yaml.RefusedException;
import java.nio.charset.StandardCharsets;

/** A rule with all that a rule can say, for tests that change one thing of it. */
final class SampleRule {
    static final String FILE = "rules/residency/RES-001-outside.rule.yaml";
    static final FactCatalogue FACTS = new FactCatalogue(ResourcePropertyTable.builtIn());

    static final String TEXT = """
            id: RES-001
            title: Resource outside the permitted regions
            status: stable
            severity: high
            raise:
              - when: { field: resource.patientData, equals: true }
                to: critical
            kind: obligation
            why: Data at rest leaves the country.
            parameters: { permitted: [uksouth, ukwest], floor: 180, names: a* }
            applies_to: { field: resource.type, equals: microsoft.storage/storageaccounts }
            require: { field: resource.region, in: { parameter: permitted } }
            subject: resource.id
            finding: "{resource.name} is in {resource.region}"
            resolved_by: [resource-deleted]
            triage: [Who did it?]
            remedy: Move it.
            noise: { group_by: resource.group, quiet_for: P2D, notify: page, expected: rarely }
            references: [the Toolkit]
            """;

    private SampleRule() {}

    /** The rule with something else in place of what it says. */
    static String with(String right, String wrong) {
        assertTrue(TEXT.contains(right), () -> "the rule does not say '" + right + "'");
        return TEXT.replace(right, wrong);
    }

    static RuleLoader loader(Parameters shared) {
        return new RuleLoader(FACTS, shared);
    }

    static Rule load(String rule) {
        return load(rule, Parameters.NONE);
    }

    static Rule load(String rule, Parameters shared) {
        return loader(shared).load(FILE, rule.getBytes(StandardCharsets.UTF_8));
    }

    /** The words with which a rule is refused. */
    static String refusal(String rule) {
        return assertThrows(RefusedException.class, () -> load(rule)).getMessage();
    }
}
