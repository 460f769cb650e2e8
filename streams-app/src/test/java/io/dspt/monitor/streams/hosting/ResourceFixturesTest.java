package io.dspt.monitor.streams.hosting;

import static io.dspt.monitor.streams.hosting.TrustRecords.ACCOUNT;
import static io.dspt.monitor.streams.hosting.TrustRecords.WORKSPACE;
import static io.dspt.monitor.streams.hosting.TrustRecords.wellKept;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.Output.Counts;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Typical days of a trust, of which {@link PeopleFixturesTest} has the others: what becomes of resources, from Azure's
 * bytes on {@code dspt.log} to what stands on {@code dspt.findings}, through the topology as it runs, with the rules that
 * ship.
 */
final class ResourceFixturesTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String STORAGE = "Microsoft.Storage/storageAccounts";

    @TempDir
    private Path stateDirectory;

    private RunningTopology trust;

    @BeforeEach
    void openALiveLog() {
        trust = new RunningTopology(stateDirectory, NINE.minus(Duration.ofHours(1)));
    }

    @AfterEach
    void close() {
        trust.close();
    }

    @Test
    @DisplayName("1: a start with the body, and a success without it in capitals")
    void shouldFindOnceOnSuccessWhatTheStartDescribed() {
        // When a request has begun, and its record carries the body
        trust.happened(
                NINE,
                TrustRecords.half(STORAGE, ACCOUNT, NINE, "Start", "request", wellKept("westeurope", "Standard_LRS")));

        // Then nothing has happened yet
        assertEquals(List.of(), trust.findings());

        // When it has succeeded, and its record carries no body and another spelling of the id
        Instant done = NINE.plusSeconds(20);
        trust.happened(
                done, TrustRecords.half(STORAGE, ACCOUNT.toUpperCase(Locale.ROOT), done, "Success", "request", null));

        // Then it is found once
        PrintedFinding finding = trust.finding("RES-001");
        assertEquals(FindingStatus.OPEN, finding.status());
        assertEquals(1, finding.count());
        assertEquals(done, finding.openedAt());
        assertEquals(List.of("OPENED"), trust.transitions("RES-001"));
        assertEquals(2, trust.counts().parsed());
    }

    @Test
    @DisplayName("2: the same storage write twice")
    void shouldCountTheSameWriteOnceWhenItIsDeliveredTwice() {
        // Given
        String write = TrustRecords.created(STORAGE, ACCOUNT, NINE, wellKept("westeurope", "Standard_LRS"));
        trust.happened(NINE, write);

        // When
        trust.arrives(NINE.plusSeconds(600), write);
        Counts counts = trust.counts();

        // Then
        assertEquals(1, trust.finding("RES-001").count());
        assertEquals(List.of("OPENED"), trust.transitions("RES-001"));
        assertEquals(2, counts.read());
        assertEquals(Map.of("open", 1L), counts.findings());
    }

    @Test
    @DisplayName("3: a geo-redundant account in the kingdom and abroad")
    void shouldFindWhereAnAccountStandsAndWhereItsCopyDoes() {
        // When an account and its copy stand in the kingdom
        trust.happened(NINE, TrustRecords.created(STORAGE, ACCOUNT, NINE, wellKept("uksouth", "Standard_GRS")));

        // Then
        assertEquals(Map.of(), trust.counts().findings());

        // When both stand abroad
        String abroad = TrustRecords.account("stnorthmoorletters");
        Instant later = NINE.plusSeconds(60);
        trust.happened(later, TrustRecords.created(STORAGE, abroad, later, wellKept("northeurope", "Standard_GRS")));

        // Then
        assertEquals(List.of("RES-001", "RES-002"), trust.rulesWithFindings());
        assertTrue(
                trust.findings().stream().allMatch(finding -> finding.subject().equalsIgnoreCase(abroad)));
        assertTrue(trust.finding("RES-002").message().endsWith("keeps a copy in westeurope"));
        assertEquals(Map.of("open", 2L), trust.counts().findings());
    }

    @Test
    @DisplayName("9: adult records deleted after seven years, and after eight")
    void shouldFindADeletionBeforeTheMinimumPeriod() {
        // Given a store of records of adults, which are kept for eight years
        trust.happened(NINE, TrustRecords.created(STORAGE, ACCOUNT, NINE, wellKept("uksouth", "Standard_LRS")));

        // When they are deleted after seven
        Instant seven = NINE.plusSeconds(60);
        trust.happened(seven, deletionAfter(2557, seven));

        // Then it is too early, and nobody decides
        assertEquals(List.of("RET-008", "RET-009"), trust.rulesWithFindings());
        assertEquals(Severity.CRITICAL, trust.finding("RET-008").severity());

        // When they are deleted after eight
        Instant eight = NINE.plusSeconds(120);
        trust.happened(eight, deletionAfter(2922, eight));

        // Then only nobody decides
        assertEquals(FindingStatus.RESOLVED, trust.finding("RET-008").status());
        assertEquals(FindingStatus.OPEN, trust.finding("RET-009").status());
    }

    private static String deletionAfter(int days, Instant at) {
        Map<String, Object> delete = Map.of("delete", Map.of("daysAfterModificationGreaterThan", days));
        Map<String, Object> rule =
                Map.of("name", "expire", "enabled", true, "definition", Map.of("actions", Map.of("baseBlob", delete)));
        return TrustRecords.created(
                STORAGE + "/managementPolicies",
                ACCOUNT + "/managementPolicies/default",
                at,
                Map.of("properties", Map.of("policy", Map.of("rules", List.of(rule)))));
    }

    @Test
    @DisplayName("10: workspaces that keep logs for 90, 365 and 730 days, and audit tables for seven years")
    void shouldJudgeHowLongLogsAreKept() {
        // When
        keepsLogs("log-short", 90);
        keepsLogs("log-year", 365);
        keepsLogs("log-long", 730);

        // Then
        assertEquals(
                Map.of("log-short", Severity.CRITICAL, "log-year", Severity.MEDIUM),
                Map.of(
                        lastSegment(trust.findings("RET-001").get(0)),
                        trust.findings("RET-001").get(0).severity(),
                        lastSegment(trust.findings("RET-001").get(1)),
                        trust.findings("RET-001").get(1).severity()));
        assertEquals(2, trust.findings("RET-001").size());

        // When all audit tables of the first are kept for seven years
        List<String> tables = ReferenceFiles.builtIn().auditTables();
        for (int i = 0; i < tables.size(); i++) {
            Instant at = NINE.plusSeconds(60L + i);
            trust.happened(
                    at,
                    TrustRecords.written(
                            "Microsoft.OperationalInsights/workspaces/tables",
                            workspace("log-short") + "/tables/" + tables.get(i),
                            at,
                            Map.of("properties", Map.of("totalRetentionInDays", 2556))));
        }

        // Then nothing is wrong with it
        assertEquals(FindingStatus.RESOLVED, trust.findings("RET-001").get(0).status());
        assertEquals(FindingStatus.OPEN, trust.findings("RET-001").get(1).status());
    }

    private void keepsLogs(String workspace, int days) {
        trust.happened(
                NINE,
                TrustRecords.created(
                        "Microsoft.OperationalInsights/workspaces",
                        workspace(workspace),
                        NINE,
                        Map.of("location", "uksouth", "properties", Map.of("retentionInDays", days))));
    }

    private static String workspace(String name) {
        return WORKSPACE.substring(0, WORKSPACE.lastIndexOf('/') + 1) + name;
    }

    private static String lastSegment(PrintedFinding finding) {
        return finding.subject().substring(finding.subject().lastIndexOf('/') + 1);
    }

    @Test
    @DisplayName("11: a sub-assessment in PascalCase, and a snapshot that must not reopen it")
    void shouldNotLetASnapshotReopenWhatAChangeHasSettled() {
        // Given a vulnerability that was open for more than two weeks, and was closed
        trust.happened(NINE, TrustRecords.subAssessment("Unhealthy", NINE, false));
        trust.ticksUntil(Instant.parse("2026-03-17T06:05:00Z"), Duration.ofHours(1));
        assertEquals(FindingStatus.OPEN, trust.finding("PAT-004").status());
        Instant closed = Instant.parse("2026-03-17T10:00:00Z");
        trust.happened(closed, TrustRecords.subAssessment("Healthy", closed, false));
        assertEquals(FindingStatus.RESOLVED, trust.finding("PAT-004").status());

        // When a snapshot tells for a month that it is open
        for (int week = 1; week <= 4; week++) {
            Instant told = closed.plus(Duration.ofDays(7L * week));
            trust.happened(told, TrustRecords.subAssessment("Unhealthy", told, true));
            trust.ticksUntil(told.plus(Duration.ofDays(1)), Duration.ofHours(6));
        }

        // Then it is still closed
        assertEquals(FindingStatus.RESOLVED, trust.finding("PAT-004").status());
        assertEquals(List.of("OPENED", "RESOLVED"), trust.transitions("PAT-004"));

        // When a change tells that it is open again, for more than two weeks
        Instant again = Instant.parse("2026-04-20T10:00:00Z");
        trust.happened(again, TrustRecords.subAssessment("Unhealthy", again, false));
        trust.ticksUntil(again.plus(Duration.ofDays(16)), Duration.ofHours(6));

        // Then
        assertTrue(
                trust.findings("PAT-004").stream().anyMatch(finding -> finding.status() == FindingStatus.OPEN),
                () -> trust.findings("PAT-004").toString());
    }

    @Test
    @DisplayName("12: policy states out of order")
    void shouldGoByTheTimeOfTheEvaluation() {
        // Given a resource that fell out of compliance, and was brought back
        Instant third = NINE.plusSeconds(7_200);
        trust.happened(NINE, TrustRecords.policyState("p1", "NonCompliant", NINE));
        trust.happened(third, TrustRecords.policyState("p3", "Compliant", third));

        // When an evaluation from in between arrives at last
        trust.arrives(third.plusSeconds(600), TrustRecords.policyState("p2", "NonCompliant", NINE.plusSeconds(3_600)));

        // Then it is over all the same
        PrintedFinding finding = trust.finding("RES-021");
        assertEquals(FindingStatus.RESOLVED, finding.status());
        assertEquals(NINE, finding.openedAt());
        assertEquals(third, finding.resolvedAt());
        assertEquals(List.of("OPENED", "RESOLVED"), trust.transitions("RES-021"));
    }

    @Test
    @DisplayName("13: truncated, as lines, as a list, and with a bad element")
    void shouldSaveTheNeighboursOfWhatCannotBeRead() {
        // Given
        String good = TrustRecords.created(STORAGE, ACCOUNT, NINE, wellKept("westeurope", "Standard_LRS"));
        String other = TrustRecords.created(
                STORAGE, TrustRecords.account("stnorthmoorletters"), NINE, wellKept("northeurope", "Standard_LRS"));

        // When both come as lines, as a list, in an envelope with a bad neighbour, and in one that was cut
        trust.happened(NINE, good + "\n" + other + "\n");
        trust.happened(NINE, "[" + good + "," + other + "]");
        trust.happened(NINE, "{\"records\":[" + good + ",42," + other + "]}");
        trust.happened(NINE, "{\"records\":[" + good + "," + other.substring(0, other.length() / 2));

        // Then all that can be read counts, once, and the rest is in quarantine
        Counts counts = trust.counts();
        assertEquals(9, counts.read());
        assertEquals(7, counts.parsed());
        assertEquals(Map.of("not-an-object", 1L, "truncated", 1L), counts.deadLettered());
        assertEquals(List.of("not-an-object", "truncated"), trust.deadLetters());
        assertEquals(2, trust.findings("RES-001").size());
        assertTrue(trust.findings("RES-001").stream().allMatch(finding -> finding.count() == 1));
    }
}
