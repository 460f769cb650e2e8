package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rule that stumbles over a fact makes itself unevaluable, and nothing else. */
class FaultyRuleTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String SIGN_IN = "{ field: event.kind, equals: sign-in }";
    private static final String FAILS = "{ field: signIn.clientApp, equals: Browser }";

    private static final String GOOD = TestRules.occurrence("TST-001", SIGN_IN, "signIn.user");
    private static final String ALSO_GOOD = TestRules.occurrence("TST-009", SIGN_IN, "signIn.user");

    /** Reads sign-ins whose client application cannot be told without an exception. */
    private static ReadResult read(byte[] element) {
        ReadResult result = EstateLogRunner.READER.read(element);
        if (result instanceof ReadResult.Parsed parsed && parsed.event() instanceof AzureEvent.SignIn signIn) {
            FactSource faulty = fact -> {
                if (fact.equals(Facts.SIGN_IN_CLIENT_APP)) {
                    throw new IllegalStateException("this fact fails");
                }
                return signIn.facts().read(fact);
            };
            return new ReadResult.Parsed(new AzureEvent.SignIn(signIn.header(), faulty));
        }
        return result;
    }

    private static void assertOnlyThisIsUnevaluable(String faultyRule) {
        // Given
        RecordReader reader = FaultyRuleTest::read;
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(GOOD, faultyRule, ALSO_GOOD), reader);

        // When
        log.send(AzureJson.signIn(AzureJson.user(1), NINE).json());
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(List.of("TST-001", "TST-009"), log.rulesWithFindings());
        assertEquals(Map.of("TST-005", 1L), counts.unevaluable());
        assertEquals(1, counts.parsed());
        assertEquals(List.of(), log.deadLetters());
    }

    @Test
    void shouldStandAloneWhenItsConditionFails() {
        assertOnlyThisIsUnevaluable(
                TestRules.occurrence("TST-005", "{ allOf: [ " + SIGN_IN + ", " + FAILS + " ] }", "signIn.user"));
    }

    @Test
    void shouldStandAloneWhenItsSubjectFails() {
        assertOnlyThisIsUnevaluable(TestRules.occurrence("TST-005", SIGN_IN, "signIn.clientApp"));
    }

    @Test
    void shouldStandAloneWhenItsMessageFails() {
        assertOnlyThisIsUnevaluable(TestRules.occurrence("TST-005", SIGN_IN, "signIn.user")
                .replace("it happened", "it happened by {signIn.clientApp}"));
    }

    @Test
    void shouldStandAloneWhenAFactFailsThatItsConditionNeverReached() {
        assertOnlyThisIsUnevaluable(
                TestRules.occurrence("TST-005", "{ anyOf: [ " + SIGN_IN + ", " + FAILS + " ] }", "signIn.user"));
    }

    @Test
    void shouldNotStopOthersWhenItsResolverFails() {
        // Given a rule whose findings end by an event that cannot be told
        RecordReader reader = FaultyRuleTest::read;
        EstateLogRunner log = EstateLogRunner.replay(
                TestRules.bundle(
                        GOOD,
                        TestRules.occurrence(
                                "TST-005",
                                SIGN_IN,
                                "signIn.user",
                                "resolved_by: [ { when: { allOf: [ " + SIGN_IN + ", " + FAILS + " ] } } ]")),
                reader);

        // When
        log.send(AzureJson.signIn(AzureJson.user(1), NINE).json());
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(Map.of("open", 2L), counts.findings());
    }
}
