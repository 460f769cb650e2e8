package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Too many, too varied, too much: whatever the order in which records arrive. */
class ThresholdWindowsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String RULE = "TST-001";
    private static final String SIGN_INS = "when: { field: event.kind, equals: sign-in }";

    private static RuleBundle threshold(String... more) {
        List<String> lines = new ArrayList<>(List.of(SIGN_INS));
        lines.addAll(List.of(more));
        return TestRules.bundle(TestRules.ofKind(RULE, "threshold", lines.toArray(String[]::new)));
    }

    private static RuleBundle fiftyIn(String window, String... more) {
        List<String> lines =
                new ArrayList<>(List.of("count: { greaterOrEquals: 50 }", "over: " + window, "by: actor.id"));
        lines.addAll(List.of(more));
        return threshold(lines.toArray(String[]::new));
    }

    private static String signIn(int user, Instant at) {
        return AzureJson.signIn(AzureJson.user(user), at).json();
    }

    private static List<String> everyTenSeconds(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> signIn(1, NINE.plusSeconds(10L * i)))
                .toList();
    }

    private static EstateLogRunner sent(RuleBundle rules, List<String> records) {
        EstateLogRunner log = EstateLogRunner.replay(rules);
        records.forEach(log::send);
        log.workOff();
        return log;
    }

    @Test
    void shouldFindNothingInFortyNine() {
        EstateLogRunner log = sent(fiftyIn("PT15M"), everyTenSeconds(49));

        assertEquals(List.of(), log.findings());
    }

    @Test
    void shouldOpenWithTheFiftiethAndCountOn() {
        // When
        EstateLogRunner log = sent(fiftyIn("PT15M"), everyTenSeconds(52));

        // Then
        Finding finding = log.finding(RULE);
        assertEquals(NINE.plusSeconds(490), finding.openedAt());
        assertEquals(NINE.plusSeconds(510), finding.lastSeenAt());
        assertEquals(3, finding.count());
        assertEquals("message-50", finding.evidence().get(0).source());
        assertEquals("message-52", finding.evidence().get(1).source());
        assertEquals(3, log.outputs(Output.EvidenceRecord.class).size() + 2, "records that decided are evidence");
    }

    @Test
    void shouldNotCountWhatHappenedAWindowEarlier() {
        // Given 49 at once, and one more exactly a window after them
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 49; i++) {
            records.add(signIn(1, NINE.plusMillis(i)));
        }
        EstateLogRunner apart = sent(fiftyIn("PT15M"), with(records, signIn(1, NINE.plusSeconds(900))));
        EstateLogRunner together = sent(
                fiftyIn("PT15M"), with(records, signIn(1, NINE.plusSeconds(900).minusMillis(1))));

        // Then a window holds its end and not its beginning
        assertEquals(List.of(), apart.findings());
        assertEquals(1, together.findings().size());
    }

    private static List<String> with(List<String> records, String more) {
        List<String> all = new ArrayList<>(records);
        all.add(more);
        return all;
    }

    @Test
    void shouldCountARepeatOnce() {
        // Given
        List<String> records = new ArrayList<>(everyTenSeconds(49));
        records.addAll(everyTenSeconds(49));

        // When
        EstateLogRunner log = sent(fiftyIn("PT15M"), records);
        assertEquals(List.of(), log.findings());
        log.send(signIn(1, NINE.plusSeconds(490)));
        log.send(signIn(1, NINE.plusSeconds(490)));
        log.workOff();

        // Then
        assertEquals(1, log.finding(RULE).count());
    }

    @Test
    void shouldCountApartWhatIsKeptApart() {
        // Given 30 of one person and 30 of another
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            records.add(signIn(1, NINE.plusSeconds(i)));
            records.add(signIn(2, NINE.plusSeconds(i)));
        }

        // Then
        assertEquals(List.of(), sent(fiftyIn("PT15M"), records).findings());
        assertEquals(
                2,
                sent(threshold("count: { greaterOrEquals: 50 }", "over: PT15M"), records)
                        .findings()
                        .size(),
                "together they are sixty, and both are found at it");
    }

    @Test
    void shouldFindTheSameInWhateverOrderRecordsArrive() {
        // Given 60 records, of which the last eleven fill a window
        List<String> inOrder = everyTenSeconds(60);
        Finding expected = sent(fiftyIn("PT15M"), inOrder).finding(RULE);
        assertEquals(11, expected.count());
        Random random = new Random(7);

        for (int round = 0; round < 20; round++) {
            // When
            List<String> shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, random);
            Finding found = sent(fiftyIn("PT15M"), shuffled).finding(RULE);

            // Then
            assertEquals(expected.openedAt(), found.openedAt());
            assertEquals(expected.lastSeenAt(), found.lastSeenAt());
            assertEquals(expected.count(), found.count());
            assertEquals(expected.latest().message(), found.latest().message());
        }
    }

    @Test
    void shouldOpenForTheTimeAtWhichALateRecordFilledTheWindow() {
        // Given a window that lacks its first record
        List<String> records = everyTenSeconds(50);
        EstateLogRunner log = sent(fiftyIn("PT15M"), records.subList(1, 50));
        assertEquals(List.of(), log.findings());

        // When
        log.send(records.get(0));

        // Then it is as if it had come in time; what shows it is the record that came
        Finding finding = log.finding(RULE);
        assertEquals(NINE.plusSeconds(490), finding.openedAt());
        assertEquals("message-50", finding.evidence().get(0).source());
        assertEquals(1, log.outputs(Output.EvidenceRecord.class).size());
    }

    @Test
    void shouldSayThatItCannotTellWhatComesMoreThanADayLate() {
        // Given
        EstateLogRunner log = sent(fiftyIn("PT15M"), everyTenSeconds(49));
        log.send(signIn(1, NINE.plus(Duration.ofHours(26))));

        // When
        log.send(signIn(1, NINE.plusSeconds(495)));

        // Then
        assertEquals(List.of(), log.findings());
        assertEquals(Map.of(RULE, 1L), log.workOff().unevaluable());
    }

    @Test
    void shouldFindTooMuchInAll() {
        // Given error codes that add up to 100
        RuleBundle rules =
                threshold("sum: { of: signIn.errorCode, greaterOrEquals: 100 }", "over: PT1H", "by: actor.id");
        EstateLogRunner log = EstateLogRunner.replay(rules);
        log.send(AzureJson.signIn(AzureJson.user(1), NINE).result(60).json());
        log.send(AzureJson.signIn(AzureJson.user(1), NINE.plusSeconds(60))
                .result(39)
                .json());
        assertEquals(List.of(), log.findings());

        // When
        log.send(AzureJson.signIn(AzureJson.user(1), NINE.plusSeconds(120))
                .result(1)
                .json());

        // Then
        assertEquals(NINE.plusSeconds(120), log.finding(RULE).openedAt());
    }

    @Test
    void shouldFindTooManyDifferentOnes() {
        // Given ten people of whom the first comes back again and again
        RuleBundle rules =
                threshold("distinct: { of: signIn.user, greaterOrEquals: 10 }", "over: PT15M", "by: actor.address");
        EstateLogRunner log = EstateLogRunner.replay(rules);
        for (int i = 0; i < 20; i++) {
            log.send(signIn(0, NINE.plusSeconds(i)));
        }
        for (int user = 1; user < 9; user++) {
            log.send(signIn(user, NINE.plusSeconds(100 + user)));
        }
        assertEquals(List.of(), log.findings());

        // When
        log.send(signIn(9, NINE.plusSeconds(200)));

        // Then
        assertEquals(AzureJson.user(9), log.finding(RULE).subject());
    }

    @Test
    void shouldTakeAnyOfSeveralLimits() {
        // Given
        RuleBundle rules = threshold(
                "any: [ { count: { greater: 3 }, over: PT1M }, { sum: { of: signIn.errorCode, greater: 99 }, over: PT1H } ]",
                "by: actor.id");

        // When
        EstateLogRunner log = EstateLogRunner.replay(rules);
        for (int i = 0; i < 4; i++) {
            log.send(signIn(1, NINE.plusSeconds(i)));
        }
        log.send(AzureJson.signIn(AzureJson.user(2), NINE.plusSeconds(10))
                .result(50)
                .json());
        log.send(AzureJson.signIn(AzureJson.user(2), NINE.plusSeconds(1_810))
                .result(50)
                .json());

        // Then
        assertEquals(
                List.of(AzureJson.user(1), AzureJson.user(2)),
                log.findings().stream().map(Finding::subject).toList());
    }

    @Test
    void shouldLearnWhatIsUsualAndThenCountOnlyMoreThanTwiceThat() {
        // Given a person who signs in 60 times an hour while it is learned
        RuleBundle rules = fiftyIn(
                "PT1H",
                "noise: { learn: P14D }",
                "raise: [ { when: { field: event.kind, equals: sign-in }, to: critical } ]");
        EstateLogRunner log = EstateLogRunner.replay(rules);
        burst(log, NINE, 60);
        log.workOff();
        assertEquals(Severity.MEDIUM, log.finding(RULE).latest().severity(), "while learning nothing is worse");
        assertEquals(11, log.finding(RULE).count());

        // When learning is over, then what is usual for this person is not found, nor twice of it
        Instant later = NINE.plus(Duration.ofDays(15));
        burst(log, later, 120);
        log.workOff();
        assertEquals(1, log.findings(RULE).size());

        // But one more is
        log.send(signIn(1, later.plusSeconds(1_300)));
        log.workOff();
        assertEquals(2, log.findings(RULE).size());
        assertEquals(Severity.CRITICAL, log.findings(RULE).get(1).latest().severity());
        assertEquals(later.plusSeconds(1_300), log.findings(RULE).get(1).openedAt());
    }

    private static void burst(EstateLogRunner log, Instant from, int count) {
        for (int i = 0; i < count; i++) {
            log.send(signIn(1, from.plusSeconds(10L * i)));
        }
    }

    @Test
    void shouldCountFarBeyondWhatItKeepsOneByOne() {
        // Given a person who is learned to sign in a thousand times an hour
        EstateLogRunner log = EstateLogRunner.replay(fiftyIn("PT1H", "noise: { learn: P1D }"));
        for (int i = 0; i < 1_000; i++) {
            log.send(signIn(1, NINE.plusSeconds(i)));
        }
        log.workOff();
        long learned = log.finding(RULE).count();
        assertEquals(951, learned);

        // When two thousand come in an hour, and then one hundred more
        Instant later = NINE.plus(Duration.ofDays(2));
        for (int i = 0; i < 2_100; i++) {
            log.send(signIn(1, later.plusSeconds(i)));
        }
        log.workOff();

        // Then it is found near the 2,001st: what was merged leaves early, never late
        assertEquals(2, log.findings(RULE).size());
        Instant opened = log.findings(RULE).get(1).openedAt();
        assertTrue(!opened.isBefore(later.plusSeconds(2_000)), opened::toString);
    }

    @Test
    void shouldBeginAnewWhenTheRuleChangesAndGoOnWhenOthersDo() {
        // Given 40 of 50
        EstateLogRunner changed = sent(fiftyIn("PT15M"), everyTenSeconds(40));
        EstateLogRunner kept = sent(fiftyIn("PT15M"), everyTenSeconds(40));

        // When
        changed.use(fiftyIn("PT16M"));
        kept.use(TestRules.bundle(
                TestRules.ofKind(
                        RULE, "threshold", SIGN_INS, "count: { greaterOrEquals: 50 }", "over: PT15M", "by: actor.id"),
                TestRules.inUkSouth("TST-002", "microsoft.storage/storageaccounts")));
        for (int i = 40; i < 50; i++) {
            changed.send(signIn(1, NINE.plusSeconds(10L * i)));
            kept.send(signIn(1, NINE.plusSeconds(10L * i)));
        }

        // Then
        assertEquals(List.of(), changed.findings());
        assertEquals(1, kept.findings().size());
    }

    @Test
    void shouldEndWhenItIsQuietAndNotComeBackForWhatIsOlder() {
        // Given
        EstateLogRunner log =
                EstateLogRunner.replay(fiftyIn("PT15M", "resolved_by: [ quiet ]", "noise: { quiet_for: PT30M }"));
        burst(log, NINE, 50);
        Instant quiet = NINE.plusSeconds(490).plus(Duration.ofMinutes(30));
        log.send(signIn(2, quiet.plusSeconds(61)));
        log.send(signIn(2, quiet.plusSeconds(2 * 3_600)));
        assertEquals(FindingStatus.RESOLVED, log.finding(RULE).status());

        // When a record arrives late that belongs to the same burst
        log.send(signIn(1, NINE.plusSeconds(485)));
        log.workOff();

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding(RULE).status());
        assertEquals(List.of(Transition.OPENED, Transition.RESOLVED), log.history(RULE));
    }

    @Test
    void shouldNotApplyToWhatIsExcluded() {
        EstateLogRunner log = sent(
                fiftyIn("PT15M", "noise: { exclude: { field: actor.id, equals: " + AzureJson.user(1) + " } }"),
                everyTenSeconds(60));

        assertEquals(List.of(), log.findings());
    }

    @Test
    void shouldForgetWhatNoEventTouches() {
        // Given
        EstateLogRunner log = sent(fiftyIn("PT15M"), everyTenSeconds(40));
        assertEquals(1, log.rows(StateKeys.Kind.THRESHOLD));

        // When a day and a window have gone
        log.send(AzureJson.write(AzureJson.GROUP)
                .at(NINE.plus(Duration.ofHours(26)))
                .json());
        log.workOff();

        // Then
        assertEquals(0, log.rows(StateKeys.Kind.THRESHOLD));
    }

    @Test
    void shouldGiveTheSameBytesWhenEveryStepIsTakenByAnotherHost() {
        // Given
        List<String> records = everyTenSeconds(60);
        EstateLogRunner one = sent(fiftyIn("PT15M"), records);

        // When
        EstateLogRunner other = EstateLogRunner.replay(fiftyIn("PT15M")).restartingBeforeEachStep();
        records.forEach(other::send);
        other.workOff();

        // Then
        assertEquals(
                java.util.HexFormat.of().formatHex(one.outputsAsBytes()),
                java.util.HexFormat.of().formatHex(other.outputsAsBytes()));
        assertEquals(
                java.util.HexFormat.of().formatHex(one.stateAsBytes()),
                java.util.HexFormat.of().formatHex(other.stateAsBytes()));
    }
}
