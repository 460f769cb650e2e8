package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** One rule of each kind, small enough to be worked out by hand. */
final class SimulatedRules {
    static final String REGION = "SIM-001";
    static final String SKU = "SIM-002";
    static final String KEY_DELETED = "SIM-003";
    static final String LEGACY = "SIM-004";
    static final String POLICY = "SIM-005";
    static final String MANY_READS = "SIM-006";
    static final String GUESSED = "SIM-007";
    static final String NOT_ENDED = "SIM-008";
    static final String NEW_READER = "SIM-009";
    static final String REVIEW = "SIM-010";
    static final String WATCHED = "SIM-011";

    static final String POLICY_CHANGE = "Update conditional access policy";
    /** Register of reviews, looked through every hour. */
    static final String REVIEWS = "reviews";
    /** Register of people whose sign-ins are watched for a time. */
    static final String WATCH_LIST = "watchList";

    /** An event dated further ahead of the clock moves no clock and happened when it arrived. */
    static final Duration BELIEVED_AHEAD = Duration.ofMinutes(10);

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
        String store = "{ field: resource.type, equals: microsoft.storage/storageaccounts }";
        add(
                files,
                REGION,
                "obligation",
                String.format(Locale.ROOT, """
                applies_to: %s
                require: { field: resource.region, in: [%s] }
                subject: resource.id
                resolved_by: [resource-deleted]
                """, store, strict ? "uksouth" : "uksouth, ukwest"));
        add(files, SKU, "obligation", String.format(Locale.ROOT, """
                applies_to: %s
                require: { field: resource.sku, equals: Standard_ZRS }
                subject: resource.id
                resolved_by: [resource-deleted]
                """, store));
        if (withKeys) {
            add(files, KEY_DELETED, "occurrence", String.format(Locale.ROOT, """
                    when: { allOf: [ { field: event.operation, equals: KeyDelete }, { field: event.outcome, equals: success } ] }
                    subject: [resource.id, vault.object]
                    resolved_by:
                      - when: { field: event.operation, equals: KeyRecover }
                    noise: { quiet_for: PT%sM }
                    """, KEY_QUIET_MINUTES));
        }
        add(files, LEGACY, "occurrence", String.format(Locale.ROOT, """
                when: { allOf: [ { field: event.kind, equals: sign-in }, { field: signIn.errorCode, equals: 0 }, { field: signIn.clientApp, equals: IMAP4 } ] }
                subject: signIn.user
                resolved_by: [quiet]
                noise: { quiet_for: PT%sM }
                """, LEGACY_QUIET_MINUTES));
        add(files, MANY_READS, "threshold", String.format(Locale.ROOT, """
                when: { field: event.operation, equals: GetBlob }
                count: { greaterOrEquals: %s }
                over: PT%sM
                by: [actor.id, resource.id]
                subject: [actor.id, resource.id]
                """, READS, READS_WITHIN_MINUTES));
        add(files, GUESSED, "sequence", String.format(Locale.ROOT, """
                steps:
                  - { when: { allOf: [ { field: event.kind, equals: sign-in }, { field: signIn.errorCode, equals: 50126 } ] }, times: %s }
                  - { when: { allOf: [ { field: event.kind, equals: sign-in }, { field: signIn.errorCode, equals: 0 } ] } }
                within: PT%sM
                by: [signIn.user]
                subject: signIn.user
                """, FAILURES, GUESSED_WITHIN_MINUTES));
        add(files, NOT_ENDED, "absence", String.format(Locale.ROOT, """
                after: { field: event.operation, equals: Add member to role completed (PIM activation) }
                expect: { field: event.operation, equals: Remove member from role (PIM activation expired) }
                within: PT%sM
                by: [directory.principal]
                subject: directory.principal
                """, ROLE_WITHIN_MINUTES));
        add(files, NEW_READER, "baseline", String.format(Locale.ROOT, """
                when: { field: event.operation, equals: SecretGet }
                new: [actor.id]
                by: [resource.id]
                learn: PT%sM
                subject: [resource.id, actor.id]
                """, LEARN_MINUTES));
        add(files, POLICY, "change", String.format(Locale.ROOT, """
                before: { allOf: [ { field: event.operation, equals: %1$s }, { field: conditionalAccess.state, equals: enabled } ] }
                after: { field: conditionalAccess.state, notEquals: enabled }
                subject: directory.targetId
                resolved_by:
                  - when: { allOf: [ { field: event.operation, equals: %1$s }, { field: conditionalAccess.state, equals: enabled } ] }
                noise: { quiet_for: PT%2$sM }
                """, POLICY_CHANGE, KEY_QUIET_MINUTES));
        add(files, REVIEW, "schedule", String.format(Locale.ROOT, """
                each: register.%1$s
                when: { anyOf: [ { field: register.%1$s.overdue, equals: true }, { field: register.%1$s.dueOn.daysUntil, less: 0 } ] }
                every: PT1H
                subject: register.%1$s.name
                """, REVIEWS));
        add(files, WATCHED, "occurrence", String.format(Locale.ROOT, """
                when: { allOf: [ { field: event.kind, equals: sign-in }, { field: signIn.errorCode, equals: 0 }, { field: signIn.user, in: { register: %s.user } } ] }
                subject: signIn.user
                noise: { quiet_for: PT6H }
                """, WATCH_LIST));
        register(files, REVIEWS, "none", "", """
                  name: { type: text, key: true, meaning: its name }
                  overdue: { type: flag, meaning: whether it should have been }
                  dueOn: { type: date, meaning: last day on which it is in time }
                example: { name: r0, overdue: no }
                """);
        register(files, WATCH_LIST, "unknown", "validity: { from: from, until: until }\n", """
                  user: { type: text, key: true, meaning: object id }
                  from: { type: time, meaning: since when }
                  until: { type: time, meaning: until when }
                example: { user: u }
                """);
        return new RuleBundle(files);
    }

    private static void register(
            SortedMap<String, byte[]> files, String name, String whenNotLoaded, String validity, String rest) {
        String text = "name: " + name + "\ntitle: Register of the simulation\nmeaning: The simulation needs it.\n"
                + "when_not_loaded: " + whenNotLoaded + "\n" + validity + "columns:\n" + rest;
        files.put("registers/" + name + ".register.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The definitions of its registers. */
    static RegisterDefinitions registers() {
        return RegisterDefinitions.read(bundle(true, true).registers(), new ArrayList<>());
    }

    private static void add(SortedMap<String, byte[]> files, String id, String kind, String rest) {
        String text = String.format(Locale.ROOT, """
                id: %s
                title: Rule of the simulation
                status: stable
                severity: high
                kind: %s
                why: The simulation needs it.
                triage: [ Nothing ]
                remedy: None
                finding: "it is so"
                """, id, kind) + rest;
        files.put("rules/simulation/" + id + "-simulated.rule.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
