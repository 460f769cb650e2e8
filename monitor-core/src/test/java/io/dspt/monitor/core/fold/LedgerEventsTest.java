package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.RegisterRowsOf.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.finding.PersonReference;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.ExemptionTransition;
import io.dspt.monitor.core.ledger.FiledReport;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.ledger.LedgerEvent.ExemptionChanged;
import io.dspt.monitor.core.ledger.LedgerEvent.FindingChanged;
import io.dspt.monitor.core.ledger.LedgerEvent.RegisterLoaded;
import io.dspt.monitor.core.ledger.LedgerEvent.ReportFiled;
import io.dspt.monitor.core.ledger.LedgerEvent.RulesChanged;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.rule.RuleBundle;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is written down for ever, and with which times. */
class LedgerEventsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = NINE.plusSeconds(3_600);
    private static final String RULE = "TST-001";
    private static final String STORAGE = "microsoft.storage/storageaccounts";
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");
    private static final RuleBundle RULES = TestRules.bundle(TestRules.inUkSouth(RULE, STORAGE));

    private final EstateLogRunner log = EstateLogRunner.live(RULES);

    @Test
    void shouldSayOfAFindingWhenItHappenedAndWhenThatWasSaid() {
        // When a record arrives an hour late
        log.brokerAt(TEN)
                .send(AzureJson.write(ACCOUNT)
                        .body(Map.of("location", "westeurope"))
                        .at(NINE)
                        .json());

        // Then
        FindingChanged opened = log.ledger(FindingChanged.class).get(0);
        assertEquals(Transition.OPENED, opened.transition());
        assertEquals(NINE, opened.at());
        assertEquals(TEN, opened.judgedAt());
    }

    @Test
    void shouldNeverSayThatAFindingWasMerelySeenAgain() {
        log.brokerAt(NINE)
                .send(AzureJson.write(ACCOUNT)
                        .body(Map.of("location", "westeurope"))
                        .at(NINE)
                        .json());

        assertThrows(
                IllegalArgumentException.class,
                () -> new FindingChanged(log.finding(RULE), Transition.REFRESHED, NINE, NINE));
    }

    @Nested
    class OfAnExemption {
        private final Exemption later = SampleExemption.of("EX-1", TEN, RULE, ACCOUNT);

        private List<ExemptionTransition> transitions() {
            return log.ledger(ExemptionChanged.class).stream()
                    .map(ExemptionChanged::transition)
                    .toList();
        }

        @Test
        void shouldSayThatItWasApprovedHasStartedAndIsOver() {
            // When
            log.tick(NINE);
            log.control(new ControlRecord.ExemptionApproved(later));
            log.tick(TEN.plusSeconds(90));
            log.tick(later.expiresOn().plusSeconds(30));

            // Then
            List<ExemptionChanged> told = log.ledger(ExemptionChanged.class);
            assertEquals(
                    List.of(ExemptionTransition.APPROVED, ExemptionTransition.STARTED, ExemptionTransition.EXPIRED),
                    transitions());
            assertEquals(
                    List.of(NINE, TEN, later.expiresOn()),
                    told.stream().map(ExemptionChanged::at).toList());
            assertEquals(NINE, told.get(0).judgedAt());
            assertEquals(TEN.plusSeconds(60), told.get(1).judgedAt(), "at the full minute in which it was noticed");
            assertEquals(later, told.get(0).exemption());
        }

        @Test
        void shouldSayWhoEndedItAndNotByName() {
            // Given
            log.tick(NINE);
            log.control(new ControlRecord.ExemptionApproved(later));

            // When
            log.brokerAt(TEN.minusSeconds(60))
                    .control(new ControlRecord.ExemptionRevoked("EX-1", "Sam Hill", "moved", NINE.plusSeconds(5)));

            // Then it has never started
            log.tick(TEN.plusSeconds(90));
            assertEquals(List.of(ExemptionTransition.APPROVED, ExemptionTransition.REVOKED), transitions());
            ExemptionChanged revoked = log.ledger(ExemptionChanged.class).get(1);
            assertEquals(PersonReference.of(EstateLogRunner.ESTATE, "sam hill"), revoked.by());
            assertEquals(NINE.plusSeconds(5), revoked.at());
            assertEquals(TEN.minusSeconds(60), revoked.judgedAt());
        }

        @Test
        void shouldSayAtOnceThatOneHasStartedThatHoldsWhenItIsApproved() {
            log.tick(TEN.plusSeconds(1));

            log.control(new ControlRecord.ExemptionApproved(later));

            assertEquals(List.of(ExemptionTransition.APPROVED, ExemptionTransition.STARTED), transitions());
        }

        @Test
        void shouldSayNothingWhenTheSameIsApprovedAgain() {
            log.tick(NINE);
            log.control(new ControlRecord.ExemptionApproved(later));

            log.control(new ControlRecord.ExemptionApproved(later));

            assertEquals(1, log.ledger(ExemptionChanged.class).size());
        }
    }

    @Nested
    class OfRules {
        @Test
        void shouldSayWhichAreInForceFromNowOn() {
            // When
            RuleBundle others = TestRules.bundle(
                    TestRules.inUkSouth(RULE, STORAGE),
                    TestRules.inUkSouth("TST-002", STORAGE),
                    "id: BAD-001\nno rule");
            log.brokerAt(TEN).use(others);

            // Then
            List<RulesChanged> told = log.ledger(RulesChanged.class);
            assertEquals(2, told.size());
            RulesChanged latest = told.get(1);
            assertEquals(others.digest(), latest.digest());
            assertEquals(List.of(RULE, "TST-002"), List.copyOf(latest.rules().keySet()));
            assertEquals(1, latest.refused());
            assertEquals(TEN, latest.at());
            assertEquals(TEN, latest.judgedAt());
        }

        @Test
        void shouldSayNothingWhenTheSameComeAgain() {
            log.brokerAt(TEN).use(RULES);

            assertEquals(1, log.ledger(RulesChanged.class).size());
        }

        @Test
        void shouldStandAtTheBeginningOfTimeBeforeAnyClock() {
            EstateLogRunner replay = EstateLogRunner.replay(RULES);

            assertEquals(Instant.EPOCH, replay.ledger(RulesChanged.class).get(0).judgedAt());
        }
    }

    @Nested
    class OfARegister {
        private List<ControlRecord> parts(int rows) {
            List<RegisterRow> leavers = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                leavers.add(row("leavers", "user=" + AzureJson.user(i)));
            }
            return RegisterTransfer.parts("load-1", "leavers", true, leavers, List.of());
        }

        private String digest(List<ControlRecord> parts) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach(part -> all.writeBytes(((ControlRecord.RegisterRows) part).rows()));
            return Sha256.hex(all.toByteArray());
        }

        @Test
        void shouldSayWhatWasLoadedWhenAllOfItIs() {
            // Given a load of several parts, more than one step applies
            int rows = 8_000;
            List<ControlRecord> parts = parts(rows);
            assertTrue(parts.size() > 1);

            // When
            log.brokerAt(TEN);
            parts.forEach(log::control);
            int beforeTheEnd = log.ledger(RegisterLoaded.class).size();
            log.workOff();

            // Then once
            assertEquals(0, beforeTheEnd);
            assertEquals(
                    List.of(new RegisterLoaded("leavers", "load-1", rows, digest(parts), TEN, TEN)),
                    log.ledger(RegisterLoaded.class));
        }

        @Test
        void shouldSayNothingOfALoadThatIsRefused() {
            List<ControlRecord> parts = parts(8_000);

            log.control(parts.get(parts.size() - 1));
            log.workOff();

            assertEquals(List.of(), log.ledger(RegisterLoaded.class));
        }
    }

    @Test
    void shouldWriteDownWhatWasHandedOver() {
        // Given
        FiledReport report = new FiledReport(
                YearMonth.of(2026, 3),
                "RX1",
                1,
                FiledReport.State.FINAL,
                new TreeMap<>(Map.of("summary.pdf", "ab".repeat(32))));
        log.tick(TEN);

        // When
        List<Output> outputs = log.control(new ControlRecord.ReportFiled(report, "Ada Okafor", NINE));

        // Then nothing else comes of it
        LedgerEvent told = ((Output.LedgerEntry) outputs.get(0)).event();
        assertEquals(1, outputs.size());
        assertEquals(
                new ReportFiled(report, PersonReference.of(EstateLogRunner.ESTATE, "ada okafor"), NINE, TEN), told);
    }
}
