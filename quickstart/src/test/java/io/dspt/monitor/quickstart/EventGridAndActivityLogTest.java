package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same operation, told by diagnostic settings and by Event Grid. */
final class EventGridAndActivityLogTest {
    private static final Instant NOT_AFTER = Instant.parse("2026-04-01T00:00:00Z");
    private static final String TIME = "2026-03-02T09:00:00.1234567Z";
    private static final String SECONDS_LATER = "2026-03-02T09:00:04.7654321Z";
    private static final String SUBSCRIPTION = "3f0c1b52-6e1c-4e0a-9c62-1b5f3a7d9e10";
    private static final String ACCOUNT = "/subscriptions/" + SUBSCRIPTION
            + "/resourceGroups/rg-pacs/providers/Microsoft.Storage/storageAccounts/stpacs";
    private static final String CLAIMS = """
            {"http://schemas.microsoft.com/identity/claims/objectidentifier":"7d1c9a52-0000-4000-8000-000000000042","http://schemas.microsoft.com/identity/claims/tenantid":"7d1c9a52-0000-4000-8000-0000000000aa","http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"mary@trust.example.nhs.uk"}""".strip();
    private static final String CREATED_ABROAD = "\"statusCode\":\"Created\",\"requestbody\":"
            + "\"{\\\"location\\\":\\\"westeurope\\\",\\\"sku\\\":{\\\"name\\\":\\\"Standard_LRS\\\"},\\\"properties\\\":{}}\"";

    /**
     * One operation that breaks a rule.
     *
     * @param rule the rule
     * @param eventType what Event Grid calls it
     * @param properties what the activity log adds
     */
    private record Operation(String rule, String operation, String resource, String eventType, String properties) {
        String byDiagnosticSettings() {
            return """
                    {"time":"%s","resourceId":"%s","operationName":"%s","category":"Administrative","resultType":"Success","resultSignature":"Succeeded.","callerIpAddress":"198.51.100.7","correlationId":"7c9f1f64-3f5b-4b59-8a0e-0d6a5f2b1c11","identity":{"authorization":{"scope":"%s","action":"%s"},"claims":%s},"properties":{%s}}""".formatted(
                            TIME,
                            resource.toUpperCase(Locale.ROOT),
                            operation.toUpperCase(Locale.ROOT),
                            resource,
                            operation,
                            CLAIMS,
                            properties);
        }

        String byEventGrid(String time) {
            return """
                    {"id":"7f4a8c1e-2b6d-4e3a-9c51-0d8e6f7a1b2c","topic":"/subscriptions/%s","subject":"%s","eventType":"Microsoft.Resources.%s","eventTime":"%s","dataVersion":"2","metadataVersion":"1","data":{"authorization":{"scope":"%s","action":"%s"},"claims":%s,"correlationId":"7c9f1f64-3f5b-4b59-8a0e-0d6a5f2b1c11","httpRequest":{"clientIpAddress":"198.51.100.7","method":"PUT"},"resourceUri":"%s","operationName":"%s","status":"Succeeded","subscriptionId":"%s","tenantId":"7d1c9a52-0000-4000-8000-0000000000aa"}}""".formatted(
                            SUBSCRIPTION,
                            resource,
                            eventType,
                            time,
                            resource,
                            operation,
                            CLAIMS,
                            resource,
                            operation,
                            SUBSCRIPTION);
        }

        @Override
        public String toString() {
            return rule;
        }
    }

    /** A state, an act, and an end of something. */
    static Stream<Operation> operations() {
        return Stream.of(
                new Operation(
                        "RES-001",
                        "Microsoft.Storage/storageAccounts/write",
                        ACCOUNT,
                        "ResourceWriteSuccess",
                        CREATED_ABROAD),
                new Operation(
                        "ACC-029",
                        "Microsoft.Storage/storageAccounts/listKeys/action",
                        ACCOUNT,
                        "ResourceActionSuccess",
                        "\"statusCode\":\"OK\""),
                new Operation(
                        "LOG-007",
                        "Microsoft.Authorization/locks/delete",
                        ACCOUNT + "/providers/Microsoft.Authorization/locks/keep",
                        "ResourceDeleteSuccess",
                        "\"statusCode\":\"OK\""));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldBeOneFindingWhicheverComesFirst(Operation operation) {
        // Given what comes of the activity log alone
        PrintedFinding alone = finding(operation, List.of(operation.byDiagnosticSettings()));

        // When Event Grid tells the same, before or after
        PrintedFinding after =
                finding(operation, List.of(operation.byDiagnosticSettings(), operation.byEventGrid(TIME)));
        PrintedFinding before =
                finding(operation, List.of(operation.byEventGrid(TIME), operation.byDiagnosticSettings()));

        // Then it is the same finding, seen once; who came first has chosen how names are spelt
        assertEquals(alone.json(), after.json());
        assertEquals(essence(alone), essence(before));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldBeOneFindingThoughTheTwoRoadsDateItSecondsApart(Operation operation) {
        String activity = operation.byDiagnosticSettings();
        String event = operation.byEventGrid(SECONDS_LATER);

        PrintedFinding after = finding(operation, List.of(activity, event));
        PrintedFinding before = finding(operation, List.of(event, activity));

        assertEquals(after.id(), before.id());
        assertEquals(after.openedAt(), before.openedAt());
        assertEquals(FindingStatus.OPEN, before.status());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void shouldNotBeChangedByARecordThatComesAgain(Operation operation) {
        for (String record : List.of(operation.byDiagnosticSettings(), operation.byEventGrid(TIME))) {
            List<String> once =
                    judged(List.of(record)).stream().map(PrintedFinding::json).toList();
            List<String> twice = judged(List.of(record, record)).stream()
                    .map(PrintedFinding::json)
                    .toList();

            assertEquals(once, twice);
        }
    }

    /** All of a finding but spelling and evidence. */
    private static List<Object> essence(PrintedFinding finding) {
        return List.of(
                finding.id(),
                finding.severity(),
                finding.status(),
                String.valueOf(finding.actor()),
                finding.openedAt(),
                finding.lastSeenAt(),
                finding.count());
    }

    private static PrintedFinding finding(Operation operation, List<String> records) {
        List<PrintedFinding> findings = judged(records).stream()
                .filter(finding -> finding.rule().equals(operation.rule()))
                .toList();
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    /** Each record in a message of its own, all at different places. */
    private static List<PrintedFinding> judged(List<String> records) {
        Evaluation evaluation = new Evaluation("trust", null, RuleBundle.builtIn(), NOT_AFTER);
        ReaderPipeline pipeline = new ReaderPipeline(MaskKey.demo());
        for (int i = 0; i < records.size(); i++) {
            pipeline.readMessage(
                    records.get(i).getBytes(StandardCharsets.UTF_8),
                    "source-" + i,
                    ReaderPipeline.within("place-" + i),
                    entry -> evaluation.log().append(List.of(entry), null));
        }
        return evaluation.finish().findings();
    }
}
