package io.dspt.monitor.streams.hosting;

import static io.dspt.monitor.streams.hosting.TrustRecords.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is found by the clock alone, on a live log; who is silent is not accused. */
final class AbsenceByTickTest {
    private static final String RULE = "ACC-007";
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    /** A role that was activated at nine must be gone by then. */
    private static final Instant DUE = NINE.plus(Duration.ofMinutes(8 * 60 + 15));

    private static final String ROLE = "Global Administrator";

    @TempDir
    private Path stateDirectory;

    private RunningTopology trust;

    @BeforeEach
    void givenAnActivatedRole() {
        trust = new RunningTopology(stateDirectory, NINE.minus(Duration.ofHours(1)));
        trust.happened(
                NINE,
                TrustRecords.roleActivity("Add member to role completed (PIM activation)", person(1), ROLE, NINE));
    }

    @AfterEach
    void close() {
        trust.close();
    }

    /** The directory tells that somebody else was changed. */
    private void directorySpeaks(Instant happened, Instant appended) {
        trust.arrives(appended, TrustRecords.roleActivity("Update user", person(9), "", happened));
    }

    @Test
    void shouldFindWhatIsMissingByTicksAloneOnceItsSourceHasSpoken() {
        // Given the directory's last word, of a moment after the deadline, appended by a broker whose clock is behind
        directorySpeaks(DUE.plusSeconds(1), DUE.minusSeconds(30));
        trust.tick(DUE.minusSeconds(1));
        assertEquals(List.of(), trust.findings(RULE));

        // When nothing but ticks arrives
        trust.ticksUntil(DUE.plusSeconds(2), Duration.ofSeconds(1));

        // Then it opens at the full minute of its deadline
        PrintedFinding finding = trust.finding(RULE);
        assertEquals(FindingStatus.OPEN, finding.status());
        assertEquals(DUE, finding.openedAt());
        assertNull(trust.counts().unevaluable().get(RULE));
    }

    @Test
    void shouldAskAgainWhenTheSourceSpokeAfterTheDeadlineHadPassed() {
        // Given a record of after the deadline that is delivered a minute and a half later: it moves the clock past the
        // deadline before it is read
        directorySpeaks(DUE.plusSeconds(1), DUE.plusSeconds(90));
        assertEquals(List.of(), trust.findings(RULE));

        // When nothing but ticks arrives
        trust.ticksUntil(DUE.plusSeconds(180), Duration.ofSeconds(1));

        // Then
        assertEquals(DUE, trust.finding(RULE).openedAt());
    }

    @Test
    void shouldCountTheRuleAsUnevaluableWhileTheSourceIsSilent() {
        // Given a source that has told of nothing since before the deadline, while another goes on
        directorySpeaks(DUE.minusSeconds(1), DUE.plusSeconds(5));
        trust.arrives(DUE.plusSeconds(60), TrustRecords.signIn(person(3), DUE.plusSeconds(30), "Browser", 0, true));

        // When nothing but ticks arrives for hours
        trust.ticksUntil(DUE.plus(Duration.ofMinutes(59)), Duration.ofMinutes(1));
        assertNull(trust.counts().unevaluable().get(RULE));
        trust.ticksUntil(DUE.plus(Duration.ofHours(6)), Duration.ofMinutes(1));

        // Then that is said, once, and nobody is accused
        assertEquals(List.of(), trust.findings(RULE));
        assertEquals(1L, trust.counts().unevaluable().get(RULE));

        // When the source speaks again
        Instant later = DUE.plus(Duration.ofHours(7));
        directorySpeaks(later, later.plusSeconds(90));
        trust.ticksUntil(later.plus(Duration.ofMinutes(61)), Duration.ofMinutes(1));

        // Then what is missing is found after all
        assertEquals(DUE, trust.finding(RULE).openedAt());
        assertEquals(1L, trust.counts().unevaluable().get(RULE));
    }
}
