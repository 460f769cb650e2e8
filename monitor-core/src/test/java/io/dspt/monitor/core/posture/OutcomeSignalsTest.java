package io.dspt.monitor.core.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.posture.RequirementSignal.Cause;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutcomeSignalsTest {
    private static final String OUTCOME = "DSPT/9/CAF/B2.a";
    private static final Gap SILENT = new Gap(
            "SignInLogs", Instant.parse("2026-10-04T08:00:00Z"), Instant.parse("2026-10-04T09:00:00Z"), Cause.SILENT);

    private static List<RequirementPosture> day(String requirement, MachineSignal signal, Gap... notEvidenced) {
        return List.of(new RequirementPosture(
                null,
                LocalDate.of(2026, 10, 4),
                false,
                new RequirementSignal(
                        requirement,
                        signal,
                        signal,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(notEvidenced),
                        List.of()),
                null,
                null));
    }

    @Test
    void shouldBeSupportedByTheLatestDayThatIsOverWhileNothingSpeaksAgainstItToday() {
        assertEquals(
                Map.of("B2.a", OutcomeSignals.SUPPORTED),
                OutcomeSignals.of(day(OUTCOME, MachineSignal.NONE), day(OUTCOME, MachineSignal.SUPPORTED)));
    }

    @Test
    void shouldBeContradictedByWhatWasOpenToday() {
        assertEquals(
                Map.of("B2.a", OutcomeSignals.CONTRADICTED),
                OutcomeSignals.of(day(OUTCOME, MachineSignal.CONTRADICTED), day(OUTCOME, MachineSignal.SUPPORTED)));
    }

    @Test
    void shouldBeNeitherWhenSomethingIsMissing() {
        Map<String, Integer> none = Map.of("B2.a", OutcomeSignals.NONE);

        // When a source was silent today, another holds the evidence, the day before was contradicted, or there was
        // none
        assertEquals(
                none,
                OutcomeSignals.of(day(OUTCOME, MachineSignal.NONE, SILENT), day(OUTCOME, MachineSignal.SUPPORTED)));
        assertEquals(
                none,
                OutcomeSignals.of(
                        day(OUTCOME, MachineSignal.HELD_ELSEWHERE), day(OUTCOME, MachineSignal.HELD_ELSEWHERE)));
        assertEquals(
                none, OutcomeSignals.of(day(OUTCOME, MachineSignal.NONE), day(OUTCOME, MachineSignal.CONTRADICTED)));
        assertEquals(none, OutcomeSignals.of(day(OUTCOME, MachineSignal.NONE), List.of()));
    }

    @Test
    void shouldNotShowWhatIsNoOutcome() {
        assertEquals(
                Map.of(),
                OutcomeSignals.of(
                        day("DSPT/9/NDG/4.5.3", MachineSignal.NONE), day("DSPT/9/NDG/4.5.3", MachineSignal.SUPPORTED)));
    }
}
