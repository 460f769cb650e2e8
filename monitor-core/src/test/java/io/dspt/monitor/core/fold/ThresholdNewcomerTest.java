package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who comes when a rule has learned the others is not learned in silence. */
class ThresholdNewcomerTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String RULE = "TST-001";
    private static final RuleBundle FIVE_IN_AN_HOUR = TestRules.bundle(TestRules.ofKind(
            RULE,
            "threshold",
            "when: { field: event.kind, equals: sign-in }",
            "count: { greaterOrEquals: 5 }",
            "over: PT1H",
            "by: actor.id",
            "noise: { learn: P14D }",
            "raise: [ { when: { field: event.kind, equals: sign-in }, to: critical } ]"));

    private final EstateLogRunner log = EstateLogRunner.replay(FIVE_IN_AN_HOUR);

    private void signsIn(int user, Instant from, int times) {
        for (int i = 0; i < times; i++) {
            log.send(AzureJson.signIn(AzureJson.user(user), from.plusSeconds(10L * i))
                    .json());
        }
    }

    private Severity severityOfOnlyFinding() {
        log.workOff();
        return log.finding(RULE).latest().severity();
    }

    @Test
    void shouldRateNewcomersHighOnceTheRuleAsAWholeHasLearned() {
        // Given a rule that has watched somebody for as long as it learns
        signsIn(1, NINE, 1);
        Instant learned = NINE.plus(Duration.ofDays(14));

        // When somebody comes whom it has not seen
        signsIn(2, learned, 5);

        // Then they are not hidden among what is learned, and not critical either
        assertEquals(Severity.HIGH, severityOfOnlyFinding());
    }

    @Test
    void shouldRateEverybodyMediumUntilThen() {
        // Given a rule that has watched somebody for a little less
        signsIn(1, NINE, 1);
        Instant notYet = NINE.plus(Duration.ofDays(14)).minusSeconds(60);

        // When
        signsIn(2, notYet, 5);

        // Then
        assertEquals(Severity.MEDIUM, severityOfOnlyFinding());
    }

    @Test
    void shouldGoByWhenItHappenedWhateverTheOrder() {
        // Given that the first event comes last but one
        Instant later = NINE.plus(Duration.ofDays(14));
        signsIn(2, later, 4);
        signsIn(1, NINE, 1);

        // When
        signsIn(2, later.plusSeconds(60), 1);

        // Then
        assertEquals(Severity.HIGH, severityOfOnlyFinding());
    }

    @Test
    void shouldRememberSinceWhenItWatchesHoweverLittleHappens() {
        // Given a rule that has seen one event, long ago
        signsIn(1, NINE, 1);

        // When
        signsIn(2, NINE.plus(Duration.ofDays(40)), 5);

        // Then the row of the one is gone, and that of the rule is not
        assertEquals(Severity.HIGH, severityOfOnlyFinding());
        assertEquals(2, log.rows(StateKeys.Kind.THRESHOLD));
    }
}
