package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.RegisterRowsOf.merge;
import static io.dspt.monitor.core.fold.RegisterRowsOf.replaceAll;
import static io.dspt.monitor.core.fold.RegisterRowsOf.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.register.RegisterRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchedulesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final String CERTIFICATE = schedule(
            "TST-201",
            "register.supplierCertificates",
            "{ field: register.supplierCertificates.expiresOn.daysUntil, lessOrEquals: 30 }",
            "register.supplierCertificates.supplier",
            "raise: [{ when: { field: register.supplierCertificates.expiresOn.daysUntil, less: 0 }, to: critical }]");

    private static String schedule(String id, String each, String when, String subject, String... more) {
        return """
                id: %s
                title: Rule of a test
                status: stable
                severity: high
                kind: schedule
                each: %s
                when: %s
                subject: %s
                finding: "found"
                why: A test needs it.
                remedy: None
                """.formatted(id, each, when, subject) + String.join("\n", more) + "\n";
    }

    private static EstateLogRunner log(String... rules) {
        return EstateLogRunner.live(TestRules.bundle(rules)).brokerAt(NOON);
    }

    private static RegisterRow certificate(String supplier, String expiresOn) {
        return row("supplierCertificates", "supplier=" + supplier, "certificate=DSPT", "expiresOn=" + expiresOn);
    }

    @ParameterizedTest
    @CsvSource({
        // the day begins at six in London, summer and winter
        "P1D, 2026-03-02T05:59:59Z, 2026-03-02T06:00:00Z",
        "P1D, 2026-03-02T06:00:00Z, 2026-03-03T06:00:00Z",
        "P1D, 2026-03-28T12:00:00Z, 2026-03-29T05:00:00Z",
        "P1D, 2026-10-24T12:00:00Z, 2026-10-25T06:00:00Z",
        "P1D, 2026-06-01T04:59:59Z, 2026-06-01T05:00:00Z",
        // weeks begin on Mondays
        "P7D, 2026-03-03T12:00:00Z, 2026-03-09T06:00:00Z",
        "PT1H, 2026-03-02T05:59:59Z, 2026-03-02T06:00:00Z",
        "PT15M, 2026-03-02T06:00:00Z, 2026-03-02T06:15:00Z",
    })
    void shouldRunAtEachFullPeriod(Duration every, Instant after, Instant next) {
        assertEquals(next, Schedules.next(every, after));
    }

    @Test
    void shouldJudgeARowAtOnceWhenItChanges() {
        // Given
        EstateLogRunner log = log(CERTIFICATE);

        // When
        replaceAll(log, "supplierCertificates", certificate("A", "2026-03-20"), certificate("B", "2027-03-20"));
        Finding opened = log.finding("TST-201");
        merge(log, "supplierCertificates", List.of(certificate("A", "2027-03-20")), List.of());

        // Then
        assertEquals(Finding.FROM_SCHEDULE, opened.origin());
        assertEquals(NOON, opened.openedAt());
        assertEquals("A", opened.subject());
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-201").status());
    }

    @Test
    void shouldSeeByTheClockWhatNoRecordTells() {
        // Given
        EstateLogRunner log = log(CERTIFICATE);
        replaceAll(log, "supplierCertificates", certificate("A", "2026-04-15"));

        // When
        log.tick("2026-03-15T06:00:00Z");
        log.tick("2026-03-16T05:59:00Z");
        int before = log.findings().size();
        log.tick("2026-03-16T06:00:00Z");
        log.tick("2026-04-15T05:00:00Z");
        Severity onTheLastDay = log.finding("TST-201").latest().severity();
        log.tick("2026-04-16T05:00:00Z");

        // Then
        assertEquals(0, before);
        assertEquals(Severity.HIGH, onTheLastDay);
        assertEquals(Severity.CRITICAL, log.finding("TST-201").latest().severity());
        assertEquals(List.of(Transition.OPENED, Transition.RERATED), log.history("TST-201"));
    }

    @Test
    void shouldMakeOnlyTheLatestOfTheRunsItMissed() {
        // Given
        EstateLogRunner log = log(CERTIFICATE);
        replaceAll(log, "supplierCertificates", certificate("A", "2026-03-20"));

        // When: nothing arrives for ten days
        log.tick("2026-03-12T12:00:00Z");
        log.workOff();

        // Then: counted at once, and by one run
        assertEquals(2, log.finding("TST-201").count());
    }

    @Test
    void shouldEndWhatStandsOfARowThatIsRemoved() {
        // Given
        EstateLogRunner log = log(CERTIFICATE);
        replaceAll(log, "supplierCertificates", certificate("A", "2026-03-20"), certificate("B", "2026-03-20"));

        // When
        replaceAll(log, "supplierCertificates", certificate("B", "2026-03-20"));

        // Then
        Finding gone = log.findings("TST-201").get(0);
        assertEquals(FindingStatus.RESOLVED, gone.status());
        assertEquals(
                Schedules.ROW_REMOVED,
                Optional.ofNullable(gone.ending()).orElseThrow().by());
        assertEquals(FindingStatus.OPEN, log.findings("TST-201").get(1).status());
    }

    @Test
    void shouldLookThroughTheInventoryAndEndWhatWasDeleted() {
        // Given
        EstateLogRunner log =
                log(schedule("TST-202", "resource", "{ field: resource.region, notEquals: uksouth }", "resource.id"));
        ResourceRow abroad = LargeInventory.account(1, "westeurope");
        log.know(abroad);
        log.know(LargeInventory.account(2, "uksouth"));

        // When
        log.tick("2026-03-03T06:00:00Z");
        FindingStatus found = log.finding("TST-202").status();
        log.know(abroad.deleted(Instant.parse("2026-03-03T08:00:00Z")));
        log.tick("2026-03-04T06:00:00Z");

        // Then
        assertEquals(FindingStatus.OPEN, found);
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-202").status());
    }

    @Test
    void shouldLookThroughAHundredThousandResourcesWithinTheBoundOfAStep() {
        // Given
        EstateLogRunner log =
                log(schedule("TST-202", "resource", "{ field: resource.region, notEquals: uksouth }", "resource.id"));
        for (int i = 0; i < 100_000; i++) {
            log.know(LargeInventory.account(i, i % 1_000 == 0 ? "westeurope" : "uksouth"));
        }

        // When: the runner checks the bound of every step
        log.tick("2026-03-03T06:00:00Z");
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(100, counts.findings().get("open"));
    }

    @Test
    void shouldTellOfASourceThatWentSilent() {
        // Given
        EstateLogRunner log = log(schedule(
                "TST-203",
                "source",
                "{ field: source.minutesSinceLast, greater: 60 }",
                "source.category",
                "every: PT1H"));
        log.send(AzureJson.signIn(AzureJson.user(1), NOON).json());

        // When
        log.tick("2026-03-02T13:00:00Z");
        boolean atAnHour = log.findings().isEmpty();
        log.tick("2026-03-02T14:00:00Z");
        Finding silent = log.finding("TST-203");
        Instant again = Instant.parse("2026-03-02T14:30:00Z");
        log.brokerAt(again).send(AzureJson.signIn(AzureJson.user(1), again).json());
        log.tick("2026-03-02T15:00:00Z");

        // Then
        assertTrue(atAnHour);
        assertEquals("SignInLogs", silent.subject());
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-203").status());
    }

    @Test
    void shouldLookThroughFindingsButNotThroughItsOwn() {
        // Given: a finding without a root cause within a day
        EstateLogRunner log = log(
                CERTIFICATE,
                schedule(
                        "TST-204",
                        "finding",
                        "{ allOf: [{ field: finding.openedAt.hoursSince, greater: 12 },"
                                + " { field: finding.id, notIn: { register: rootCauses.finding } }] }",
                        "finding.id"));
        replaceAll(log, "supplierCertificates", certificate("A", "2026-03-20"));

        // When
        log.tick("2026-03-03T06:00:00Z");
        log.tick("2026-03-04T06:00:00Z");
        Finding missing = log.finding("TST-204");
        String finding = log.finding("TST-201").id().value();
        replaceAll(log, "rootCauses", row("rootCauses", "finding=" + finding));
        log.tick("2026-03-05T06:00:00Z");

        // Then
        assertEquals(finding, missing.subject());
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-204").status());
    }

    @Test
    void shouldKnowThePrincipalThatARowNames() {
        // Given
        EstateLogRunner log = log(schedule(
                "TST-205",
                "register.breakGlass",
                "{ field: principal.lastSignIn.daysSince, less: 1 }",
                "register.breakGlass.account"));
        String account = AzureJson.user(1);
        log.send(AzureJson.signIn(account, NOON).json());

        // When
        replaceAll(
                log,
                "breakGlass",
                row("breakGlass", "account=" + account),
                row("breakGlass", "account=" + AzureJson.user(2)));

        // Then: of the other nobody knows when it was used
        assertEquals(account, log.finding("TST-205").subject());
        assertEquals(1, log.workOff().unevaluable().get("TST-205"));
    }

    @Test
    void shouldRunByEventTimeInAReplay() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(CERTIFICATE));
        replaceAll(log, "supplierCertificates", certificate("A", "2026-03-20"));

        // When
        log.send(AzureJson.signIn(AzureJson.user(1), NOON).json());
        boolean beforeAMinutePassed = log.findings().isEmpty();
        log.send(AzureJson.signIn(AzureJson.user(1), NOON.plusSeconds(90)).json());

        // Then
        assertTrue(beforeAMinutePassed);
        assertEquals(NOON.plusSeconds(60), log.finding("TST-201").openedAt());
    }

    @Test
    void shouldGoOnWithManyRulesOnOneRow() {
        // Given: more rules than a step has room for on one row
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rules.add(CERTIFICATE.replace("TST-201", TestRules.id(i)));
        }
        EstateLogRunner log = log(rules.toArray(String[]::new));

        // When
        replaceAll(log, "supplierCertificates", certificate("A", "2026-03-20"));

        // Then
        assertEquals(300, log.workOff().findings().get("open"));
    }
}
