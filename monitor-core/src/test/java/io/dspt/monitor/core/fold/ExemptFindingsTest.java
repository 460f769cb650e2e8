package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.exemption.ExemptionStatus;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.LedgerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What approved exceptions do to findings, at explicit times. */
class ExemptFindingsTest {
    private static final String RULE = "TST-001";
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant END = NINE.plus(SampleExemption.TERM);
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");

    private final EstateLogRunner log =
            EstateLogRunner.live(TestRules.bundle(TestRules.inUkSouth(RULE, "microsoft.storage/storageaccounts")));

    private void at(Instant time) {
        log.tick(time);
    }

    private void accountIn(String region, Instant time) {
        accountIn(ACCOUNT, region, time);
    }

    private void accountIn(String account, String region, Instant time) {
        log.brokerAt(time)
                .send(AzureJson.write(account)
                        .body(Map.of("location", region))
                        .at(time)
                        .json());
    }

    private List<Output> approve(Exemption exemption) {
        return log.control(new ControlRecord.ExemptionApproved(exemption));
    }

    private List<Output> revoke(String id, Instant time) {
        return log.brokerAt(time).control(new ControlRecord.ExemptionRevoked(id, "the SIRO", "moved home", time));
    }

    private static Exemption forAccount(String id) {
        return SampleExemption.of(id, NINE, RULE, ACCOUNT);
    }

    private static Exemption until(String id, Instant expiresOn) {
        return SampleExemption.of(
                id, NINE, expiresOn, new ExemptionScope(List.of(RULE), null, new Subject.Exact(ACCOUNT)));
    }

    private static Exemption covering(Subject subject) {
        return SampleExemption.of("EX-1", NINE, END, new ExemptionScope(List.of(RULE), null, subject));
    }

    private void assertStatus(FindingStatus status) {
        assertEquals(status, log.finding(RULE).status());
    }

    @Nested
    class WhileItHolds {
        @Test
        void shouldMakeAStandingFindingExempt() {
            // Given
            accountIn("westeurope", NINE.minusSeconds(600));
            at(NINE);

            // When
            approve(forAccount("EX-1"));

            // Then
            assertStatus(FindingStatus.EXEMPT);
            assertEquals(List.of(Transition.OPENED, Transition.EXEMPTED), log.history(RULE));
            List<LedgerEvent.FindingChanged> ledger = log.ledger(LedgerEvent.FindingChanged.class);
            assertEquals("exemption:EX-1", ledger.get(ledger.size() - 1).by());
            assertEquals(Map.of("exempt", 1L), log.workOff().findings());
        }

        @Test
        void shouldOpenNewFindingsExempt() {
            // Given
            at(NINE);
            approve(forAccount("EX-1"));

            // When
            accountIn("westeurope", NINE.plusSeconds(60));

            // Then it is opened and counted all the same
            assertStatus(FindingStatus.EXEMPT);
            assertEquals(List.of(Transition.OPENED), log.history(RULE));
            assertEquals(Map.of("exempt", 1L), log.workOff().findings());
        }

        @Test
        void shouldReopenExemptWhatWasResolved() {
            // Given
            at(NINE);
            approve(forAccount("EX-1"));
            accountIn("westeurope", NINE.plusSeconds(60));
            accountIn("uksouth", NINE.plusSeconds(120));
            assertStatus(FindingStatus.RESOLVED);

            // When
            accountIn("westeurope", NINE.plusSeconds(180));

            // Then
            assertStatus(FindingStatus.EXEMPT);
            assertEquals(List.of(Transition.OPENED, Transition.RESOLVED, Transition.REOPENED), log.history(RULE));
        }

        @Test
        void shouldTakeTheSameApprovalTwice() {
            // Given
            at(NINE);
            approve(forAccount("EX-1"));

            // When
            approve(forAccount("EX-1"));

            // Then
            assertEquals(List.of(), log.deadLetters());
            assertEquals(1, log.outputs(Output.ExemptionState.class).size());
        }

        @Test
        void shouldWaitForItsStart() {
            // Given
            accountIn("westeurope", NINE.minusSeconds(600));
            at(NINE.minusSeconds(300));
            approve(forAccount("EX-1"));
            assertStatus(FindingStatus.OPEN);

            // When
            at(NINE);

            // Then
            assertStatus(FindingStatus.EXEMPT);
        }
    }

    @Nested
    class WhenItEnds {
        @Test
        void shouldReturnFindingsAtTheMinuteItExpires() {
            // Given
            Instant openedAt = NINE.minusSeconds(600);
            accountIn("westeurope", openedAt);
            at(NINE);
            approve(forAccount("EX-1"));

            // When
            at(END.minusSeconds(1));

            // Then
            assertStatus(FindingStatus.EXEMPT);

            // When
            at(END);

            // Then
            assertStatus(FindingStatus.OPEN);
            assertEquals(openedAt, log.finding(RULE).openedAt());
            assertEquals(
                    List.of(Transition.OPENED, Transition.EXEMPTED, Transition.EXEMPTION_ENDED), log.history(RULE));
            List<Output.ExemptionState> states = log.outputs(Output.ExemptionState.class);
            assertEquals(ExemptionStatus.EXPIRED, states.get(1).status());
        }

        @Test
        void shouldNotExemptWhatOpensAtTheMomentItExpires() {
            // Given
            at(NINE);
            approve(forAccount("EX-1"));

            // When
            accountIn("westeurope", END);

            // Then
            assertStatus(FindingStatus.OPEN);
        }

        @Test
        void shouldReturnFindingsWhenItIsRevoked() {
            // Given
            accountIn("westeurope", NINE.minusSeconds(600));
            at(NINE);
            approve(forAccount("EX-1"));

            // When
            revoke("EX-1", NINE.plusSeconds(30));

            // Then at once, and nothing more happens when it would have expired
            assertStatus(FindingStatus.OPEN);
            long outputs = outputsButOfDays();
            at(END.plusSeconds(60));
            assertEquals(outputs, outputsButOfDays());
        }

        /** That days go by is told, whatever becomes of an exemption. */
        private long outputsButOfDays() {
            return log.outputs().stream()
                    .filter(output ->
                            !(output instanceof Output.DayCounted) && !(output instanceof Output.ResourcesCounted))
                    .count();
        }

        @Test
        void shouldLeaveResolvedWhatWasResolvedMeanwhile() {
            // Given
            accountIn("westeurope", NINE.minusSeconds(600));
            at(NINE);
            approve(forAccount("EX-1"));
            accountIn("uksouth", NINE.plusSeconds(60));

            // When
            at(END);

            // Then
            assertStatus(FindingStatus.RESOLVED);
        }

        @Test
        void shouldStayExemptWhileAnyHolds() {
            // Given three that overlap
            accountIn("westeurope", NINE.minusSeconds(600));
            at(NINE);
            approve(until("EX-1", NINE.plus(Duration.ofDays(1))));
            approve(until("EX-2", NINE.plus(Duration.ofDays(3))));
            approve(until("EX-3", NINE.plus(Duration.ofDays(2))));

            // When one expires and another is revoked
            at(NINE.plus(Duration.ofDays(1)));
            assertStatus(FindingStatus.EXEMPT);
            revoke("EX-2", NINE.plus(Duration.ofDays(1)).plusSeconds(5));

            // Then the last one still holds
            assertStatus(FindingStatus.EXEMPT);
            at(NINE.plus(Duration.ofDays(2)));
            assertStatus(FindingStatus.OPEN);
            assertEquals(
                    List.of(Transition.OPENED, Transition.EXEMPTED, Transition.EXEMPTION_ENDED), log.history(RULE));
        }

        @Test
        void shouldReturnManyFindingsInBoundedSteps() {
            // Given 700 findings under one exemption
            log.brokerAt(NINE);
            for (int i = 0; i < 700; i++) {
                accountIn(AzureJson.storageAccount("st" + (10_000 + i)), "westeurope", NINE);
            }
            approve(covering(new Subject.WholeEstate()));
            assertEquals(Map.of("exempt", 700L), log.workOff().findings());

            // When
            at(END);

            // Then the step did a part, and what follows does the rest
            long open = log.findings(RULE).stream()
                    .filter(finding -> finding.status() == FindingStatus.OPEN)
                    .count();
            assertTrue(open > 0 && open < 700, "returned in the first step: " + open);
            assertEquals(Map.of("open", 700L), log.workOff().findings());
        }
    }

    @Nested
    class Scopes {
        private void assertExempt(Subject subject) {
            accountIn("westeurope", NINE.minusSeconds(600));
            at(NINE);
            approve(covering(subject));
            assertStatus(FindingStatus.EXEMPT);
        }

        @Test
        void shouldCoverWhatLiesBelowAGroup() {
            assertExempt(new Subject.Below(AzureJson.GROUP));
        }

        @Test
        void shouldCoverTheWholeEstate() {
            assertExempt(new Subject.WholeEstate());
        }

        @Test
        void shouldCoverAFamily() {
            accountIn("westeurope", NINE.minusSeconds(600));
            at(NINE);
            approve(SampleExemption.of(
                    "EX-1",
                    NINE,
                    END,
                    new ExemptionScope(List.of(), "TST", new Subject.Below(AzureJson.SUBSCRIPTION))));
            assertStatus(FindingStatus.EXEMPT);
            at(END);
            assertStatus(FindingStatus.OPEN);
        }

        @Test
        void shouldLeaveOtherSubjectsAlone() {
            accountIn("westeurope", NINE.minusSeconds(600));
            at(NINE);
            approve(SampleExemption.of("EX-1", NINE, RULE, AzureJson.storageAccount("stanother")));
            assertStatus(FindingStatus.OPEN);
        }
    }

    @Nested
    class WhatDoesNotCount {
        @Test
        void shouldRefuseAnotherExemptionUnderTheSameId() {
            at(NINE);
            approve(forAccount("EX-1"));

            approve(until("EX-1", NINE.plus(Duration.ofDays(1))));

            assertEquals(List.of("exemption-exists"), log.deadLetters());
        }

        @Test
        void shouldRefuseWhatIsOverAlready() {
            at(END);

            approve(forAccount("EX-1"));

            assertEquals(List.of("exemption-over"), log.deadLetters());
        }

        @Test
        void shouldRefuseToRevokeWhatIsUnknownOrOver() {
            at(NINE);
            approve(forAccount("EX-1"));

            revoke("EX-2", NINE);
            revoke("EX-1", NINE);
            revoke("EX-1", NINE);

            assertEquals(List.of("exemption-unknown", "exemption-over"), log.deadLetters());
        }

        @Test
        void shouldRefuseTheSeventeenthForOneSubject() {
            at(NINE);
            for (int i = 0; i <= Exemptions.MOST_AT_ONE_PLACE; i++) {
                approve(forAccount("EX-" + i));
            }

            assertEquals(List.of("exemption-too-many-there"), log.deadLetters());
        }
    }

    @Test
    void shouldLetRulesWatchExemptions() {
        // Given a rule that watches for expiries
        EstateLogRunner watched = EstateLogRunner.live(TestRules.bundle(TestRules.occurrence(
                "TST-002",
                "{ allOf: [ { field: event.operation, equals: monitor/exemption/expired },"
                        + " { field: exemption.hasLawfulBasis, equals: true } ] }",
                "exemption.scope",
                "resolved_by: [ { when: { field: event.operation, equals: monitor/exemption/approved } } ]")));
        watched.tick(NINE);
        watched.control(new ControlRecord.ExemptionApproved(forAccount("EX-1")));
        assertEquals(List.of(), watched.findings());

        // When
        watched.tick(END);

        // Then
        Finding finding = watched.finding("TST-002");
        assertEquals("TST-001 for " + ACCOUNT.toLowerCase(java.util.Locale.ROOT), finding.subject());

        // When the same is approved again
        watched.tick(END.plusSeconds(60));
        watched.control(new ControlRecord.ExemptionApproved(
                SampleExemption.of("EX-2", END.plusSeconds(60), "TST-001", ACCOUNT)));

        // Then
        assertEquals(FindingStatus.RESOLVED, watched.finding("TST-002").status());
    }

    @Test
    void shouldEndTheSameWhenTheHostIsReplacedBeforeEachRecord() {
        // Given the same log in a host that stays and in hosts that only have the state
        EstateLogRunner replaced = EstateLogRunner.live(
                        TestRules.bundle(TestRules.inUkSouth(RULE, "microsoft.storage/storageaccounts")))
                .restartingBeforeEachStep();

        // When
        for (EstateLogRunner runner : List.of(log, replaced)) {
            runner.brokerAt(NINE)
                    .send(AzureJson.write(ACCOUNT)
                            .body(Map.of("location", "westeurope"))
                            .at(NINE)
                            .json());
            runner.control(new ControlRecord.ExemptionApproved(forAccount("EX-1")));
            runner.control(new ControlRecord.ExemptionApproved(until("EX-2", NINE.plus(Duration.ofDays(1)))));
            runner.tick(NINE.plus(Duration.ofDays(1)));
            runner.tick(END);
            runner.workOff();
        }

        // Then
        assertStatus(FindingStatus.OPEN);
        assertArrayEquals(log.outputsAsBytes(), replaced.outputsAsBytes());
        assertArrayEquals(log.stateAsBytes(), replaced.stateAsBytes());
    }
}
