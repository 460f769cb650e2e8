package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Something that had to follow and did not: here result 0 within eight hours of result 1. */
class AbsenceWatchTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant DEADLINE = NINE.plus(Duration.ofHours(8));
    private static final String RULE = "TST-001";
    private static final RuleBundle FOLLOWED = followed("PT8H");

    private static RuleBundle followed(String within) {
        return TestRules.bundle(TestRules.ofKind(
                RULE,
                "absence",
                "after: { field: signIn.errorCode, equals: 1 }",
                "expect: { field: signIn.errorCode, equals: 0 }",
                "within: " + within,
                "by: signIn.user",
                "noise: { quiet_for: P1D }"));
    }

    private static String after(int user, Instant at) {
        return AzureJson.signIn(AzureJson.user(user), at).result(1).json();
    }

    private static String expected(int user, Instant at) {
        return AzureJson.signIn(AzureJson.user(user), at).result(0).json();
    }

    /** Some other event of the same source. */
    private static String other(Instant at) {
        return AzureJson.signIn(AzureJson.user(99), at).result(50).json();
    }

    private final EstateLogRunner log = EstateLogRunner.live(FOLLOWED);

    private List<Output> arrive(Instant at, String record) {
        return log.brokerAt(at).send(record);
    }

    private void passDeadline() {
        arrive(DEADLINE.plusSeconds(90), other(DEADLINE.plusSeconds(60)));
        log.tick(DEADLINE.plusSeconds(200));
    }

    @Test
    void shouldOpenWhenNothingHasFollowedInTime() {
        // Given
        arrive(NINE.plusSeconds(5), after(1, NINE));

        // When the clock and the source have passed the deadline
        arrive(DEADLINE.minusSeconds(30), other(DEADLINE.minusSeconds(60)));
        log.tick(DEADLINE.plusSeconds(60));
        assertEquals(List.of(), log.findings(), "the source has not told yet");
        passDeadline();

        // Then the finding is of the event that nothing followed
        Finding finding = log.finding(RULE);
        assertEquals(DEADLINE, finding.openedAt());
        assertEquals(AzureJson.user(1), finding.subject());
        assertEquals("message-1", finding.evidence().get(0).source());
        assertEquals(
                "message-1",
                log.outputs(Output.EvidenceRecord.class).get(0).origin().source());
        assertEquals(Map.of(), log.workOff().unevaluable());
    }

    @Test
    void shouldFindNothingWhenItFollowedUpToTheDeadline() {
        // Given one that follows at the last moment, and one a moment later
        arrive(NINE, after(1, NINE));
        arrive(NINE, after(2, NINE));
        arrive(DEADLINE.plusSeconds(10), expected(1, DEADLINE));
        arrive(DEADLINE.plusSeconds(10), expected(2, DEADLINE.plusMillis(1)));

        // When
        passDeadline();

        // Then the second was found, and ended at once
        Finding finding = log.finding(RULE);
        assertEquals(AzureJson.user(2), finding.subject());
        assertEquals(FindingStatus.RESOLVED, finding.status());
        assertEquals(List.of(Transition.OPENED, Transition.RESOLVED), log.history(RULE));
    }

    @Test
    void shouldCountWhatArrivedBeforeWhatItFollowed() {
        // Given
        arrive(NINE.plusSeconds(700), expected(1, NINE.plusSeconds(600)));
        arrive(NINE.plusSeconds(900), after(1, NINE));

        // When
        passDeadline();

        // Then
        assertEquals(List.of(), log.findings());
    }

    @Test
    void shouldNotTakeWhatCameBeforeForWhatFollows() {
        // Given
        arrive(NINE, expected(1, NINE.minusSeconds(60)));
        arrive(NINE.plusSeconds(5), after(1, NINE));

        // When
        passDeadline();

        // Then
        assertEquals(1, log.findings(RULE).size());
    }

    @Test
    void shouldEndWhenItFollowsTooLate() {
        // Given
        arrive(NINE, after(1, NINE));
        passDeadline();

        // When
        Instant late = DEADLINE.plusSeconds(3_600);
        arrive(late, expected(1, late));

        // Then
        Finding finding = log.finding(RULE);
        assertEquals(FindingStatus.RESOLVED, finding.status());
        assertEquals(new Finding.Ending(late, "Sign-in activity"), finding.ending());
    }

    @Test
    void shouldTakeBackAFindingWhenItHadFollowedInTime() {
        // Given
        arrive(NINE, after(1, NINE));
        passDeadline();
        assertEquals(FindingStatus.OPEN, log.finding(RULE).status());

        // When the record arrives an hour late
        arrive(DEADLINE.plusSeconds(3_600), expected(1, DEADLINE.minusSeconds(10)));

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding(RULE).status());
        assertEquals("followed in time", log.finding(RULE).ending().by());
    }

    @Test
    void shouldCountARepeatOnce() {
        // Given
        String after = after(1, NINE);
        arrive(NINE, after);
        arrive(NINE.plusSeconds(5), after);
        passDeadline();

        // When the same comes once more, after the finding
        arrive(DEADLINE.plusSeconds(600), after);
        passDeadline();
        log.tick(DEADLINE.plusSeconds(7_200));

        // Then
        assertEquals(1, log.finding(RULE).count());
    }

    @Test
    void shouldNotOpenAgainForARepeatOfWhatWasFollowed() {
        // Given
        arrive(NINE, after(1, NINE));
        arrive(NINE.plusSeconds(60), expected(1, NINE.plusSeconds(60)));

        // When it is told again, even days later
        arrive(NINE.plusSeconds(90), after(1, NINE));
        passDeadline();
        Instant later = NINE.plus(Duration.ofDays(5));
        arrive(later, after(1, NINE));
        arrive(later.plusSeconds(60), other(later));
        log.tick(later.plusSeconds(600));

        // Then nothing is found; whether anything followed is no longer known, and that is said
        assertEquals(List.of(), log.findings());
        assertEquals(Map.of(RULE, 1L), log.workOff().unevaluable());
    }

    @Test
    void shouldNeverFindASilentSourceGuilty() {
        // Given
        arrive(NINE, after(1, NINE));

        // When the clock goes on and nobody speaks
        for (int hour = 0; hour < 60; hour++) {
            log.tick(NINE.plus(Duration.ofHours(hour)).plusSeconds(60));
        }

        // Then it is said once
        assertEquals(List.of(), log.findings());
        assertEquals(Map.of(RULE, 1L), log.workOff().unevaluable());

        // When the source comes back, then it is found for the time it was due
        Instant back = NINE.plus(Duration.ofHours(61));
        arrive(back, other(back));
        log.tick(back.plus(Duration.ofHours(2)));
        assertEquals(DEADLINE, log.finding(RULE).openedAt());
    }

    @Test
    void shouldNotWaitForASilentSourceForEver() {
        // Given
        arrive(NINE, after(1, NINE));

        // When
        for (int day = 1; day < 33; day++) {
            log.tick(NINE.plus(Duration.ofDays(day)));
        }

        // Then
        assertEquals(0, log.rows(StateKeys.Kind.ABSENCE));
        assertEquals(List.of(), log.findings());
    }

    @Test
    void shouldStartTheClockAgainWhenOneEventIsBoth() {
        // Given a job that has to succeed every day, by result 0
        EstateLogRunner jobs = EstateLogRunner.live(TestRules.bundle(TestRules.ofKind(
                RULE,
                "absence",
                "after: { field: signIn.errorCode, equals: 0 }",
                "expect: { field: signIn.errorCode, equals: 0 }",
                "within: P1D",
                "by: signIn.user")));
        for (int day = 0; day < 3; day++) {
            Instant at = NINE.plus(Duration.ofDays(day)).minusSeconds(60L * day);
            jobs.brokerAt(at).send(expected(1, at));
        }

        // When the fourth does not come
        Instant missed = NINE.plus(Duration.ofDays(3)).minusSeconds(120);
        jobs.brokerAt(missed.plusSeconds(61)).send(other(missed.plusSeconds(60)));
        jobs.tick(missed.plusSeconds(300));

        // Then
        assertEquals(missed, jobs.finding(RULE).openedAt());

        // And when it comes it ends, and the clock runs again
        Instant caughtUp = missed.plusSeconds(7_200);
        jobs.brokerAt(caughtUp).send(expected(1, caughtUp));
        assertEquals(FindingStatus.RESOLVED, jobs.finding(RULE).status());
        Instant again = caughtUp.plus(Duration.ofDays(1));
        jobs.brokerAt(again.plusSeconds(61)).send(other(again.plusSeconds(60)));
        jobs.tick(again.plusSeconds(300));
        assertTrue(jobs.findings(RULE).stream().anyMatch(finding -> finding.status() == FindingStatus.OPEN));
    }

    @Test
    void shouldSayWhenThereWasNoRoomForMore() {
        // Given seventeen events that something has to follow
        for (int i = 0; i < 17; i++) {
            arrive(NINE.plusSeconds(i), after(1, NINE.plusSeconds(i)));
        }
        assertEquals(Map.of(RULE, 1L), log.workOff().unevaluable());

        // When
        passDeadline();

        // Then sixteen were found
        log.workOff();
        assertEquals(16, log.finding(RULE).count());
    }

    @Test
    void shouldBeginAnewWhenTheRuleChanges() {
        // Given
        arrive(NINE, after(1, NINE));

        // When
        log.use(followed("PT7H"));
        passDeadline();
        log.tick(DEADLINE.plus(Duration.ofHours(1)));

        // Then
        assertEquals(List.of(), log.findings());
        assertEquals(0, log.rows(StateKeys.Kind.ABSENCE));
    }

    @Test
    void shouldEndAFindingOfAnEarlierVersionOfTheRule() {
        // Given
        arrive(NINE, after(1, NINE));
        passDeadline();
        log.use(followed("PT7H"));

        // When
        Instant late = DEADLINE.plusSeconds(3_600);
        arrive(late, expected(1, late));

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding(RULE).status());
    }

    @Test
    void shouldGiveTheSameBytesWhenEveryStepIsTakenByAnotherHost() {
        // Given
        List<EstateLogRunner> logs = new ArrayList<>();
        for (boolean restarting : List.of(false, true)) {
            EstateLogRunner one = EstateLogRunner.live(FOLLOWED);
            logs.add(restarting ? one.restartingBeforeEachStep() : one);
        }

        // When
        for (EstateLogRunner one : logs) {
            one.brokerAt(NINE).send(after(1, NINE), after(2, NINE));
            one.brokerAt(DEADLINE.plusSeconds(90)).send(other(DEADLINE.plusSeconds(60)));
            one.tick(DEADLINE.plusSeconds(200));
            one.brokerAt(DEADLINE.plusSeconds(300)).send(expected(1, DEADLINE.plusSeconds(250)));
            one.workOff();
        }

        // Then
        assertEquals(2, logs.get(0).findings(RULE).size());
        assertEquals(
                java.util.HexFormat.of().formatHex(logs.get(0).outputsAsBytes()),
                java.util.HexFormat.of().formatHex(logs.get(1).outputsAsBytes()));
    }
}
