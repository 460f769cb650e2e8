package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One thing after another, as when somebody is pestered with prompts until he gives in. */
class SequenceProgressTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String RULE = "TST-001";
    private static final int PROMPT_DENIED = 500_121;
    private static final RuleBundle PROMPTS = sequence(5, "");

    private static RuleBundle sequence(int times, String more) {
        return TestRules.bundle(TestRules.ofKind(
                RULE,
                "sequence",
                "steps:",
                "  - { when: { field: signIn.errorCode, equals: 500121 }, times: " + times + " }",
                "  - { when: { field: signIn.errorCode, equals: 0 } }",
                "within: PT30M",
                "by: signIn.user",
                more));
    }

    private static String signIn(int user, int result, Instant at) {
        return AzureJson.signIn(AzureJson.user(user), at).result(result).json();
    }

    private static List<String> denied(int count) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(signIn(1, PROMPT_DENIED, NINE.plusSeconds(30L * i)));
        }
        return records;
    }

    private static EstateLogRunner sent(RuleBundle rules, List<String> records) {
        EstateLogRunner log = EstateLogRunner.replay(rules);
        records.forEach(log::send);
        log.workOff();
        return log;
    }

    private static List<String> and(List<String> records, String... more) {
        List<String> all = new ArrayList<>(records);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void shouldFindTheSuccessThatFollows() {
        // When others sign in between
        EstateLogRunner log =
                sent(PROMPTS, and(denied(5), signIn(2, 0, NINE.plusSeconds(130)), signIn(1, 0, NINE.plusSeconds(600))));

        // Then
        Finding finding = log.finding(RULE);
        assertEquals(AzureJson.user(1), finding.subject());
        assertEquals(NINE.plusSeconds(600), finding.openedAt());
        assertEquals("message-7", finding.evidence().get(0).source());
        assertEquals(Map.of(), log.workOff().unevaluable());
    }

    @Test
    void shouldFindNothingWhenAStepIsMissingOrInAnotherOrder() {
        assertEquals(
                List.of(),
                sent(PROMPTS, and(denied(4), signIn(1, 0, NINE.plusSeconds(600))))
                        .findings());
        assertEquals(List.of(), sent(PROMPTS, denied(9)).findings());
        assertEquals(
                List.of(),
                sent(
                                PROMPTS,
                                and(
                                        List.of(signIn(1, 0, NINE.minusSeconds(1))),
                                        denied(5).toArray(String[]::new)))
                        .findings());
        assertEquals(
                List.of(),
                sent(PROMPTS, and(denied(5), signIn(2, 0, NINE.plusSeconds(600))))
                        .findings(),
                "another person's success");
    }

    @Test
    void shouldTakeTheWholeTimeFromTheFirstToTheLast() {
        // Then half an hour to the second, and no longer
        assertEquals(
                1,
                sent(PROMPTS, and(denied(5), signIn(1, 0, NINE.plusSeconds(1_800))))
                        .findings()
                        .size());
        assertEquals(
                List.of(),
                sent(PROMPTS, and(denied(5), signIn(1, 0, NINE.plusMillis(1_800_001))))
                        .findings());
    }

    @Test
    void shouldFindTheSameInWhateverOrderRecordsArrive() {
        // Given two successes after the prompts
        List<String> inOrder = and(denied(5), signIn(1, 0, NINE.plusSeconds(300)), signIn(1, 0, NINE.plusSeconds(400)));
        Finding expected = sent(PROMPTS, inOrder).finding(RULE);
        assertEquals(2, expected.count());
        Random random = new Random(11);

        for (int round = 0; round < 30; round++) {
            // When
            List<String> shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, random);
            EstateLogRunner log = sent(PROMPTS, shuffled);

            // Then
            Finding found = log.finding(RULE);
            assertEquals(expected.openedAt(), found.openedAt());
            assertEquals(expected.lastSeenAt(), found.lastSeenAt());
            assertEquals(expected.count(), found.count());
            assertEquals(expected.latest().facts(), found.latest().facts());
            List<String> sources = log.outputs(Output.EvidenceRecord.class).stream()
                    .map(record -> record.origin().source())
                    .toList();
            found.evidence().forEach(evidence -> assertEquals(true, sources.contains(evidence.source())));
        }
    }

    @Test
    void shouldSayWhatTheLastStepSaidWhenAnEarlierOneComesLast() {
        // Given
        List<String> prompts = denied(5);
        EstateLogRunner log = sent(PROMPTS, and(prompts.subList(1, 5), signIn(1, 0, NINE.plusSeconds(300))));
        assertEquals(List.of(), log.findings());

        // When
        log.send(prompts.get(0));

        // Then the finding is of the success, and its record was sent when it came
        Finding finding = log.finding(RULE);
        assertEquals(NINE.plusSeconds(300), finding.openedAt());
        assertEquals("message-5", finding.evidence().get(0).source());
        assertEquals(
                List.of("message-5", "message-6"),
                log.outputs(Output.EvidenceRecord.class).stream()
                        .map(record -> record.origin().source())
                        .toList());
    }

    @Test
    void shouldCountRepeatsOnce() {
        // Given four prompts, each told three times
        List<String> records = new ArrayList<>();
        denied(4).forEach(record -> records.addAll(List.of(record, record, record)));
        String success = signIn(1, 0, NINE.plusSeconds(600));
        assertEquals(List.of(), sent(PROMPTS, and(records, success)).findings());

        // When
        EstateLogRunner log =
                sent(PROMPTS, and(denied(5), success, success, denied(1).get(0)));

        // Then
        assertEquals(1, log.finding(RULE).count());
    }

    @Test
    void shouldSayThatItCannotTellWhenThereWasNoRoom() {
        // Given a step before two hundred others
        RuleBundle rules = TestRules.bundle(TestRules.ofKind(
                RULE,
                "sequence",
                "steps:",
                "  - { when: { field: signIn.errorCode, equals: 1 } }",
                "  - { when: { field: signIn.errorCode, equals: 2 } }",
                "  - { when: { field: signIn.errorCode, equals: 0 } }",
                "within: PT1H",
                "by: signIn.user"));
        List<String> records = new ArrayList<>(List.of(signIn(1, 1, NINE), signIn(1, 2, NINE.plusSeconds(1))));
        for (int i = 2; i < 200; i++) {
            records.add(signIn(1, 1, NINE.plusSeconds(i)));
        }

        // When
        EstateLogRunner log = sent(rules, and(records, signIn(1, 0, NINE.plusSeconds(600))));

        // Then nothing is found that is not known, and that is said
        assertEquals(List.of(), log.findings());
        assertEquals(Map.of(RULE, 1L), log.workOff().unevaluable());
    }

    @Test
    void shouldNotTakeOneEventForTwoSteps() {
        // Given a rule whose steps are alike
        RuleBundle twice = TestRules.bundle(TestRules.ofKind(
                RULE,
                "sequence",
                "steps: [ { when: { field: event.kind, equals: sign-in } }, { when: { field: event.kind, equals: sign-in } } ]",
                "within: PT30M",
                "by: signIn.user"));

        // Then
        assertEquals(List.of(), sent(twice, denied(1)).findings());
        assertEquals(1, sent(twice, denied(2)).finding(RULE).count());
    }

    @Test
    void shouldForgetWhatNoEventTouches() {
        // Given
        EstateLogRunner log = sent(PROMPTS, denied(4));
        assertEquals(1, log.rows(StateKeys.Kind.SEQUENCE));

        // When
        log.send(AzureJson.write(AzureJson.GROUP)
                .at(NINE.plus(Duration.ofHours(25)))
                .json());
        log.workOff();

        // Then
        assertEquals(0, log.rows(StateKeys.Kind.SEQUENCE));
    }

    @Test
    void shouldBeginAnewWhenTheRuleChanges() {
        // Given
        EstateLogRunner log = sent(PROMPTS, denied(5));

        // When
        log.use(sequence(4, ""));
        log.send(signIn(1, 0, NINE.plusSeconds(300)));

        // Then
        assertEquals(List.of(), log.findings());
    }
}
