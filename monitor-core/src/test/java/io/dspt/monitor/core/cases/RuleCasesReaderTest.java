package io.dspt.monitor.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.cases.RuleCase.Given;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.Verdict;
import io.dspt.monitor.core.yaml.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of cases may say, and the exact words with which anything else is refused. */
class RuleCasesReaderTest {
    private static final String FILE = "rules/residency/RES-001-outside.cases.yaml";
    private static final RuleCasesReader READER =
            new RuleCasesReader(new FactCatalogue(ResourcePropertyTable.builtIn()));

    @Test
    void shouldReadFactsOfEveryShape() {
        // When
        RuleCase read = read("""
                        cases:
                          - name: all shapes
                            given:
                              resource.name: "80"
                              resource.sku: null
                              signIn.errorCode: 80
                              signIn.interactive: false
                              cosmos.regions: [a, b]
                              lifecycle.rules: [{ enabled: true, deleteAfterDays: 5 }, {}]
                              resource.tags.Owner: ada
                            before: { resource.name: was }
                            expect: violated
                            severity: critical
                        """).get(0);

        // Then
        assertEquals("RES-001", read.rule());
        assertEquals("all shapes", read.name());
        assertEquals(2, read.line());
        assertEquals(new RuleCase.Expected(Verdict.VIOLATED, Severity.CRITICAL, null, null), read.expected());
        Given.OfFacts given = assertInstanceOf(Given.OfFacts.class, read.given());
        assertEquals(FactValue.text("80"), given.after().get("resource.name"));
        assertEquals(Missing.ABSENT, given.after().get("resource.sku"));
        assertEquals(FactValue.whole(80), given.after().get("signIn.errorCode"));
        assertEquals(FactValue.flag(false), given.after().get("signIn.interactive"));
        assertEquals(FactValue.texts(List.of("a", "b")), given.after().get("cosmos.regions"));
        assertEquals(FactValue.text("ada"), given.after().get("resource.tags.owner"));
        FactValue.Many rules =
                assertInstanceOf(FactValue.Many.class, given.after().get("lifecycle.rules"));
        assertEquals(2, rules.elements().size());
        assertEquals(FactValue.text("was"), given.before().get("resource.name"));
    }

    @Test
    void shouldReadRecordsAndTicks() {
        // When
        RuleCase read = read("""
                        cases:
                          - name: timed
                            steps:
                              - { at: 2026-03-02T09:00:00Z, raw: '[{"a": 1}, {"a": 2}]' }
                              - { at: 2026-03-03T09:00:00Z, tick: true }
                            status: resolved
                            count: 2
                        """).get(0);

        // Then
        assertEquals(new RuleCase.Expected(null, null, FindingStatus.RESOLVED, 2L), read.expected());
        List<RuleCase.Step> steps =
                assertInstanceOf(Given.OfSteps.class, read.given()).steps();
        assertEquals(
                List.of("{\"a\": 1}", "{\"a\": 2}", "tick"),
                steps.stream()
                        .map(step -> step.record() == null ? "tick" : new String(step.record(), StandardCharsets.UTF_8))
                        .toList());
        assertEquals(Instant.parse("2026-03-03T09:00:00Z"), steps.get(2).at());
    }

    @Test
    void shouldRepeatRecordsAtTheirTimes() {
        // When
        RuleCase read = read("""
                        records:
                          read: '{"time": "{time}", "id": "r-{n}"}'
                        cases:
                          - name: repeated
                            steps:
                              - { at: 2026-03-02T09:00:00Z, record: read, repeat: 2, every: PT10S }
                              - { at: 2026-03-02T09:20:00Z, happened: 2026-03-02T09:00:05Z, record: read }
                              - { at: 2026-03-02T09:30:00Z, raw: '{"time": "{time}"}' }
                            expect: violated
                        """).get(0);

        // Then
        List<RuleCase.Step> steps =
                assertInstanceOf(Given.OfSteps.class, read.given()).steps();
        assertEquals(
                List.of(
                        "2026-03-02T09:00:00Z {\"time\": \"2026-03-02T09:00:00Z\", \"id\": \"r-1\"}",
                        "2026-03-02T09:00:10Z {\"time\": \"2026-03-02T09:00:10Z\", \"id\": \"r-2\"}",
                        "2026-03-02T09:20:00Z {\"time\": \"2026-03-02T09:00:05Z\", \"id\": \"r-1\"}",
                        "2026-03-02T09:30:00Z {\"time\": \"2026-03-02T09:30:00Z\"}"),
                steps.stream().map(RuleCasesReaderTest::shown).toList());
    }

    private static String shown(RuleCase.Step step) {
        byte[] record = step.record();
        return step.at() + (record == null ? "" : " " + new String(record, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            record: reed => cases[0].steps[0].record: no such record under 'records'; did you mean 'read'?
            record: read, repeat: 5 => cases[0].steps[0].repeat: how far apart the repeats are stands under 'every'
            record: read, every: PT1S => cases[0].steps[0].every: only what is repeated has this key
            record: read, repeat: 0, every: PT1S => cases[0].steps[0].repeat: must be from 1 to 5000
            record: read, repeat: 5, every: second => cases[0].steps[0].every: 'second' is no ISO 8601 duration such as PT10S or PT5M
            record: read, repeat: 5, every: -PT1S => cases[0].steps[0].every: must not be negative
            """)
    void shouldRefuseWhatIsNoRepeat(String step, String message) {
        assertEquals(
                FILE + ":1: " + message,
                refusal("{ records: { read: '{}' }, cases: [{ name: n, steps: [{ at: 2026-03-02T09:00:00Z, " + step
                        + " }], expect: violated }] }"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            given: {} => cases[0]: a case says what it expects: a verdict, a status or both
            given: {}, status: open => cases[0].status: facts alone open no finding, so it has no status
            given: {}, expect: violated, count: 1 => cases[0].count: facts alone open no finding, so it has no count
            given: {}, expect: compliant, severity: low => cases[0].severity: only a violation has a severity
            raw: '{}', before: {}, expect: violated => cases[0].before: only facts are given as they were before; a record carries its own past
            given: {}, raw: '{}', expect: violated => cases[0]: a case has exactly one of given, raw and steps
            expect: violated => cases[0]: a case has exactly one of given, raw and steps
            given: {}, expect: violatd => cases[0].expect: 'violatd' is no verdict; did you mean 'violated'?
            given: {}, expects: violated => cases[0].expects: unknown key; did you mean 'expect'?
            given: { resource.nam: a }, expect: violated => cases[0].given.resource.nam: unknown field 'resource.nam'; did you mean 'resource.name'?
            given: { signIn.errorCode: many }, expect: violated => cases[0].given.signIn.errorCode: expected a whole number
            given: { signIn.interactive: 'true' }, expect: violated => cases[0].given.signIn.interactive: expected true or false
            given: { cosmos.regions: a }, expect: violated => cases[0].given.cosmos.regions: expected a list
            given: { lifecycle.rules: [{ enabeld: true }] }, expect: violated => cases[0].given.lifecycle.rules[0].enabeld: no such member; did you mean 'enabled'?
            given: { resource.tags: { a: b } }, expect: violated => cases[0].given.resource.tags: tags are read one by one, such as 'resource.tags.owner'
            raw: 'no record', expect: violated => cases[0].raw: not a record in Azure's shape
            raw: '[1]', expect: violated => cases[0].raw: not a record in Azure's shape
            steps: [{ at: 2026-03-02T09:00:00Z }], expect: violated => cases[0].steps[0]: a step has one of a raw record, the name of a record, a register and 'tick: true'
            steps: [{ at: 2026-03-02T09:00:00Z, tick: false }], expect: violated => cases[0].steps[0]: a step has one of a raw record, the name of a record, a register and 'tick: true'
            steps: [{ at: 2026-03-02T09:00:00Z, tick: true, raw: '{}' }], expect: violated => cases[0].steps[0]: a step has one of a raw record, the name of a record, a register and 'tick: true'
            steps: [{ tick: true }], expect: violated => cases[0].steps[0]: the key 'at' is missing
            steps: [{ at: yesterday, tick: true }], expect: violated => cases[0].steps[0].at: 'yesterday' is no time such as 2026-03-02T09:00:00Z
            """)
    void shouldRefuseWhatIsNoCase(String ruleCase, String message) {
        assertEquals(FILE + ":1: " + message, refusal("cases: [{ name: n, " + ruleCase + " }]"));
    }

    @Test
    void shouldRefuseWhatIsNoFileOfCases() {
        assertEquals(FILE + ": the file is empty", refusal(""));
        assertEquals(FILE + ":1: the key 'cases' is missing", refusal("{}"));
        assertEquals(FILE + ":1: case: unknown key; did you mean 'cases'?", refusal("case: []"));
        assertEquals(FILE + ":1: cases: expected a list", refusal("cases: {}"));
        assertEquals(
                FILE + ":1: cases[0]: the key 'name' is missing", refusal("cases: [{ given: {}, expect: violated }]"));
    }

    private static List<RuleCase> read(String text) {
        return READER.read(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String text) {
        return assertThrows(RefusedException.class, () -> read(text)).getMessage();
    }
}
