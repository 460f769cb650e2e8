package io.dspt.monitor.streams.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.exemption.ExemptionStatus;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.PersonReference;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.fold.Output.RulesLive;
import io.dspt.monitor.core.ledger.LedgerEvent.FindingChanged;
import io.dspt.monitor.streams.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExemptionJsonTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void shouldReadBackWhatItWrote() {
        for (Subject subject : List.of(
                new Subject.Exact("a | b"),
                new Subject.Below("/subscriptions/s"),
                new Subject.OfOrganisation("RX1"),
                new Subject.WholeEstate())) {
            ExemptionState state = new ExemptionState(
                    new Exemption(
                            "EX-1",
                            "owner",
                            "ada",
                            "the SIRO",
                            new LawfulBasis(
                                    LawfulBasis.Article6.E,
                                    true,
                                    LawfulBasis.Article9.H,
                                    LawfulBasis.TransferMechanism.UK_ADDENDUM),
                            "why",
                            new ExemptionScope(List.of("RES-001"), null, subject),
                            "control",
                            LocalDate.parse("2026-03-02"),
                            LocalDate.parse("2026-03-03"),
                            START,
                            START.plusSeconds(86_400)),
                    ExemptionStatus.REVOKED,
                    START.plusSeconds(60),
                    "the SIRO",
                    "moved");

            assertEquals(state, ExemptionJson.parse(ExemptionJson.of("north", state)));
        }
        assertTrue(ExemptionJson.isKey(ExemptionJson.key("north", "EX-1")));
        assertThrows(IllegalArgumentException.class, () -> ExemptionJson.parse("{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldReadBackWhichRulesAreLive() {
        RulesLive live = new RulesLive("ab".repeat(32), new TreeMap<>(Map.of("RES-001", "cd".repeat(32))), 1, START);

        assertEquals(live, RulesLiveJson.parse(RulesLiveJson.of("north", live)));
    }

    @Test
    void shouldNameNoPersonAndNoReasonInTheLedger() {
        // Given a finding that Sam disposed of after it had been assigned to Ada
        Finding finding = Findings.opened("RES-001", "/subscriptions/s")
                .assignedTo("Ada Okafor")
                .disposed(
                        START,
                        new Finding.Decision(Disposition.ACCEPTED, "Sam Hill", "Cai Morgan said it is a laboratory"));
        String reference = PersonReference.of("north", "sam hill");

        // When
        String line = new String(
                LedgerJson.of("north", new FindingChanged(finding, Transition.DISPOSED, START, START, reference)),
                StandardCharsets.UTF_8);

        // Then
        assertFalse(line.contains("Sam") || line.contains("Ada") || line.contains("Cai"), line);
        assertTrue(line.contains("\"by\":\"" + reference + "\""), line);
        assertTrue(line.contains("\"resolvedBy\":\"disposed as accepted by " + reference + "\""), line);
        assertTrue(line.contains("\"assignee\":\"" + PersonReference.of("north", "Ada Okafor") + "\""), line);
        assertTrue(new String(FindingJson.of(finding), StandardCharsets.UTF_8)
                .contains("disposed as accepted by Sam Hill: Cai Morgan said it is a laboratory"));
    }
}
