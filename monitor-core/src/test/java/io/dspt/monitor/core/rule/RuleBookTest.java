package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A rule set as a whole: good files are in force whatever the others say, and an event meets only what concerns it. */
class RuleBookTest {
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    @Test
    void shouldRefuseBrokenFilesAndKeepTheOthers() {
        // Given good rules among bad ones
        put("rules/a/ACC-001-a.rule.yaml", occurrence("ACC-001", "event.operation, equals: a"));
        put("rules/a/ACC-002-b.rule.yaml", occurrence("ACC-002", "event.opertion, equals: a"));
        put("rules/a/ACC-003-c.rule.yaml", "kind: [");
        put("rules/a/ACC-004-d.rule.yaml", "");
        put("rules/a/ACC-005-e.rule.yaml", "- a");
        put("rules/a/ACC-006-f.rule.yaml", "when: " + "{ not: ".repeat(50_000));
        put("rules/a/ACC-007-g.rule.yaml", "\u0000".repeat(1_000_000));
        put("rules/a/ACC-008-h.rule.yaml", occurrence("ACC-008", "event.operation, equals: a"));

        // When
        RuleBook.Loaded loaded = load();

        // Then
        assertEquals(List.of("ACC-001", "ACC-008"), ids(loaded.book().rules().values()));
        assertEquals(
                List.of(
                        "rules/a/ACC-002-b.rule.yaml:6: when.field: unknown field 'event.opertion'; did you mean"
                                + " 'event.operation'?",
                        "rules/a/ACC-003-c.rule.yaml:1: not YAML: expected the node content, but found '<stream end>'",
                        "rules/a/ACC-004-d.rule.yaml: the file is empty",
                        "rules/a/ACC-005-e.rule.yaml:1: expected a mapping",
                        "rules/a/ACC-006-f.rule.yaml:1: nested more than 50 deep",
                        "rules/a/ACC-007-g.rule.yaml:1: not a text file: it holds a character that YAML does not allow"),
                refusals(loaded));
    }

    @Test
    void shouldRefuseTheSecondRuleOfAnId() {
        // Given
        put("rules/a/ACC-001-a.rule.yaml", occurrence("ACC-001", "event.operation, equals: a"));
        put("rules/b/ACC-001-b.rule.yaml", "# the same again\n" + occurrence("ACC-001", "event.operation, equals: b"));

        // When
        RuleBook.Loaded loaded = load();

        // Then
        assertEquals(
                List.of(
                        "rules/b/ACC-001-b.rule.yaml:2: id: rule ACC-001 stands in rules/a/ACC-001-a.rule.yaml already"),
                refusals(loaded));
        assertEquals(
                "rules/a/ACC-001-a.rule.yaml",
                loaded.book().rule("ACC-001").orElseThrow().rule().file());
    }

    @Test
    void shouldNameWhatIsWrongWithParametersAndStandardsToo() {
        // Given
        put("rules/parameters.yaml", "regions: { a: b }\n");
        put("rules/a/ACC-001-a.rule.yaml", occurrence("ACC-001", "event.operation, equals: a"));
        put("rules/a/ACC-002-b.rule.yaml", occurrence("ACC-002", "event.operation, in: { parameter: regions }"));
        put("standards/s.yaml", "toolkit: DSPT\nversions: '8'\n");

        // When
        RuleBook.Loaded loaded = load();

        // Then
        assertEquals(List.of("ACC-001"), ids(loaded.book().rules().values()));
        assertEquals(
                List.of(
                        "rules/parameters.yaml:1: regions: expected a value or a list of values",
                        "standards/s.yaml:2: versions: unknown key; did you mean 'version'?",
                        "rules/a/ACC-002-b.rule.yaml:6: when.in.parameter: unknown parameter 'regions'"),
                refusals(loaded));
    }

    @Test
    void shouldJudgeNothingByARetiredRule() {
        // Given
        String rule = occurrence("ACC-001", "event.operation, equals: a").replace("stable", "retired")
                + "resolved_by: [{ when: { field: event.operation, equals: b } }]\n";
        put("rules/a/ACC-001-a.rule.yaml", rule);

        // When
        RuleBook book = load().book();

        // Then
        assertTrue(book.rule("ACC-001").isPresent());
        assertEquals(List.of(), met(book, "a"));
        assertEquals(List.of(), book.resolvedBy(FactView.of(GivenFacts.of("{ event.operation: b }"))));
    }

    @Test
    void shouldHaveAnotherDigestForAnotherByte() {
        // Given
        put("rules/a/ACC-001-a.rule.yaml", occurrence("ACC-001", "event.operation, equals: a"));
        RuleBook first = load().book();
        RuleBook same = load().book();
        put("rules/a/ACC-001-a.rule.yaml", occurrence("ACC-001", "event.operation, equals: a") + "\n");

        // When
        RuleBook changed = load().book();

        // Then
        assertEquals(first.digest(), same.digest());
        assertNotEquals(first.digest(), changed.digest());
        assertEquals("", RuleBook.empty().digest());
    }

    @Test
    void shouldKnowThePrivilegedRolesFromItsParameters() {
        // Given
        put("rules/parameters.yaml", "privilegedEntraRoles: [Global Administrator, Exchange Administrator]\n");

        // When
        RuleBook book = load().book();

        // Then
        assertTrue(book.isPrivileged("exchange administrator"));
        assertFalse(book.isPrivileged("directory readers"));
        assertFalse(RuleBook.empty().isPrivileged("global administrator"));
    }

    @Test
    void shouldEndFindingsOnlyOfRulesWhoseResolverHoldsForCertain() {
        // Given a rule that two events end, and one that asks for something unknown besides
        put("rules/a/ACC-001-a.rule.yaml", occurrence("ACC-001", "event.operation, equals: a") + """
                        resolved_by:
                          - when: { field: event.operation, in: [b, c] }
                          - when: { field: event.operation, equals: b }
                        """);
        put("rules/a/ACC-002-b.rule.yaml", occurrence("ACC-002", "event.operation, equals: a") + """
                        resolved_by:
                          - when:
                              allOf:
                                - { field: event.operation, equals: b }
                                - { field: resource.sku, equals: x }
                        """);
        RuleBook book = load().book();
        FactView view = FactView.of(GivenFacts.of("{ event.operation: B }"));
        FactView known = FactView.of(GivenFacts.of("{ event.operation: B, resource.sku: X }"));
        FactView other = FactView.of(GivenFacts.of("{ event.operation: a, resource.sku: X }"));

        // When, then
        assertEquals(List.of("ACC-001"), ids(book.resolvedBy(view)));
        assertEquals(List.of("ACC-001", "ACC-002"), ids(book.resolvedBy(known)));
        assertEquals(List.of(), ids(book.resolvedBy(other)));
    }

    /** How many of the 500 rules that go by the kind of event are dealt to this one. */
    private static long rulesOfKind(EventKind kind) {
        return IntStream.range(0, 500)
                .filter(i -> i % EventKind.values().length == kind.ordinal())
                .count();
    }

    @Test
    void shouldMeetOnlyTheRulesThatCanMatchOfTwoThousand() {
        // Given 500 rules each by operation, by several operations, by kind of event and by resource type
        for (int i = 0; i < 500; i++) {
            generate("OPS", i, "kind: occurrence\nwhen: { field: event.operation, equals: Provider/op" + i + " }\n");
            generate("SEV", i, String.format(Locale.ROOT, """
                    kind: occurrence
                    when:
                      allOf:
                        - { field: event.operation, in: [provider/op%d, provider/op%d] }
                        - { field: event.outcome, equals: success }
                        - { field: resource.name, notEquals: x }
                    """, i, i + 1));
            generate(
                    "KND",
                    i,
                    String.format(Locale.ROOT, """
                    kind: change
                    before: { field: event.kind, equals: %s }
                    after: { field: resource.name, equals: r%d }
                    """, EventKind.values()[i % EventKind.values().length].ruleName(), i));
            generate("TYP", i, String.format(Locale.ROOT, """
                    kind: obligation
                    applies_to:
                      anyOf:
                        - { field: resource.type, equals: provider/type%d }
                        - allOf:
                            - { field: resource.type, in: [provider/other%d] }
                            - { field: resource.sku, exists: true }
                    require: { field: resource.name, equals: r }
                    """, i, i % 10));
        }

        // When
        RuleBook.Loaded loaded = load();
        RuleBook book = loaded.book();

        // Then
        assertEquals(List.of(), refusals(loaded));
        assertEquals(2_000, book.rules().size());
        assertEquals(
                List.of("OPS-123", "SEV-122", "SEV-123"),
                ids(book.rulesOn(event(EventKind.RESOURCE_OPERATION, "PROVIDER/OP123"))).stream()
                        .filter(id -> !id.startsWith("KND"))
                        .toList());
        assertEquals(
                3 + rulesOfKind(EventKind.RESOURCE_OPERATION),
                book.rulesOn(event(EventKind.RESOURCE_OPERATION, "provider/op123"))
                        .size());
        assertEquals(
                rulesOfKind(EventKind.SIGN_IN),
                book.rulesOn(event(EventKind.SIGN_IN, "nobody/asks")).size());
        assertEquals(List.of("TYP-123"), ids(book.obligationsOf("provider/type123")));
        assertEquals(50, book.obligationsOf("provider/other3").size());
        assertEquals(List.of(), book.obligationsOf("provider/unheard"));
    }

    @Test
    void shouldMeetEveryEventWithARuleThatNamesNeitherOperationNorKind() {
        // Given
        put("rules/a/ACC-001-a.rule.yaml", occurrence("ACC-001", "resource.name, equals: a"));
        put("rules/a/ACC-002-b.rule.yaml", occurrence("ACC-002", "event.operation, notEquals: a"));
        put("rules/a/ACC-003-c.rule.yaml", occurrence("ACC-003", "event.operation, like: 'a*'"));
        put("rules/a/ACC-004-d.rule.yaml", occurrence("ACC-004", "event.operation, equals: a"));
        put("rules/a/ACC-005-e.rule.yaml", occurrence("ACC-005", "event.operation, in: []"));

        // When
        RuleBook book = load().book();

        // Then
        assertEquals(List.of("ACC-001", "ACC-003", "ACC-004"), met(book, "a"));
        assertEquals(List.of("ACC-001", "ACC-002", "ACC-003"), met(book, "b"));
    }

    private void generate(String family, int number, String rest) {
        String id = String.format(Locale.ROOT, "%s-%03d", family, number);
        put("rules/generated/" + id + "-x.rule.yaml", head(id) + rest);
    }

    private static String occurrence(String id, String condition) {
        return head(id).replace("why: w\n", "kind: occurrence\nwhy: w\nwhen: { field: " + condition + " }\n");
    }

    private static String head(String id) {
        return "id: " + id
                + "\ntitle: t\nstatus: stable\nwhy: w\nseverity: low\nsubject: event.operation\nfinding: f\nremedy: r\n";
    }

    private void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private RuleBook.Loaded load() {
        return RuleBook.load(new RuleBundle(files), SampleRule.FACTS);
    }

    private static List<String> refusals(RuleBook.Loaded loaded) {
        return loaded.refusals().stream().map(Throwable::getMessage).toList();
    }

    private static List<String> met(RuleBook book, String operation) {
        return ids(book.rulesOn(event(EventKind.RESOURCE_OPERATION, operation)));
    }

    private static List<String> ids(Iterable<CompiledRule> rules) {
        List<String> ids = new ArrayList<>();
        rules.forEach(rule -> ids.add(rule.rule().id()));
        return ids;
    }

    private static FactView event(EventKind kind, String operation) {
        return FactView.of(
                GivenFacts.of("{ event.kind: " + kind.ruleName() + ", event.operation: " + operation + " }"));
    }
}
