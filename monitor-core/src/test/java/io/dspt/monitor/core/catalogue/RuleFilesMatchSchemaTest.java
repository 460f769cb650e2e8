package io.dspt.monitor.core.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file of the catalogue is what its schema says, and the schemas refuse what they should. */
final class RuleFilesMatchSchemaTest {
    private static final String RULE = "rule.schema.json";
    private static final String CASES = "cases.schema.json";
    private static final String STANDARD = "standard.schema.json";
    private static final String REGISTER = "register.schema.json";
    private static final String PARAMETERS = "parameters.schema.json";

    /** A rule without its kind's own members. */
    private static final String RULE_OF_ANY_KIND = """
            id: XX-001
            title: Something is wrong
            status: sandbox
            severity: low
            why: Because of patients.
            subject: resource.id
            finding: "{resource.id} is wrong"
            remedy: Put it right.
            """;

    @TestFactory
    Stream<DynamicTest> shouldMatchTheRuleSchema() {
        return matching(RULE, CatalogueFiles.rules());
    }

    @TestFactory
    Stream<DynamicTest> shouldMatchTheCasesSchema() {
        return matching(CASES, CatalogueFiles.cases());
    }

    @TestFactory
    Stream<DynamicTest> shouldMatchTheStandardSchema() {
        return matching(STANDARD, CatalogueFiles.standards());
    }

    @TestFactory
    Stream<DynamicTest> shouldMatchTheRegisterSchema() {
        return matching(REGISTER, CatalogueFiles.registers());
    }

    @Test
    void shouldMatchTheParametersSchema() {
        assertEquals(List.of(), errors(PARAMETERS, CatalogueFiles.tree(CatalogueFiles.file("rules/parameters.yaml"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: obligation\nrequire: { field: resource.region, in: [uksouth] }",
                "kind: occurrence\nwhen: { field: event.operation, equals: KeyPurge }",
                "kind: change\nbefore: { field: a.b, exists: true }\nafter: { field: before.a.b, contains: mfa }",
                "kind: threshold\nwhen: { field: event.operation, equals: GetBlob }\ncount: { greaterOrEquals: 50 }\nover: PT15M\nby: [resource.id, actor.id]",
                "kind: threshold\nwhen: { field: event.operation, equals: GetBlob }\ndistinct: { of: actor.id, greater: 10 }\nover: PT1H",
                "kind: threshold\nwhen: { field: event.operation, equals: GetBlob }\nsum: { of: blob.bytes, greaterOrEquals: 1073741824 }\nover: PT1H",
                "kind: sequence\nsteps: [{ when: { field: signIn.errorCode, equals: 500121 } }, { when: { field: signIn.errorCode, equals: 0 } }]\nwithin: PT30M\nby: signIn.user",
                "kind: absence\nafter: { field: a.b, equals: c }\nexpect: { field: a.b, equals: d }\nwithin: PT8H15M\nby: a.c",
                "kind: baseline\nwhen: { field: event.operation, equals: SecretGet }\nnew: actor.id\nby: resource.id\nlearn: P30D",
                "kind: threshold\nwhen: { field: a.b, equals: c }\nany: [{ count: { greater: { parameter: most } }, over: PT15M }, { sum: { of: a.c, greater: 9 }, over: PT1H }]",
                "kind: sequence\nsteps: [{ when: { field: a.b, equals: c }, times: 5 }, { when: { field: a.b, equals: d } }]\nwithin: PT30M\nby: [a.c]",
                "kind: occurrence\nwhen: { field: a.b, equals: c }\nnoise: { scope: all, exclude: { field: a.c, exists: true }, expected: rarely }",
                "kind: schedule\neach: finding\nwhen: { field: a.b, equals: c }\nevery: PT1H",
                "kind: schedule\neach: register.suppliers\nwhen: { field: supplier.daysLeft, less: 90 }",
            })
    void shouldAcceptEveryKind(String kind) {
        assertEquals(List.of(), errors(RULE, CatalogueFiles.tree(RULE_OF_ANY_KIND + kind)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // an unknown kind, or none
                "kind: obligations\nrequire: { field: a.b, exists: true }",
                "require: { field: a.b, exists: true }",
                // an unknown key, and one of another kind
                "kind: obligation\nrequires: { field: a.b, exists: true }",
                "kind: obligation\nrequire: { field: a.b, exists: true }\nwhen: { field: a.b, exists: true }",
                // conditions that say too little, too much or something else
                "kind: obligation\nrequire: { field: a.b }",
                "kind: obligation\nrequire: { field: a.b, equals: c, notEquals: d }",
                "kind: obligation\nrequire: { field: a.b, matches: c }",
                "kind: obligation\nrequire: { allOf: [] }",
                "kind: obligation\nrequire: { field: a.b, in: c }",
                "kind: obligation\nrequire: { field: a.b, less: ten }",
                "kind: obligation\nrequire: { field: a.b, exists: maybe }",
                "kind: obligation\nrequire: { count: { field: a.b }, equals: 0 }",
                "kind: obligation\nrequire: { field: a.b, equals: { parameters: c } }",
                // several events together
                "kind: threshold\nwhen: { field: a.b, equals: c }\nany: [{ count: { greater: 1 }, over: PT1H }]\nover: PT1H",
                "kind: threshold\nwhen: { field: a.b, equals: c }\nany: [{ count: { greater: 1 } }]",
                "kind: threshold\nwhen: { field: a.b, equals: c }\ncount: { greater: { field: a.b } }\nover: PT1H",
                "kind: sequence\nsteps: [{ when: { field: a.b, equals: c }, times: 0 }, { when: { field: a.b, equals: c } }]\nwithin: PT1H\nby: a.b",
                "kind: threshold\nwhen: { field: a.b, equals: c }\nover: PT1H",
                "kind: threshold\nwhen: { field: a.b, equals: c }\ncount: { greater: 1 }\nsum: { of: a.b, greater: 1 }\nover: PT1H",
                "kind: threshold\nwhen: { field: a.b, equals: c }\ncount: { greater: 1 }\nover: 15m",
                "kind: sequence\nsteps: [{ when: { field: a.b, equals: c } }]\nwithin: PT1H\nby: a.b",
                "kind: absence\nafter: { field: a.b, equals: c }\nwithin: PT1H\nby: a.b",
                "kind: baseline\nwhen: { field: a.b, equals: c }\nnew: a.b\nby: a.c",
                "kind: schedule\neach: day\nwhen: { field: a.b, equals: c }",
                // an incubating rule hides nothing
                "kind: obligation\nrequire: { field: a.b, exists: true }\nnoise: { quiet_for: a day }",
            })
    void shouldRefuseWhatIsNoRule(String kind) {
        assertFalse(errors(RULE, CatalogueFiles.tree(RULE_OF_ANY_KIND + kind)).isEmpty());
    }

    @Test
    void shouldAskAnIncubatingRuleAndNoStableOneWhatIsUnverified() {
        // Given
        String rule = RULE_OF_ANY_KIND + "kind: obligation\nrequire: { field: a.b, exists: true }\n";
        String incubating = rule.replace("sandbox", "incubating");
        String stable = rule.replace("sandbox", "stable");
        String unverified = "unverified: The name of the operation.\n";

        // When, then
        assertFalse(errors(RULE, CatalogueFiles.tree(incubating)).isEmpty());
        assertEquals(List.of(), errors(RULE, CatalogueFiles.tree(incubating + unverified)));
        assertEquals(List.of(), errors(RULE, CatalogueFiles.tree(stable)));
        assertFalse(errors(RULE, CatalogueFiles.tree(stable + unverified)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cases: []",
                "cases: [{ name: a, given: { a.b: c } }]",
                "cases: [{ name: a, given: { a.b: c }, expect: resolved }]",
                "cases: [{ name: a, given: { a.b: c }, raw: '{}', expect: violated }]",
                "cases: [{ name: a, steps: [{ at: 2026-03-02T09:00:00Z }], expect: violated }]",
                "cases: [{ name: a, steps: [{ at: yesterday, tick: true }], expect: violated }]",
                "cases: [{ name: a, steps: [{ at: 2026-03-02T09:00:00Z, raw: '{}', repeat: 5 }], expect: violated }]",
                "cases: [{ name: a, steps: [{ at: 2026-03-02T09:00:00Z, raw: '{}', record: b }], expect: violated }]",
                "records: {}\ncases: [{ name: a, given: { a.b: c }, expect: violated }]",
            })
    void shouldRefuseWhatAreNoCases(String cases) {
        assertFalse(errors(CASES, CatalogueFiles.tree(cases)).isEmpty());
    }

    @Test
    void shouldAcceptCasesThatNameAndRepeatRecords() {
        JsonNode cases = CatalogueFiles.tree("""
                records: { read: '{ "time": "{time}" }' }
                cases:
                  - name: a
                    steps:
                      - { at: 2026-03-02T09:00:00Z, record: read, repeat: 50, every: PT10S }
                      - { at: 2026-03-02T09:20:00Z, happened: 2026-03-02T09:00:05Z, record: read }
                    expect: violated
                """);

        assertEquals(List.of(), errors(CASES, cases));
    }

    @Test
    void shouldRefuseAnUnknownMemberOfAStandardAndAParameterOfAnotherShape() {
        // Given
        JsonNode standard = CatalogueFiles.tree(CatalogueFiles.text(CatalogueFiles.file("standards/dspt-8-caf.yaml"))
                .replaceFirst("machine: H", "machinery: H"));
        JsonNode parameters = CatalogueFiles.tree("logRetentionFloorDays: half a year");

        // When, then
        assertFalse(errors(STANDARD, standard).isEmpty());
        assertFalse(errors(PARAMETERS, parameters).isEmpty());
    }

    private static Stream<DynamicTest> matching(String schema, List<Path> files) {
        assertTrue(files.size() > 1, () -> "no files to match " + schema);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        CatalogueFiles.name(file),
                        () -> assertEquals(List.of(), errors(schema, CatalogueFiles.tree(file)))));
    }

    /** What the schema has against a document; a schema that breaks its own meta-schema throws. */
    private static List<String> errors(String schema, JsonNode document) {
        Validator.Result result = new ValidatorFactory()
                .withJsonNodeFactory(new JacksonNode.Factory())
                .validate((Object) CatalogueFiles.json(CatalogueFiles.file("schema/" + schema)), (Object) document);
        return result.isValid()
                ? List.of()
                : result.getErrors().stream()
                        .map(RuleFilesMatchSchemaTest::shown)
                        .toList();
    }

    private static String shown(Error error) {
        return error.getInstanceLocation() + ": " + error.getError();
    }
}
