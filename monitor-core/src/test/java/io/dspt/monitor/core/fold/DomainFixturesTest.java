package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.fold.AzureJson.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What must come of typical days of a trust, from Azure's bytes to findings, with the rules that ship. */
class DomainFixturesTest {
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");
    private static final String BEN = "7d1c9a52-0000-4000-8000-00000000c0b2";
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final EstateLogRunner log = EstateLogRunner.replay();

    private static Activity accountIn(String region, String sku) {
        return AzureJson.write(ACCOUNT).created().body(wellKept(region, sku));
    }

    /** Nothing is wrong with it but what a test is about. */
    private static Map<String, Object> wellKept(String region, String sku) {
        return Map.of(
                "location",
                region,
                "sku",
                Map.of("name", sku),
                "tags",
                Map.of(
                        "data-classification",
                        "internal",
                        "record-type",
                        "adult",
                        "iao",
                        "records",
                        "retention",
                        "8 years"),
                "properties",
                Map.of("allowSharedKeyAccess", false));
    }

    @Nested
    class StorageWrites {
        @Test
        void shouldCountTheSameWriteOnceWhenItIsDeliveredTwice() {
            // Given
            String write = accountIn("westeurope", "Standard_LRS").at(NINE).json();

            // When
            log.send(write);
            List<Output> onRepeat = log.send(write);
            Output.Counts counts = log.workOff();

            // Then
            assertEquals(List.of(), onRepeat);
            assertEquals(1, log.finding("RES-001").count());
            assertEquals(2, counts.read());
            assertEquals(2, counts.parsed());
            assertEquals(Map.of("open", 1L), counts.findings());
        }

        @Test
        void shouldCountTheSameWriteOnceWhenItComesAgainInABatch() {
            // Given
            String write = accountIn("westeurope", "Standard_LRS").at(NINE).json();
            log.send(write);

            // When
            log.send("{\"records\":[" + write + "]}");

            // Then
            assertEquals(1, log.finding("RES-001").count());
        }

        @Test
        void shouldFindNothingWhenTheAccountAndItsCopyAreInTheKingdom() {
            // When
            log.send(accountIn("uksouth", "Standard_GRS").at(NINE).json());
            Output.Counts counts = log.workOff();

            // Then no finding; whose key it was encrypted with before nobody has told, and that is said
            assertEquals(List.of(), log.findings());
            assertEquals(Map.of("ENC-004", 1L), counts.unevaluable());
        }

        @Test
        void shouldFindBothTheAccountAndItsCopyAbroad() {
            // When
            log.send(accountIn("northeurope", "Standard_GRS").at(NINE).json());
            Output.Counts counts = log.workOff();

            // Then
            assertEquals(List.of("RES-001", "RES-002"), log.rulesWithFindings());
            assertEquals(Map.of("open", 2L), counts.findings());
            assertTrue(log.finding("RES-002").latest().message().endsWith("keeps a copy in westeurope"));
        }
    }

    @Nested
    class PrivilegedRoles {
        private static final String ROLE = "Global Administrator";

        @Test
        void shouldKeepOneFindingWhilePimRepeatsItselfAndResolveItOnRemoval() {
            // Given
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, NINE));
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, NINE.plus(Duration.ofHours(2))));
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, NINE.plus(Duration.ofHours(4))));
            Finding standing = log.finding("ACC-001");
            assertEquals(FindingStatus.OPEN, standing.status());

            // When
            Instant removedAt = NINE.plus(Duration.ofHours(5));
            log.send(AzureJson.roleRemoved(BEN, ROLE, removedAt));
            Output.Counts counts = log.workOff();

            // Then
            Finding finding = log.finding("ACC-001");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(Severity.CRITICAL, finding.latest().severity());
            assertEquals(3, finding.count());
            assertEquals(NINE, finding.openedAt());
            assertEquals(NINE.plus(Duration.ofHours(4)), finding.lastSeenAt());
            assertEquals(new Finding.Ending(removedAt, "Remove member from role"), finding.ending());
            assertEquals(List.of(Transition.OPENED, Transition.RESOLVED), log.history("ACC-001"));
            assertEquals(Map.of("resolved", 1L), counts.findings());
        }
    }

    @Nested
    class SignIns {
        @Test
        void shouldFindNothingWhenAnOrdinaryUserSignsInFromATrustedLocation() {
            // When
            log.send(AzureJson.signIn(BEN, NINE).fromTrustedLocation().json());
            Output.Counts counts = log.workOff();

            // Then no finding; whether Ben is privileged nobody has told, and that is said
            assertEquals(List.of(), log.findings());
            assertEquals(1L, counts.unevaluable().get("ACC-013"));
        }

        @Test
        void shouldFindASingleFactorOfAPrivilegedUserEvenInATrustedLocation() {
            // Given
            log.send(AzureJson.roleOutsidePim(BEN, "Global Reader", NINE.minusSeconds(60)));

            // When
            log.send(AzureJson.signIn(BEN, NINE).fromTrustedLocation().json());

            // Then
            assertEquals(List.of("ACC-001", "ACC-013"), log.rulesWithFindings());
            Finding finding = log.finding("ACC-013");
            assertEquals(Severity.CRITICAL, finding.latest().severity());
            assertEquals(NINE, finding.openedAt());
        }

        @Test
        void shouldFindNothingWhenOldProtocolsAreTriedInVain() {
            // When
            log.send(AzureJson.signIn(BEN, NINE).client("IMAP4").result(50126).json());
            Output.Counts counts = log.workOff();

            // Then
            assertEquals(List.of(), log.findings());
            assertEquals(1, counts.parsed());
            assertFalse(counts.unevaluable().containsKey("ACC-014"));
        }

        @Test
        void shouldFindASuccessOverAnOldProtocol() {
            // When
            log.send(AzureJson.signIn(BEN, NINE)
                    .client("IMAP4")
                    .fromTrustedLocation()
                    .json());

            // Then
            assertEquals(List.of("ACC-014"), log.rulesWithFindings());
            assertEquals(
                    "ben.hughes@northmoor.example.nhs.uk signed in with IMAP4",
                    log.finding("ACC-014").latest().message());
        }

        @Test
        void shouldResolveAfterSevenQuietDaysInWhichTheSourceSpoke() {
            // Given a sign-in over IMAP, and others that go on for eight days
            log.send(AzureJson.signIn(BEN, NINE)
                    .client("IMAP4")
                    .fromTrustedLocation()
                    .json());
            for (int day = 1; day <= 8; day++) {
                log.send(AzureJson.signIn(BEN, NINE.plus(Duration.ofDays(day)))
                        .withSecondFactor()
                        .json());
            }

            // When
            log.workOff();

            // Then it ended when the seven days were over
            Finding finding = log.finding("ACC-014");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(new Finding.Ending(NINE.plus(Duration.ofDays(7)), "quiet for 7 days"), finding.ending());
        }
    }

    @Nested
    class Retention {
        private static final String POLICY = ACCOUNT + "/managementPolicies/default";

        private void deleteAdultRecordsAfter(int days) {
            log.send(AzureJson.write(ACCOUNT)
                    .created()
                    .body(wellKept("uksouth", "Standard_LRS"))
                    .at(NINE.minusSeconds(60))
                    .json());
            Map<String, Object> rule = Map.of(
                    "name",
                    "expire",
                    "enabled",
                    true,
                    "definition",
                    Map.of(
                            "actions",
                            Map.of("baseBlob", Map.of("delete", Map.of("daysAfterModificationGreaterThan", days)))));
            log.send(AzureJson.write(POLICY)
                    .created()
                    .body(Map.of("properties", Map.of("policy", Map.of("rules", List.of(rule)))))
                    .at(NINE)
                    .json());
            log.workOff();
        }

        @Test
        void shouldFindADeletionBeforeTheMinimumPeriodAndThatItIsAutomatic() {
            // When adult records are deleted after seven years instead of eight
            deleteAdultRecordsAfter(2557);

            // Then
            assertEquals(List.of("RET-008", "RET-009"), log.rulesWithFindings());
            assertEquals(Severity.CRITICAL, log.finding("RET-008").latest().severity());
        }

        @Test
        void shouldFindOnlyThatItIsAutomaticWhenThePeriodIsKept() {
            // When
            deleteAdultRecordsAfter(2922);

            // Then
            assertEquals(List.of("RET-009"), log.rulesWithFindings());
        }

        private static final String WORKSPACE =
                AzureJson.GROUP + "/providers/Microsoft.OperationalInsights/workspaces/log-northmoor-audit";

        private void keepLogsFor(int days) {
            log.send(AzureJson.write(WORKSPACE)
                    .created()
                    .body(Map.of("location", "uksouth", "properties", Map.of("retentionInDays", days)))
                    .at(NINE)
                    .json());
        }

        private void keepTableFor(String table, int days, Instant at) {
            log.send(AzureJson.write(WORKSPACE + "/tables/" + table)
                    .body(Map.of("properties", Map.of("totalRetentionInDays", days)))
                    .at(at)
                    .json());
        }

        @Test
        void shouldFindNinetyDaysCritical() {
            // When
            keepLogsFor(90);

            // Then
            assertEquals(Severity.CRITICAL, log.finding("RET-001").latest().severity());
        }

        @Test
        void shouldFindAYearMedium() {
            // When
            keepLogsFor(365);

            // Then
            assertEquals(Severity.MEDIUM, log.finding("RET-001").latest().severity());
        }

        @Test
        void shouldFindNothingWhenLogsAreKeptForTwoYears() {
            // When
            keepLogsFor(730);

            // Then
            assertEquals(List.of(), log.findings());
        }

        @Test
        void shouldBeSatisfiedWhenAllAuditTablesAreKeptForSevenYears() {
            // Given
            keepLogsFor(90);
            List<String> tables = EstateLogRunner.REFERENCE.auditTables();

            // When all tables but one are kept longer
            for (int i = 0; i < tables.size() - 1; i++) {
                keepTableFor(tables.get(i), 2556, NINE.plusSeconds(60L + i));
            }

            // Then what is not known proves nothing
            assertEquals(FindingStatus.OPEN, log.finding("RET-001").status());

            // When the last one is
            Instant last = NINE.plus(Duration.ofHours(1));
            keepTableFor(tables.get(tables.size() - 1), 2556, last);
            log.workOff();

            // Then
            Finding finding = log.finding("RET-001");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(last, finding.ending().at());
        }
    }

    @Nested
    class PolicyStates {
        private static final String ALLOWED_LOCATIONS = "e56962a6-4747-49cd-b67b-bf8b01975c4c";

        private void evaluated(String event, String compliance, Instant at) {
            log.send(AzureJson.policyState(event, ACCOUNT, ALLOWED_LOCATIONS, compliance, at));
        }

        @Test
        void shouldGoByTheTimeOfTheEvaluationWhenStatesArriveOutOfOrder() {
            // Given a resource that fell out of compliance, and was brought back
            evaluated("p1", "NonCompliant", NINE);
            evaluated("p3", "Compliant", NINE.plusSeconds(7200));

            // When an evaluation from in between arrives
            evaluated("p2", "NonCompliant", NINE.plusSeconds(3600));
            log.workOff();

            // Then it is over all the same, since the later evaluation
            Finding finding = log.finding("RES-021");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(NINE.plusSeconds(7200), finding.ending().at());
            assertEquals(List.of(Transition.OPENED, Transition.RESOLVED), log.history("RES-021"));
        }

        @Test
        void shouldKeepOnRecordWhatWasOverBeforeItWasTold() {
            // Given only the compliant state
            evaluated("p2", "Compliant", NINE.plusSeconds(3600));

            // When an older, non-compliant one arrives
            evaluated("p1", "NonCompliant", NINE);
            log.workOff();

            // Then
            Finding finding = log.finding("RES-021");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(NINE, finding.openedAt());
            assertEquals(NINE.plusSeconds(3600), finding.ending().at());
        }

        @Test
        void shouldReopenWhenAzureFindsItAgain() {
            // Given
            evaluated("p1", "NonCompliant", NINE);
            evaluated("p2", "Compliant", NINE.plusSeconds(3600));

            // When
            evaluated("p3", "NonCompliant", NINE.plusSeconds(7200));
            log.workOff();

            // Then
            Finding finding = log.finding("RES-021");
            assertEquals(FindingStatus.OPEN, finding.status());
            assertEquals(NINE, finding.openedAt());
            assertEquals(2, finding.count());
            assertEquals(List.of(Transition.OPENED, Transition.RESOLVED, Transition.REOPENED), log.history("RES-021"));
        }
    }

    @Nested
    class Envelopes {
        private final String good =
                accountIn("westeurope", "Standard_LRS").at(NINE).json();
        private final String other = AzureJson.write(AzureJson.storageAccount("stnorthmoorletters"))
                .created()
                .body(Map.of("location", "northeurope"))
                .at(NINE.plusSeconds(1))
                .json();

        @Test
        void shouldReadBatchesInEveryForm() {
            // When the same two records come as a list, as lines, and as Azure's envelope
            log.send("[" + good + "," + other + "]");
            log.send(good + "\n" + other + "\n");
            log.send("{\"records\":[" + good + "," + other + "]}");
            Output.Counts counts = log.workOff();

            // Then they are six elements and two findings
            assertEquals(6, counts.read());
            assertEquals(6, counts.parsed());
            assertEquals(2, log.findings("RES-001").size());
            assertTrue(log.findings("RES-001").stream().allMatch(finding -> finding.count() == 1));
        }

        @Test
        void shouldSaveTheNeighboursOfABadElement() {
            // When
            log.send("{\"records\":[" + good + ",42," + other + "]}");
            Output.Counts counts = log.workOff();

            // Then
            assertEquals(3, counts.read());
            assertEquals(2, counts.parsed());
            assertEquals(Map.of("not-an-object", 1L), counts.deadLettered());
            assertEquals(List.of("not-an-object"), log.deadLetters());
            assertEquals(2, log.findings("RES-001").size());
        }

        @Test
        void shouldSaveWhatStandsBeforeACut() {
            // When a batch was cut in the middle of its second record
            log.send("{\"records\":[" + good + "," + other.substring(0, other.length() / 2));
            Output.Counts counts = log.workOff();

            // Then
            assertEquals(2, counts.read());
            assertEquals(1, counts.parsed());
            assertEquals(Map.of("truncated", 1L), counts.deadLettered());
            Output.DeadLetter letter = log.outputs(Output.DeadLetter.class).get(0);
            assertTrue(letter.origin().source().equals("message-1"), letter.origin()::toString);
            assertEquals(1, log.findings("RES-001").size());
        }

        @Test
        void shouldCountWhatNobodyKnowsByItsName() {
            // When
            log.send("{\"category\":\"ContainerAppConsoleLogs\",\"time\":\"2026-03-02T09:00:00Z\"}");
            log.send("{\"category\":\"Administrative\",\"operationName\":\"x/y/write\",\"time\":\"soon\"}");
            Output.Counts counts = log.workOff();

            // Then
            assertEquals(Map.of("ContainerAppConsoleLogs", 1L), counts.ignored());
            assertEquals(Map.of("time-unreadable", 1L), counts.deadLettered());
            assertEquals(2, counts.read());
        }
    }
}
