package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * However much one record changes, no step writes and sends more than a thousand rows and outputs, which {@link
 * EstateLogRunner} checks at every step; and what is left for later steps comes out as if all had been done at once.
 */
class StepBoundTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String STORAGE = "microsoft.storage/storageaccounts";
    private static final int MOST_BYTES_OF_A_RECORD = 900 * 1024;

    private static String groupWithOpenRules(int count, Instant at) {
        List<Map<String, Object>> rules = IntStream.range(0, count)
                .mapToObj(i -> AzureJson.openRule("allow-rdp-from-supplier-" + i))
                .toList();
        return AzureJson.write(AzureJson.securityGroup("nsg-pacs"))
                .created()
                .body(Map.of("location", "uksouth", "properties", Map.of("securityRules", rules)))
                .at(at)
                .json();
    }

    /** A rule set of so many rules, all of which an account in westeurope violates. */
    private static RuleBundle manyRules(int count) {
        return TestRules.bundle(IntStream.range(0, count)
                .mapToObj(i -> TestRules.inUkSouth(TestRules.id(i), STORAGE))
                .toArray(String[]::new));
    }

    private static String accountIn(String region, Instant at) {
        return AzureJson.write(AzureJson.storageAccount("stnorthmoorscans"))
                .body(Map.of("location", region))
                .at(at)
                .json();
    }

    @Test
    void shouldFindAThousandOpenRulesOfOneSecurityGroup() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay();

        // When
        log.send(groupWithOpenRules(1_000, NINE));
        log.workOff();

        // Then each finding is as if it had been the only one
        assertEquals(1_000, log.findings("NET-001").size());
        for (Finding finding : log.findings("NET-001")) {
            assertEquals(FindingStatus.OPEN, finding.status());
            assertEquals(NINE, finding.openedAt());
            assertEquals(1, finding.count());
            assertEquals(Finding.FROM_EVENT, finding.origin());
            assertEquals("ada.okafor@northmoor.example.nhs.uk", finding.latest().actor());
            assertEquals("message-1", finding.evidence().get(0).source());
        }
        assertEquals(1, log.outputs(Output.EvidenceRecord.class).size(), "one record is evidence once");
    }

    @Test
    void shouldEndThemAllWhenTheGroupIsDeleted() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay();
        log.send(groupWithOpenRules(1_000, NINE));
        log.workOff();

        // When
        Instant deletedAt = NINE.plusSeconds(3600);
        log.send(AzureJson.delete(AzureJson.securityGroup("nsg-pacs"))
                .at(deletedAt)
                .json());
        log.send(AzureJson.write(AzureJson.storageAccount("stother"))
                .body(Map.of("location", "uksouth"))
                .at(deletedAt.plusSeconds(600))
                .json());
        log.workOff();

        // Then all have ended when it was deleted, however long the work took
        Finding.Ending ending = new Finding.Ending(deletedAt, "resource-deleted");
        assertEquals(1_000, log.findings("NET-001").size());
        assertTrue(log.findings("NET-001").stream().allMatch(finding -> ending.equals(finding.ending())));
    }

    @Test
    void shouldKeepRowsOfTheStateSmallEnoughForALog() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay();

        // When the largest security group Azure allows is half written
        log.send(groupWithOpenRules(1_000, NINE));

        // Then
        byte[] all = "a".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (OrderedStore.Rows rows = log.store().scan(all, new byte[] {(byte) 0xFF})) {
            while (rows.hasNext()) {
                int size = rows.next().getValue().length;
                assertTrue(size < MOST_BYTES_OF_A_RECORD, "a row of " + size + " bytes");
            }
        }
    }

    @Test
    void shouldEndAllFindingsBelowAResourceGroupThatIsDeleted() {
        // Given 5,000 accounts abroad
        EstateLogRunner log = EstateLogRunner.replay();
        for (int i = 0; i < 5_000; i++) {
            log.know(LargeInventory.account(i, "westeurope"));
        }
        log.use(manyRules(1));
        assertEquals(Map.of("open", 5_000L), log.workOff().findings());

        // When
        log.send(AzureJson.delete(AzureJson.GROUP).at(NINE).json());
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(Map.of("resolved", 5_000L), counts.findings());
        assertTrue(log.findings().stream()
                .allMatch(finding -> new Finding.Ending(NINE, "resource-deleted").equals(finding.ending())));
    }

    @Test
    void shouldJudgeAgainEverythingBelowAGroupWhoseTagsChange() {
        // Given 3,000 accounts abroad
        EstateLogRunner log = EstateLogRunner.replay();
        for (int i = 0; i < 3_000; i++) {
            log.know(LargeInventory.account(i, "westeurope"));
        }
        log.use(EstateLogRunner.BUILT_IN);
        log.workOff();
        log.send(AzureJson.write(AzureJson.GROUP)
                .body(Map.of("location", "uksouth", "tags", Map.of()))
                .at(NINE)
                .json());

        // When the group is said to hold patient data
        log.send(AzureJson.write(AzureJson.GROUP)
                .body(Map.of("tags", Map.of("data-classification", "patient")))
                .at(NINE.plusSeconds(60))
                .json());
        log.workOff();

        // Then all of them are rated anew, for that reason
        assertEquals(3_000, log.findings("RES-001").size());
        for (Finding finding : log.findings("RES-001")) {
            assertEquals("CRITICAL", finding.latest().severity().name());
            assertEquals("message-2", finding.latest().evidence().source());
        }
    }

    @Test
    void shouldFindThreeHundredViolationsOfOneResourceAtOnce() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(manyRules(300));

        // When
        log.send(accountIn("westeurope", NINE));
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(Map.of("open", 300L), counts.findings());
        assertEquals(Map.of(), counts.unevaluable());
        assertTrue(log.findings().stream()
                .allMatch(finding -> finding.origin().equals(Finding.FROM_EVENT)
                        && finding.openedAt().equals(NINE)
                        && finding.count() == 1));
    }

    @Test
    void shouldEndThreeHundredViolationsWhenTheResourceIsDeleted() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(manyRules(300));
        log.send(accountIn("westeurope", NINE));
        log.workOff();

        // When
        log.send(AzureJson.delete(AzureJson.storageAccount("stnorthmoorscans"))
                .at(NINE.plusSeconds(60))
                .json());
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(Map.of("resolved", 300L), counts.findings());
    }

    @Test
    void shouldEndThreeHundredViolationsWhenTheResourceGroupIsDeleted() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(manyRules(300));
        log.send(accountIn("westeurope", NINE));
        log.workOff();

        // When
        log.send(AzureJson.delete(AzureJson.GROUP).at(NINE.plusSeconds(60)).json());
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(Map.of("resolved", 300L), counts.findings());
    }

    @Test
    void shouldSayWhatItHadNoRoomForWhenOneEventBreaksTooManyRules() {
        // Given 300 rules that each watch for the same event
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(IntStream.range(0, 300)
                .mapToObj(i ->
                        TestRules.occurrence(TestRules.id(i), "{ field: event.kind, equals: sign-in }", "signIn.user"))
                .toArray(String[]::new)));

        // When
        log.send(AzureJson.signIn(AzureJson.user(1), NINE).json());
        Output.Counts counts = log.workOff();

        // Then what was not judged is counted, never skipped in silence
        long unevaluable = counts.unevaluable().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertEquals(300, counts.findings().get("open") + unevaluable);
        assertTrue(unevaluable > 0, "else this test shows nothing");
    }

    @Test
    void shouldEndManyFindingsThatOneEventResolves() {
        // Given 300 rules that the same sign-in breaks, over two steps, and one event that clears them all
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(IntStream.range(0, 300)
                .mapToObj(i -> TestRules.occurrence(
                        TestRules.id(i),
                        "{ allOf: [ { field: event.kind, equals: sign-in }, { field: signIn.errorCode, equals: " + i % 2
                                + " } ] }",
                        "actor.id",
                        "resolved_by: [ { when: { field: event.kind, equals: sign-in } } ]"))
                .toArray(String[]::new)));

        // When
        log.send(AzureJson.signIn(AzureJson.user(1), NINE).json());

        // Then the step kept its bound, and what it had no room for is counted
        Output.Counts counts = log.workOff();
        long unevaluable = counts.unevaluable().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertTrue(unevaluable > 0, "else this test shows nothing");
    }

    @Test
    void shouldKeepItsBoundWhenTimersRefreshesAndWorkComeTogether() {
        // Given 300 people with findings that end by being quiet, each seen twice, and a rule that is not in force yet
        SortedMap<String, byte[]> others = new TreeMap<>(EstateLogRunner.BUILT_IN.files());
        others.keySet().removeIf(path -> path.contains("/RES-001-"));
        EstateLogRunner log = EstateLogRunner.replay(new RuleBundle(others));
        for (int i = 0; i < 300; i++) {
            for (int again = 0; again < 2; again++) {
                log.send(AzureJson.signIn(AzureJson.user(i), NINE.plusSeconds(again))
                        .client("IMAP4")
                        .fromTrustedLocation()
                        .json());
            }
        }
        // and much work
        for (int i = 0; i < 2_000; i++) {
            log.know(LargeInventory.account(i, "westeurope"));
        }
        Instant later = NINE.plusSeconds(8 * 86_400);
        log.send(AzureJson.signIn(AzureJson.user(1_000), later)
                .withSecondFactor()
                .json());

        // When rules change, somebody asks, and the quiet time is over, all in one step
        log.use(EstateLogRunner.BUILT_IN);
        log.control(new ControlRecord.Checkpoint("busy"));
        log.send(AzureJson.signIn(AzureJson.user(1_000), later.plusSeconds(7_200))
                .withSecondFactor()
                .json());
        Output.Counts counts = log.workOff();

        // Then all of it was done
        assertEquals(2_000, log.findings("RES-001").size());
        assertEquals(300L, counts.findings().get("resolved"));
    }

    @Test
    void shouldKeepItsBoundWhenOneEventCountsForManyRules() {
        // Given 300 rules that each count every sign-in, and one limit that one sign-in reaches
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(IntStream.range(0, 300)
                .mapToObj(i -> TestRules.ofKind(
                        TestRules.id(i),
                        "threshold",
                        "when: { field: event.kind, equals: sign-in }",
                        "count: { greaterOrEquals: 1 }",
                        "over: PT1M",
                        "by: signIn.user"))
                .toArray(String[]::new)));

        // When
        log.send(AzureJson.signIn(AzureJson.user(1), NINE).json());

        // Then what was not judged is counted, never skipped in silence
        Output.Counts counts = log.workOff();
        long unevaluable = counts.unevaluable().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertEquals(300, counts.findings().get("open") + unevaluable);
        assertTrue(unevaluable > 0, "else this test shows nothing");
    }

    @Test
    void shouldKeepItsBoundWhenManyDeadlinesPassAtOnce() {
        // Given 300 people of whom something is expected by the same time
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(TestRules.ofKind(
                "TST-001",
                "absence",
                "after: { field: signIn.errorCode, equals: 1 }",
                "expect: { field: signIn.errorCode, equals: 0 }",
                "within: PT1H",
                "by: signIn.user")));
        for (int i = 0; i < 300; i++) {
            log.send(AzureJson.signIn(AzureJson.user(i), NINE).result(1).json());
        }

        // When the hour is over
        for (int minute : new int[] {61, 63, 70}) {
            log.send(AzureJson.signIn(AzureJson.user(1_000), NINE.plusSeconds(60L * minute))
                    .result(2)
                    .json());
        }

        // Then all are found, some in later steps
        assertEquals(Map.of("open", 300L), log.workOff().findings());
        Instant due = NINE.plusSeconds(3_600);
        assertTrue(
                log.findings().stream().allMatch(finding -> finding.openedAt().equals(due)));
    }

    @Test
    void shouldAnswerForEveryCategoryWithinItsBound() {
        // Given more categories than it keeps apart
        EstateLogRunner log = EstateLogRunner.replay();
        for (int i = 0; i < 400; i++) {
            log.send("{\"category\":\"Log" + i + "\",\"time\":\"2026-03-02T09:00:00Z\"}");
        }

        // When
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(400, counts.read());
        assertEquals(
                400,
                counts.ignored().values().stream().mapToLong(Long::longValue).sum());
        assertTrue(
                counts.ignored().size() <= 251,
                "names kept: " + counts.ignored().size());
        assertEquals(150L, counts.ignored().get("others"));
    }
}
