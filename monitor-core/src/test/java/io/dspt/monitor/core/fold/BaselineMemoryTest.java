package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Something not seen before: here a result of a sign-in that a person has not had. */
class BaselineMemoryTest {
    private static final Instant FIRST = Instant.parse("2025-03-03T09:00:00Z");
    private static final String RULE = "TST-001";
    private static final RuleBundle NEW_RESULT = rules("P30D");

    private static RuleBundle rules(String learn) {
        return TestRules.bundle(TestRules.ofKind(
                RULE,
                "baseline",
                "when: { field: event.kind, equals: sign-in }",
                "new: signIn.errorCode",
                "by: signIn.user",
                "learn: " + learn));
    }

    private static String signIn(int user, int result, Instant at) {
        return AzureJson.signIn(AzureJson.user(user), at).result(result).json();
    }

    private static Instant day(double day) {
        return FIRST.plusSeconds((long) (day * 86_400));
    }

    private final EstateLogRunner log = EstateLogRunner.replay(NEW_RESULT);

    @Test
    void shouldLearnFirstAndThenFindWhatIsNew() {
        // Given two results within the first thirty days
        log.send(signIn(1, 0, day(0)), signIn(1, 53, day(29.9)));
        assertEquals(List.of(), log.findings());

        // When learning is over
        log.send(signIn(1, 0, day(30)), signIn(1, 53, day(31)), signIn(1, 50, day(32)));
        log.workOff();

        // Then only the third is new, and known from then on
        assertEquals(day(32), log.finding(RULE).openedAt());
        log.send(signIn(1, 50, day(33)));
        log.workOff();
        assertEquals(1, log.finding(RULE).count());
    }

    @Test
    void shouldLearnToTheInstant() {
        // Given
        log.send(signIn(1, 0, day(0)));

        // When, then
        log.send(signIn(1, 53, day(30).minusMillis(1)));
        assertEquals(List.of(), log.findings());
        log.send(signIn(1, 54, day(30)));
        assertEquals(1, log.findings().size());
    }

    @Test
    void shouldLearnApartWhatIsKeptApart() {
        // Given one person that is known and one that is not
        log.send(signIn(1, 0, day(0)), signIn(2, 0, day(20)));

        // When
        log.send(signIn(1, 53, day(35)), signIn(2, 53, day(35)));

        // Then
        assertEquals(AzureJson.user(1), log.finding(RULE).subject());
    }

    @Test
    void shouldFindAgainWhatWasNotSeenForThatLong() {
        // Given
        log.send(signIn(1, 0, day(0)), signIn(1, 53, day(1)), signIn(1, 0, day(20)));

        // When the other result comes thirty days later, and yet another a little more than that
        log.send(signIn(1, 53, day(31)));
        assertEquals(List.of(), log.findings());
        log.send(signIn(1, 0, day(40)), signIn(1, 53, day(61.1)));

        // Then
        assertEquals(day(61.1), log.finding(RULE).openedAt());
    }

    @Test
    void shouldCountARepeatOnceAndKnowWhatALateRecordTells() {
        // Given
        log.send(signIn(1, 0, day(0)), signIn(1, 0, day(25)));
        String news = signIn(1, 53, day(40));
        log.send(news, news);
        assertEquals(1, log.finding(RULE).count());

        // When a later one comes, and then the record between them
        log.send(signIn(1, 53, day(42)), signIn(1, 53, day(41)));
        log.workOff();

        // Then neither is new
        assertEquals(1, log.finding(RULE).count());
    }

    @Test
    void shouldOpenForTheFirstTimeALateRecordTellsOf() {
        // Given
        log.send(signIn(1, 0, day(0)), signIn(1, 53, day(40)));

        // When an earlier one comes late
        log.send(signIn(1, 53, day(39.9)));
        log.workOff();

        // Then
        assertEquals(day(39.9), log.finding(RULE).openedAt());
    }

    @Test
    void shouldSayThatItCannotTellWhetherItHasForgotten() {
        // Given a result that was forgotten when it had not been seen for long
        log.send(signIn(1, 53, day(0)), signIn(1, 0, day(25)), signIn(1, 0, day(32)));
        assertEquals(1, log.rows(StateKeys.Kind.BASELINE_SEEN));

        // When a record arrives late by days, of a time when it would have been known; and one of after that
        log.send(signIn(1, 53, day(30)));
        assertEquals(List.of(), log.findings());
        assertEquals(Map.of(RULE, 1L), log.workOff().unevaluable());
        log.send(signIn(1, 54, day(30.1)));

        // Then
        assertEquals(day(30.1), log.finding(RULE).openedAt());
    }

    @Test
    void shouldSayThatItCannotTellBeyondWhatItKeeps() {
        // Given a thousand results
        for (int i = 0; i < 1_000; i++) {
            log.send(signIn(1, i, day(0).plusSeconds(i)));
        }

        // When
        log.send(signIn(1, 5_000, day(30.5)), signIn(1, 5_001, day(30.5)));

        // Then those that came first have not been forgotten yet, and there is no room
        assertEquals(List.of(), log.findings());
        assertEquals(Map.of(RULE, 2L), log.workOff().unevaluable());
    }

    @Test
    void shouldForgetCombinationsAfterTheTimeItLearns() {
        // Given
        log.send(signIn(1, 0, day(0)), signIn(1, 53, day(0.5)));
        assertEquals(2, log.rows(StateKeys.Kind.BASELINE_SEEN));

        // When
        log.send(signIn(1, 0, day(25)), signIn(2, 0, day(32)), signIn(2, 0, day(33)));
        log.workOff();

        // Then one of each person is left, and nothing after a year
        assertEquals(2, log.rows(StateKeys.Kind.BASELINE_SEEN));
        assertEquals(2, log.rows(StateKeys.Kind.BASELINE));
        log.send(AzureJson.write(AzureJson.GROUP).at(day(433)).json());
        log.workOff();
        assertEquals(0, log.rows(StateKeys.Kind.BASELINE_SEEN));
        assertEquals(0, log.rows(StateKeys.Kind.BASELINE));
    }

    @Test
    void shouldLearnAnewWhenTheRuleChanges() {
        // Given
        log.send(signIn(1, 0, day(0)));

        // When
        log.use(rules("P29D"));
        log.send(signIn(1, 53, day(31)));

        // Then
        assertEquals(List.of(), log.findings());
        log.send(signIn(1, 54, day(31).plus(Duration.ofDays(29))));
        List<Finding> found = log.findings();
        assertEquals(1, found.size());
    }
}
