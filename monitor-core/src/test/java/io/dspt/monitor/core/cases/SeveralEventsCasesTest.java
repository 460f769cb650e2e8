package io.dspt.monitor.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of rules that several events decide: facts judge the event that completes them, steps run the fold. */
class SeveralEventsCasesTest {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final String HEAD = """
            id: TST-001
            title: t
            status: sandbox
            severity: high
            why: w
            subject: signIn.user
            finding: f
            remedy: r
            noise: { exclude: { field: signIn.clientApp, equals: probe } }
            """;
    private static final String RECORDS = """
            records:
              good: '{"time":"{time}","category":"SignInLogs","operationName":"Sign-in activity","resultType":"0","correlationId":"g-{time}","properties":{"userId":"7d1c9a52-0000-4000-8000-000000000001","status":{"errorCode":0}}}'
              bad: '{"time":"{time}","category":"SignInLogs","operationName":"Sign-in activity","resultType":"500121","correlationId":"b-{time}","properties":{"userId":"7d1c9a52-0000-4000-8000-000000000001","status":{"errorCode":500121}}}'
            cases: [{ name: n,\s""";

    private static String rule(String kind) {
        String bad = "{ field: signIn.errorCode, equals: 500121 }";
        String good = "{ field: signIn.errorCode, equals: 0 }";
        return HEAD + "kind: " + kind + "\n"
                + switch (kind) {
                    case "threshold" ->
                        "when: " + bad + "\ncount: { greaterOrEquals: 5 }\nover: PT10M\nby: signIn.user\n";
                    case "sequence" ->
                        "steps: [ { when: " + bad + ", times: 5 }, { when: " + good
                                + " } ]\nwithin: PT30M\nby: signIn.user\n";
                    case "absence" -> "after: " + bad + "\nexpect: " + good + "\nwithin: PT30M\nby: signIn.user\n";
                    default -> "when: " + bad + "\nnew: signIn.clientApp\nby: signIn.user\nlearn: P1D\n";
                };
    }

    @ParameterizedTest
    @CsvSource(nullValues = "holds", textBlock = """
            threshold, 500121, violated, holds
            threshold, 0, not_applicable, holds
            sequence, 0, violated, holds
            sequence, 500121, not_applicable, holds
            absence, 500121, violated, holds
            absence, 0, not_applicable, holds
            baseline, 500121, violated, holds
            baseline, 0, violated, 'expected violated, got not_applicable'
            """)
    void shouldJudgeTheEventThatCompletesByFacts(String kind, int result, String expected, String failure) {
        String given = "{ signIn.errorCode: " + result + ", signIn.clientApp: browser }";
        assertEquals(failure, failure(kind, "given: " + given + ", expect: " + expected));
        String nothing = "given: { signIn.clientApp: browser }, expect: unevaluable";
        assertEquals(null, failure(kind, nothing));
        String excluded = given.replace("browser", "probe");
        assertEquals(null, failure(kind, "given: " + excluded + ", expect: not_applicable"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", nullValues = "holds", quoteCharacter = '~', textBlock = """
            threshold => bad 5 => expect: violated, status: open, count: 1 => holds
            threshold => bad 4 => expect: not_applicable => holds
            threshold => bad 4 => expect: violated => expected violated, got not_applicable
            sequence => bad 5, good 1 => expect: violated, count: 1 => holds
            sequence => good 1, bad 5 => expect: not_applicable => holds
            absence => bad 1, good 1 => expect: compliant => holds
            absence => bad 1, tick => expect: not_applicable => holds
            absence => bad 1, later, tick => expect: violated, status: open => holds
            absence => bad 1, later, tick, good 1 => expect: violated, status: resolved => holds
            """)
    void shouldRunStepsThroughTheFold(String kind, String steps, String expectation, String failure) {
        StringBuilder written = new StringBuilder("steps: [");
        int minute = 0;
        for (String step : steps.split(", ")) {
            String[] words = step.split(" ");
            switch (words[0]) {
                case "tick" -> written.append("{ at: ").append(at(minute += 60)).append(", tick: true }, ");
                // Another person's sign-in shows that the source goes on.
                case "later" ->
                    written.append("{ at: ")
                            .append(at(minute += 60))
                            .append(", raw: '{\"time\":\"{time}\",\"category\":\"SignInLogs\",\"operationName\":")
                            .append("\"Sign-in activity\",\"properties\":{\"userId\":")
                            .append("\"7d1c9a52-0000-4000-8000-000000000002\",\"status\":{\"errorCode\":1}}}' }, ");
                default ->
                    written.append("{ at: ")
                            .append(at(minute += 10))
                            .append(", record: ")
                            .append(words[0])
                            .append(", repeat: ")
                            .append(words[1])
                            .append(", every: PT10S }, ");
            }
        }
        assertEquals(failure, failure(kind, written + "], " + expectation));
    }

    private static String at(int minute) {
        return java.time.Instant.parse("2026-03-02T09:00:00Z")
                .plusSeconds(60L * minute)
                .toString();
    }

    private static String failure(String kind, String ruleCase) {
        SortedMap<String, byte[]> rules = new TreeMap<>();
        rules.put("rules/t/TST-001-test.rule.yaml", rule(kind).getBytes(StandardCharsets.UTF_8));
        SortedMap<String, byte[]> cases = new TreeMap<>();
        cases.put("rules/t/TST-001-test.cases.yaml", (RECORDS + ruleCase + " }]").getBytes(StandardCharsets.UTF_8));
        RuleCaseRunner.Report report = RuleCaseRunner.run(
                new AzureRecordReader(REFERENCE.properties()), REFERENCE, new RuleBundle(rules), cases);
        assertEquals(List.of(), report.refusals());
        return report.results().get(0).failure();
    }
}
