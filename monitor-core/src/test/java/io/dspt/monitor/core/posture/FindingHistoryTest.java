package io.dspt.monitor.core.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.posture.FindingHistory.Movement;
import io.dspt.monitor.core.posture.ReportedEvent.FindingChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FindingHistoryTest {
    private final List<FindingChange> changes = new ArrayList<>();

    private void told(String at, Transition transition, FindingStatus status, Severity severity) {
        Instant time = Instant.parse(at);
        changes.add(new FindingChange(
                changes.size() + 1L,
                time,
                time,
                transition,
                "f1",
                "ACC-012",
                "Remote sign-in without a second factor",
                severity,
                status,
                List.of("RA9"),
                null,
                null,
                time,
                null,
                "event"));
    }

    private FindingHistory history() {
        return FindingHistory.of(changes).get("f1");
    }

    @Test
    void shouldNotStandForEverWhenSomebodyTookNoticeAfterTheFixHadHappened() {
        // Given a fix that happened before an acknowledgement, and was told of after it
        told("2026-10-05T10:00:00Z", Transition.OPENED, FindingStatus.OPEN, Severity.HIGH);
        told("2026-10-05T10:10:00Z", Transition.ACKNOWLEDGED, FindingStatus.ACKNOWLEDGED, Severity.HIGH);
        told("2026-10-05T10:05:00Z", Transition.RESOLVED, FindingStatus.RESOLVED, Severity.HIGH);

        // When it is asked for later
        FindingHistory history = history();

        // Then it does not stand, and was closed once
        assertFalse(history.stoodBefore(Instant.parse("2026-10-06T00:00:00Z")));
        assertEquals(
                List.of(Movement.OPENED, Movement.NONE, Movement.CLOSED),
                history.steps().stream().map(history::movement).toList());
        assertEquals(Duration.ofMinutes(10), history.stoodUntil(history.steps().get(2)));
    }

    @Test
    void shouldMeasureAReopenedFindingFromItsReopening() {
        // Given a finding that was back
        told("2026-10-01T00:00:00Z", Transition.OPENED, FindingStatus.OPEN, Severity.HIGH);
        told("2026-10-02T00:00:00Z", Transition.RESOLVED, FindingStatus.RESOLVED, Severity.HIGH);
        told("2026-10-10T00:00:00Z", Transition.REOPENED, FindingStatus.OPEN, Severity.HIGH);
        told("2026-10-10T03:00:00Z", Transition.ACKNOWLEDGED, FindingStatus.ACKNOWLEDGED, Severity.HIGH);
        told("2026-10-10T05:00:00Z", Transition.RESOLVED, FindingStatus.RESOLVED, Severity.HIGH);

        // When its steps are asked
        FindingHistory history = history();

        // Then times count from the second opening
        assertEquals(Movement.REOPENED, history.movement(history.steps().get(2)));
        assertTrue(history.isFirstNotice(history.steps().get(3)));
        assertEquals(Duration.ofHours(5), history.stoodUntil(history.steps().get(4)));
    }

    @Test
    void shouldCountALateNightInSummerToItsDayInLondon() {
        // Given a finding of 23:30 UTC in summer
        told("2026-08-14T23:30:00Z", Transition.OPENED, FindingStatus.OPEN, Severity.HIGH);

        // Then it belongs to the next day in London
        assertFalse(history().wasOpenIn(Period.of(LocalDate.of(2026, 8, 14)), Severity.MEDIUM));
        assertTrue(history().wasOpenIn(Period.of(LocalDate.of(2026, 8, 15)), Severity.MEDIUM));
    }

    @Test
    void shouldNotBeOpenWhileExemptNorBelowTheThreshold() {
        // Given a finding that is exempt, and was of low severity before
        told("2026-08-01T10:00:00Z", Transition.OPENED, FindingStatus.OPEN, Severity.LOW);
        told("2026-08-02T10:00:00Z", Transition.EXEMPTED, FindingStatus.EXEMPT, Severity.HIGH);
        Period month = new Period(LocalDate.of(2026, 8, 1), LocalDate.of(2026, 8, 31));

        // Then only what stands, exempt or not, is as severe as that
        assertFalse(history().wasOpenIn(month, Severity.MEDIUM));
        assertTrue(history().wasOpenIn(month, Severity.LOW));
        assertTrue(history().stoodIn(month, Severity.MEDIUM));
    }
}
