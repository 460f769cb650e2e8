package io.dspt.monitor.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A case that does not hold must fail, and say what came instead. */
class RuleCaseRunnerTest {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final AzureRecordReader READER = new AzureRecordReader(REFERENCE.properties());
    private static final String RULE_FILE = "rules/r/RES-001-outside.rule.yaml";
    private static final String CASES_FILE = "rules/r/RES-001-outside.cases.yaml";
    private static final String RULE = """
            id: RES-001
            title: Outside
            status: stable
            severity: high
            raise: [{ when: { field: resource.patientData, equals: true }, to: critical }]
            kind: obligation
            why: w
            applies_to: { field: resource.type, equals: microsoft.storage/storageaccounts }
            require: { field: resource.region, equals: uksouth }
            subject: resource.id
            finding: "{resource.name}"
            resolved_by: [resource-deleted]
            remedy: r
            """;
    private static final String TO_EUROPE = record("09:00", "write", "{\\\"location\\\":\\\"westeurope\\\"}");
    private static final String TO_LONDON = record("10:00", "write", "{\\\"location\\\":\\\"uksouth\\\"}");
    private static final String DELETED = record("11:00", "delete", "");

    private static String record(String time, String operation, String body) {
        return """
                { "time": "2026-03-02T%s:00.0000000Z", "category": "Administrative", "resultType": "Success", \
                "operationName": "Microsoft.Storage/storageAccounts/%s", "correlationId": "c-%s", \
                "resourceId": "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st", \
                "resultSignature": "Succeeded.Created", "properties": { "requestbody": "%s", "statusCode": "Created" } }""".replaceFirst("%s", time)
                .replaceFirst("%s", operation)
                .replaceFirst("%s", time)
                .replace("%s", body);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', nullValues = "holds", textBlock = """
            { resource.region: westeurope }, expect: violated => holds
            { resource.region: uksouth }, expect: compliant => holds
            { resource.region: uksouth }, expect: violated => expected violated, got compliant
            { resource.region: westeurope }, expect: compliant => expected compliant, got violated
            { resource.region: westeurope }, expect: unevaluable => expected unevaluable, got violated
            { resource.region: null }, expect: violated => holds
            { }, expect: unevaluable => holds
            { resource.region: uksouth, resource.type: a/b }, expect: not_applicable => holds
            { resource.region: westeurope, resource.patientData: true }, expect: violated, severity: critical => holds
            { resource.region: westeurope }, expect: violated, severity: critical => expected severity critical, got high
            """)
    void shouldCompareTheVerdictOnFacts(String facts, String failure) {
        // Given facts of a storage account unless they name another type
        String given = facts.contains("resource.type")
                ? facts
                : facts.replaceFirst("\\{ ?", "{ resource.type: Microsoft.Storage/storageAccounts, ");

        // When, then
        assertEquals(failure, onlyFailure("{ name: n, given: " + given + " }"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', nullValues = "holds", textBlock = """
            EUROPE => expect: violated => holds
            EUROPE => expect: violated, status: open, count: 1, severity: high => holds
            EUROPE => expect: compliant => expected compliant, got violated
            EUROPE => expect: violated, severity: low => expected severity low, got high
            EUROPE => expect: violated, status: resolved => expected status resolved, got open
            EUROPE => expect: violated, count: 2 => expected count 2, got 1
            LONDON => expect: compliant => holds
            LONDON => expect: violated => expected violated, got compliant
            LONDON => status: resolved => expected a finding, got the verdict compliant and none
            LONDON => expect: compliant, count: 1 => expected a finding, got the verdict compliant and none
            EUROPE LONDON => expect: compliant, status: resolved => holds
            EUROPE LONDON => expect: violated, status: resolved => holds
            EUROPE LONDON => expect: violated => expected violated, got compliant
            EUROPE LONDON => expect: compliant, status: open => expected status open, got resolved
            EUROPE DELETED => status: resolved => holds
            EUROPE EUROPE => status: open, count: 1 => holds
            NOTHING => expect: not_applicable => the record was not parsed: Ignored[category=unnamed]
            """)
    void shouldCompareWhatTheFoldMakesOfRecords(String records, String expectation, String failure) {
        // Given
        StringBuilder ruleCase = new StringBuilder("{ name: n, raw: [");
        for (String name : records.split(" ")) {
            ruleCase.append(
                            switch (name) {
                                case "EUROPE" -> quoted(TO_EUROPE);
                                case "LONDON" -> quoted(TO_LONDON);
                                case "DELETED" -> quoted(DELETED);
                                default -> quoted("{}");
                            })
                    .append(", ");
        }

        // When, then
        assertEquals(failure, onlyFailure(ruleCase + "], " + expectation + " }"));
    }

    @Test
    void shouldBeginEveryCaseWithNothingKnown() {
        // Given the same record in two cases, and a case in which nothing has happened
        String twice = "{ name: n, raw: " + quoted(TO_EUROPE) + ", status: open, count: 1 }";
        String idle = "{ name: n, steps: [{ at: 2026-03-02T12:00:00Z, tick: true }], expect: not_applicable }";

        // When
        RuleCaseRunner.Report report = run(RULE, twice, twice, idle);

        // Then
        assertEquals(List.of(), report.refusals());
        assertEquals(3, report.results().size());
        assertEquals(List.of(), report.failures());
    }

    @Test
    void shouldCountTheCasesOfARuleThatWasRefused() {
        // When
        RuleCaseRunner.Report report = run(
                RULE.replace("kind: obligation", "kind: obligaton"),
                "{ name: n, given: { resource.type: a }, expect: not_applicable }");

        // Then
        assertEquals(1, report.refusals().size());
        assertEquals(List.of(), report.results());
        assertEquals(Map.of("RES-001", 1), report.notRun());
    }

    @Test
    void shouldRefuseAFileOfCasesAndRunTheOthers() {
        // Given
        SortedMap<String, byte[]> cases = new TreeMap<>();
        cases.put(CASES_FILE, "cases: [{ name: n, given: {}, expect: broken }]".getBytes(StandardCharsets.UTF_8));
        cases.put(
                CASES_FILE.replace("outside", "z"),
                "cases: [{ name: n, given: { resource.type: a }, expect: not_applicable }]"
                        .getBytes(StandardCharsets.UTF_8));

        // When
        RuleCaseRunner.Report report = RuleCaseRunner.run(READER, REFERENCE, bundle(RULE), cases);

        // Then
        assertEquals(
                List.of(CASES_FILE + ":1: cases[0].expect: 'broken' is no verdict"),
                report.refusals().stream().map(Throwable::getMessage).toList());
        assertEquals(1, report.results().size());
    }

    @Test
    void shouldSayWhichCaseFailed() {
        // When
        RuleCaseRunner.Report report = run(
                RULE,
                "{ name: first, given: { resource.type: a }, expect: not_applicable }",
                "{ name: second, given: { resource.type: a }, expect: violated }");

        // Then
        assertNull(report.results().get(0).failure());
        assertNotNull(report.results().get(1).failure());
        assertEquals("second", report.failures().get(0).ruleCase().name());
        assertEquals(CASES_FILE, report.failures().get(0).ruleCase().file());
        assertEquals(3, report.failures().get(0).ruleCase().line());
    }

    private static String quoted(String record) {
        return "'" + record + "'";
    }

    private static String onlyFailure(String ruleCase) {
        RuleCaseRunner.Report report = run(RULE, ruleCase);
        assertEquals(
                List.of(), report.refusals().stream().map(Throwable::getMessage).toList());
        assertEquals(1, report.results().size());
        return report.results().get(0).failure();
    }

    private static RuleCaseRunner.Report run(String rule, String... cases) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(CASES_FILE, ("cases:\n  - " + String.join("\n  - ", cases)).getBytes(StandardCharsets.UTF_8));
        return RuleCaseRunner.run(READER, REFERENCE, bundle(rule), files);
    }

    private static RuleBundle bundle(String rule) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(RULE_FILE, rule.getBytes(StandardCharsets.UTF_8));
        return new RuleBundle(files);
    }
}
