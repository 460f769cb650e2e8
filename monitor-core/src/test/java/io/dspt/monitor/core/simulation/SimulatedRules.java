package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** One rule of each kind, small enough to be worked out by hand. */
final class SimulatedRules {
    static final String REGION = "SIM-001";
    static final String SKU = "SIM-002";
    static final String KEY_DELETED = "SIM-003";
    static final String LEGACY = "SIM-004";
    static final String MANY_READS = "SIM-006";
    static final String GUESSED = "SIM-007";
    static final String NOT_ENDED = "SIM-008";
    static final String NEW_READER = "SIM-009";

    /** Episodes of a deleted key begin anew after this. */
    static final int KEY_QUIET_MINUTES = 60;
    /** A legacy sign-in is over after this. */
    static final int LEGACY_QUIET_MINUTES = 120;

    static final int READS = 4;
    static final int READS_WITHIN_MINUTES = 10;
    static final int FAILURES = 2;
    static final int GUESSED_WITHIN_MINUTES = 15;
    static final int ROLE_WITHIN_MINUTES = 60;
    static final int LEARN_MINUTES = 360;

    private SimulatedRules() {}

    /**
     * The rules.
     *
     * @param strict whether only uksouth is permitted, not ukwest
     * @param withKeys whether the rule on keys is in force
     */
    static RuleBundle bundle(boolean strict, boolean withKeys) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        RuleBundle builtIn = RuleBundle.builtIn();
        builtIn.files().forEach((path, bytes) -> {
            if (path.equals(RuleBundle.PARAMETERS) || path.equals(RuleBundle.CALENDAR)) {
                files.put(path, bytes);
            }
        });
        String store = "{ field: resource.type, equals: microsoft.storage/storageaccounts }";
        add(files, REGION, "obligation", """
                applies_to: %s
                require: { field: resource.region, in: [%s] }
                subject: resource.id
                resolved_by: [resource-deleted]
                """.formatted(store, strict ? "uksouth" : "uksouth, ukwest"));
        add(files, SKU, "obligation", """
                applies_to: %s
                require: { field: resource.sku, equals: Standard_ZRS }
                subject: resource.id
                resolved_by: [resource-deleted]
                """.formatted(store));
        if (withKeys) {
            add(files, KEY_DELETED, "occurrence", """
                    when: { allOf: [ { field: event.operation, equals: KeyDelete }, { field: event.outcome, equals: success } ] }
                    subject: [resource.id, vault.object]
                    resolved_by:
                      - when: { field: event.operation, equals: KeyRecover }
                    noise: { quiet_for: PT%sM }
                    """.formatted(KEY_QUIET_MINUTES));
        }
        add(files, LEGACY, "occurrence", """
                when: { allOf: [ { field: event.kind, equals: sign-in }, { field: signIn.errorCode, equals: 0 }, { field: signIn.clientApp, equals: IMAP4 } ] }
                subject: signIn.user
                resolved_by: [quiet]
                noise: { quiet_for: PT%sM }
                """.formatted(LEGACY_QUIET_MINUTES));
        add(files, MANY_READS, "threshold", """
                when: { field: event.operation, equals: GetBlob }
                count: { greaterOrEquals: %s }
                over: PT%sM
                by: [actor.id, resource.id]
                subject: [actor.id, resource.id]
                """.formatted(READS, READS_WITHIN_MINUTES));
        add(files, GUESSED, "sequence", """
                steps:
                  - { when: { allOf: [ { field: event.kind, equals: sign-in }, { field: signIn.errorCode, equals: 50126 } ] }, times: %s }
                  - { when: { allOf: [ { field: event.kind, equals: sign-in }, { field: signIn.errorCode, equals: 0 } ] } }
                within: PT%sM
                by: [signIn.user]
                subject: signIn.user
                """.formatted(FAILURES, GUESSED_WITHIN_MINUTES));
        add(files, NOT_ENDED, "absence", """
                after: { field: event.operation, equals: Add member to role completed (PIM activation) }
                expect: { field: event.operation, equals: Remove member from role (PIM activation expired) }
                within: PT%sM
                by: [directory.principal]
                subject: directory.principal
                """.formatted(ROLE_WITHIN_MINUTES));
        add(files, NEW_READER, "baseline", """
                when: { field: event.operation, equals: SecretGet }
                new: [actor.id]
                by: [resource.id]
                learn: PT%sM
                subject: [resource.id, actor.id]
                """.formatted(LEARN_MINUTES));
        return new RuleBundle(files);
    }

    private static void add(SortedMap<String, byte[]> files, String id, String kind, String rest) {
        String text = """
                id: %s
                title: Rule of the simulation
                status: stable
                severity: high
                kind: %s
                why: The simulation needs it.
                triage: [ Nothing ]
                remedy: None
                finding: "it is so"
                """.formatted(id, kind) + rest;
        files.put("rules/simulation/" + id + "-simulated.rule.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
