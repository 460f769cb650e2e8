package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Azure delivers late, twice and out of order; what counts is when things happened. */
class LateEventsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String BEN = AzureJson.user(1);
    private static final String ROLE = "Global Administrator";

    private static Instant minutes(int after) {
        return NINE.plusSeconds(60L * after);
    }

    @Nested
    class Resources {
        private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");

        private final EstateLogRunner log = EstateLogRunner.replay();

        private String accountIn(String region, int minute) {
            return AzureJson.write(ACCOUNT)
                    .body(Map.of("location", region))
                    .at(minutes(minute))
                    .json();
        }

        private String accountSku(String sku, int minute) {
            return AzureJson.write(ACCOUNT)
                    .body(Map.of("sku", Map.of("name", sku)))
                    .at(minutes(minute))
                    .json();
        }

        @Test
        void shouldOpenAndResolveWhatWasOverBeforeItWasTold() {
            // Given
            log.send(accountIn("uksouth", 10));

            // When
            log.send(accountIn("westeurope", 5));
            log.workOff();

            // Then
            Finding finding = log.finding("RES-001");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(minutes(5), finding.openedAt());
            assertEquals(minutes(10), finding.ending().at());
            assertEquals(List.of(Transition.OPENED, Transition.RESOLVED), log.history("RES-001"));
        }

        @Test
        void shouldNotReopenForARecordOlderThanTheFix() {
            // Given
            log.send(accountIn("westeurope", 0), accountIn("uksouth", 10));

            // When a second old record arrives
            log.send(accountIn("westeurope", 5));
            log.workOff();

            // Then it counts, and that is all
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());
            assertEquals(2, log.finding("RES-001").count());
            assertEquals(List.of(Transition.OPENED, Transition.RESOLVED), log.history("RES-001"));
        }

        @Test
        void shouldCountARepeatOnceEvenWhenItIsDeliveredAgainAfterTheFix() {
            // Given
            log.send(accountIn("westeurope", 0), accountIn("uksouth", 10));

            // When
            log.send(accountIn("westeurope", 0));
            log.workOff();

            // Then
            assertEquals(1, log.finding("RES-001").count());
        }

        @Test
        void shouldNeitherDateNorCountAFindingByALateRecordThatSaysNothingOfIt() {
            // Given
            log.send(accountIn("westeurope", 10));

            // When an older record tells what was not known, but not of the region
            log.send(accountSku("Standard_LRS", 5));
            log.workOff();

            // Then nothing is claimed for the time between
            Finding finding = log.finding("RES-001");
            assertEquals(minutes(10), finding.openedAt());
            assertEquals(1, finding.count());
            assertEquals(FindingStatus.OPEN, finding.status());
        }

        @Test
        void shouldOpenForALateRecordThatAddsToWhatIsKnown() {
            // Given a later record that says nothing of the region
            log.send(accountSku("Standard_LRS", 10));

            // When
            log.send(accountIn("westeurope", 5));
            log.workOff();

            // Then the account is abroad, since the earlier time
            Finding finding = log.finding("RES-001");
            assertEquals(FindingStatus.OPEN, finding.status());
            assertEquals(minutes(5), finding.openedAt());
        }

        @Test
        void shouldResolveForALateFixThatLaterRecordsDoNotContradict() {
            // Given an account abroad, and a later record that says nothing of the region
            log.send(accountIn("westeurope", 0), accountSku("Standard_LRS", 10));
            assertEquals(FindingStatus.OPEN, log.finding("RES-001").status());

            // When a fix from in between arrives
            log.send(accountIn("uksouth", 5));
            log.workOff();

            // Then
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());
        }

        @Test
        void shouldKeepAFindingOpenThatAnotherPropertyHoldsOpen() {
            // Given an account abroad that keeps a copy abroad; the copy is what RES-002 is about
            log.send(accountIn("northeurope", 0), accountSku("Standard_GRS", 1));
            log.send(accountSku("Standard_LRS", 10));
            assertEquals(FindingStatus.OPEN, log.finding("RES-001").status());
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-002").status());

            // When a late record shows both as they were
            log.send(AzureJson.write(ACCOUNT)
                    .body(Map.of("location", "northeurope", "sku", Map.of("name", "Standard_GRS")))
                    .at(minutes(5))
                    .json());
            log.workOff();

            // Then the account is still abroad
            assertEquals(FindingStatus.OPEN, log.finding("RES-001").status());
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-002").status());
        }

        @Test
        void shouldEndWhatStoodBeforeADeletionThatIsToldLate() {
            // Given an account abroad, and a later write that does not say where it is
            log.send(accountIn("westeurope", 0), accountSku("Standard_LRS", 10));

            // When it turns out that it was deleted in between: the later one is another account of that name
            log.send(AzureJson.delete(ACCOUNT).at(minutes(5)).json());
            log.workOff();

            // Then nothing is known of where the present one is
            assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());
            assertEquals("resource-deleted", log.finding("RES-001").ending().by());
        }

        @Test
        void shouldIgnoreADeletionOlderThanTheViolation() {
            // Given
            log.send(accountIn("westeurope", 10));

            // When
            log.send(AzureJson.delete(ACCOUNT).at(minutes(5)).json());
            log.workOff();

            // Then
            assertEquals(FindingStatus.OPEN, log.finding("RES-001").status());
        }

        @Test
        void shouldNotBringBackWhatWasDeletedWithItsGroup() {
            // Given
            log.send(AzureJson.delete(AzureJson.GROUP).at(minutes(10)).json());

            // When the write of an account in it arrives, which was made before
            log.send(accountIn("westeurope", 5));
            log.workOff();

            // Then it was so, and is over
            Finding finding = log.finding("RES-001");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(minutes(5), finding.openedAt());
            assertEquals(minutes(10), finding.ending().at());
        }

        @Test
        void shouldNotBringBackARuleThatALaterBodyOfItsGroupLeavesOut() {
            // Given the body of a security group with a harmless rule
            String group = AzureJson.securityGroup("nsg-pacs");
            log.send(AzureJson.write(group)
                    .body(Map.of(
                            "properties",
                            Map.of(
                                    "securityRules",
                                    List.of(Map.of(
                                            "name", "allow-web", "properties", AzureJson.rule("Internet", "443"))))))
                    .at(minutes(10))
                    .json());

            // When the write of an open rule arrives, which was made before
            log.send(AzureJson.write(group + "/securityRules/allow-rdp")
                    .body(Map.of("properties", AzureJson.openRule()))
                    .at(minutes(5))
                    .json());
            log.workOff();

            // Then
            assertEquals(FindingStatus.RESOLVED, log.finding("NET-001").status());
            assertEquals(minutes(5), log.finding("NET-001").openedAt());
        }

        @Test
        void shouldNotBringBackARuleThatALateBodyOfItsGroupNames() {
            // Given a body without the rule
            String group = AzureJson.securityGroup("nsg-pacs");
            Map<String, Object> web = Map.of("name", "allow-web", "properties", AzureJson.rule("Internet", "443"));
            log.send(AzureJson.write(group)
                    .body(Map.of("properties", Map.of("securityRules", List.of(web))))
                    .at(minutes(10))
                    .json());

            // When an older body with the rule arrives
            log.send(AzureJson.write(group)
                    .body(Map.of("properties", Map.of("securityRules", List.of(web, AzureJson.openRule("allow-rdp")))))
                    .at(minutes(5))
                    .json());
            log.workOff();

            // Then
            assertEquals(FindingStatus.RESOLVED, log.finding("NET-001").status());
        }
    }

    @Nested
    class Occurrences {
        private final EstateLogRunner log = EstateLogRunner.replay();

        @Test
        void shouldResolveAnAssignmentWhoseRemovalWasToldFirst() {
            // Given
            log.send(AzureJson.roleRemoved(BEN, ROLE, minutes(10)));

            // When
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(5)));
            log.workOff();

            // Then
            Finding finding = log.finding("ACC-001");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(minutes(10), finding.ending().at());
        }

        @Test
        void shouldNotReopenForAnAssignmentOlderThanItsRemoval() {
            // Given
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(0)));
            log.send(AzureJson.roleRemoved(BEN, ROLE, minutes(10)));

            // When
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(5)));
            log.workOff();

            // Then
            assertEquals(FindingStatus.RESOLVED, log.finding("ACC-001").status());
            assertEquals(List.of(Transition.OPENED, Transition.RESOLVED), log.history("ACC-001"));
        }

        @Test
        void shouldReopenForAnAssignmentAfterTheRemoval() {
            // Given
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(0)));
            log.send(AzureJson.roleRemoved(BEN, ROLE, minutes(10)));

            // When
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(20)));
            log.workOff();

            // Then
            assertEquals(FindingStatus.OPEN, log.finding("ACC-001").status());
        }

        @Test
        void shouldEndAgainWhatASecondRemovalEndedThatWasToldFirst() {
            // Given an assignment and its removal, and a second removal
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(0)));
            log.send(AzureJson.roleRemoved(BEN, ROLE, minutes(10)));
            log.send(AzureJson.roleRemoved(BEN, ROLE, minutes(30)));

            // When the second assignment, made between both removals, arrives last
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(20)));
            log.workOff();

            // Then
            Finding finding = log.finding("ACC-001");
            assertEquals(FindingStatus.RESOLVED, finding.status());
            assertEquals(minutes(30), finding.ending().at());
        }

        @Test
        void shouldForgetARemovalThatNoAssignmentFollows() {
            // Given: without the rule that would find the silence of the day to come
            SortedMap<String, byte[]> rules = new TreeMap<>(EstateLogRunner.BUILT_IN.files());
            rules.keySet().removeIf(file -> file.contains("/LOG-003-"));
            EstateLogRunner live = EstateLogRunner.live(new RuleBundle(rules));
            live.brokerAt(minutes(10)).send(AzureJson.roleRemoved(BEN, ROLE, minutes(10)));
            int before = live.store().size();

            // When a day has passed
            live.tick(minutes(10).plus(Duration.ofDays(1)).plusSeconds(60));

            // Then no row is left of it, for each rule whose finding it might have ended, and no timer
            int after = live.store().size();
            assertTrue(after <= before - 2 && (before - after) % 2 == 0, () -> before + " rows, then " + after);
        }

        @Test
        void shouldMoveTheBeginningBackForALateFirstEvent() {
            // Given
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(120)));

            // When
            log.send(AzureJson.roleOutsidePim(BEN, ROLE, minutes(0)));
            log.workOff();

            // Then
            Finding finding = log.finding("ACC-001");
            assertEquals(minutes(0), finding.openedAt());
            assertEquals(minutes(120), finding.lastSeenAt());
            assertEquals(2, finding.count());
            assertEquals("message-2", finding.evidence().get(0).source());
        }

        @Test
        void shouldCountEachRecordOnceHoweverOftenItIsDelivered() {
            // Given
            String first = AzureJson.roleOutsidePim(BEN, ROLE, minutes(0));
            String second = AzureJson.roleOutsidePim(BEN, ROLE, minutes(120));

            // When
            log.send(first, second, first, second, "[" + second + "," + first + "]");
            Output.Counts counts = log.workOff();

            // Then
            assertEquals(2, log.finding("ACC-001").count());
            assertEquals(6, counts.parsed());
        }

        @Test
        void shouldBeginANewEpisodeAfterTheQuietTime() {
            // Given a rule that nothing but people end
            EstateLogRunner own = EstateLogRunner.replay(TestRules.bundle(TestRules.occurrence(
                    "TST-001", "{ field: event.kind, equals: sign-in }", "signIn.user", "noise: { quiet_for: PT1H }")));
            own.send(AzureJson.signIn(BEN, minutes(0)).json());
            own.send(AzureJson.signIn(BEN, minutes(60)).json());

            // When
            own.send(AzureJson.signIn(BEN, minutes(121)).json());
            own.workOff();

            // Then
            List<Finding> findings = own.findings("TST-001");
            assertEquals(2, findings.size());
            assertEquals(2, findings.get(0).count());
            assertEquals(2, findings.get(1).episode());
        }

        @Test
        void shouldEndAnEarlierEpisodeAtItsOwnQuietTimeWhileALaterOneStands() {
            // Given a sign-in, and its source silent until long after the quiet time
            EstateLogRunner own = EstateLogRunner.replay(TestRules.bundle(TestRules.occurrence(
                    "TST-001",
                    "{ field: event.kind, equals: sign-in }",
                    "signIn.user",
                    "resolved_by: [quiet]\nnoise: { quiet_for: PT2H }")));
            own.send(AzureJson.signIn(BEN, minutes(0)).json());

            // When the next one begins a new episode, and the source goes on
            own.send(AzureJson.signIn(BEN, minutes(230)).json());
            own.send(AzureJson.signIn(AzureJson.user(2), minutes(300)).json());
            own.workOff();

            // Then the first has ended when it was over, and the second stands
            List<Finding> findings = own.findings("TST-001");
            assertEquals(3, findings.size());
            assertEquals(FindingStatus.RESOLVED, findings.get(0).status());
            assertEquals(minutes(120), findings.get(0).ending().at());
            assertEquals(FindingStatus.OPEN, findings.get(1).status());
        }

        @Test
        void shouldLoseNoEpisodeThatStands() {
            // Given an event every two hours, each a new episode, that nothing ends
            EstateLogRunner own = EstateLogRunner.replay(TestRules.bundle(TestRules.occurrence(
                    "TST-001", "{ field: event.kind, equals: sign-in }", "signIn.user", "noise: { quiet_for: PT1H }")));
            IntStream.range(0, 40)
                    .forEach(i ->
                            own.send(AzureJson.signIn(BEN, minutes(120 * i)).json()));

            // When somebody disposes of every finding there is
            for (Finding finding : own.findings("TST-001")) {
                own.control(ControlRecord.FindingAct.dispose(
                        finding.id(), Disposition.FALSE_POSITIVE, "sam", "known", minutes(10_000)));
            }
            Output.Counts counts = own.workOff();

            // Then none refuses, and no event went uncounted
            assertEquals(List.of(), own.deadLetters());
            assertEquals(Map.of("disposed", (long) own.findings().size()), counts.findings());
            assertEquals(
                    40,
                    own.findings("TST-001").stream().mapToLong(Finding::count).sum());
        }
    }
}
