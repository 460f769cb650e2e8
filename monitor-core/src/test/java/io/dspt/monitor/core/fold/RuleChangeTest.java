package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.rule.RuleBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens when another rule set goes live. */
class RuleChangeTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String STORAGE = "microsoft.storage/storageaccounts";
    private static final String VAULT = "microsoft.keyvault/vaults";
    private static final RuleBundle STORAGE_IN_UK = TestRules.bundle(TestRules.inUkSouth("TST-001", STORAGE));
    private static final RuleBundle NOTHING = TestRules.bundle(TestRules.inUkSouth("TST-999", "none/none"));

    private final String account = AzureJson.storageAccount("stnorthmoorscans");

    private String accountIn(String region, Instant at) {
        return AzureJson.write(account).body(Map.of("location", region)).at(at).json();
    }

    @Test
    void shouldJudgeWhatIsKnownByRulesThatHaveJustGoneLive() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(NOTHING);
        log.send(accountIn("westeurope", NINE));
        assertEquals(List.of(), log.findings());

        // When
        log.use(STORAGE_IN_UK);

        // Then
        Finding finding = log.finding("TST-001");
        assertEquals(FindingStatus.OPEN, finding.status());
        assertEquals(Finding.FROM_RULE_CHANGE, finding.origin());
        assertEquals(List.of(), finding.evidence());
    }

    @Test
    void shouldResolveWhatARuleChangeFoundWhenTheFixWasMadeBeforeButIsToldAfter() {
        // Given a fix at nine that Azure delivers later, and rules that go live in between
        EstateLogRunner log = EstateLogRunner.live(NOTHING);
        log.brokerAt(NINE.minusSeconds(60)).send(accountIn("westeurope", NINE.minusSeconds(60)));
        log.brokerAt(NINE.plusSeconds(120)).use(STORAGE_IN_UK);
        assertEquals(FindingStatus.OPEN, log.finding("TST-001").status());

        // When
        log.brokerAt(NINE.plusSeconds(180)).send(accountIn("uksouth", NINE));
        log.workOff();

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-001").status());
    }

    @Test
    void shouldEndFindingsOfAWithdrawnRuleAndReopenThemWhenItIsBack() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(STORAGE_IN_UK);
        log.send(accountIn("westeurope", NINE));

        // When
        log.use(NOTHING);
        log.workOff();

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-001").status());
        assertEquals("rule-retired", log.finding("TST-001").ending().by());

        // When
        log.use(STORAGE_IN_UK);
        log.workOff();

        // Then
        assertEquals(FindingStatus.OPEN, log.finding("TST-001").status());
        assertEquals(NINE, log.finding("TST-001").openedAt());
        assertEquals(List.of(Transition.OPENED, Transition.RESOLVED, Transition.REOPENED), log.history("TST-001"));
    }

    @Test
    void shouldEndFindingsOfAWithdrawnRuleEvenWhenTheirEventsAreAheadOfTheClock() {
        // Given an event whose clock is five minutes ahead
        EstateLogRunner log = EstateLogRunner.live(STORAGE_IN_UK);
        log.brokerAt(NINE).send(accountIn("westeurope", NINE.plusSeconds(300)));

        // When
        log.brokerAt(NINE.plusSeconds(1)).use(NOTHING);
        log.workOff();

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-001").status());
    }

    @Test
    void shouldEndFindingsOfARetiredRule() {
        // Given
        String rule = TestRules.inUkSouth("TST-001", STORAGE);
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(rule));
        log.send(accountIn("westeurope", NINE));

        // When
        log.use(TestRules.bundle(rule.replace("status: stable", "status: retired")));
        log.workOff();

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-001").status());
    }

    @Test
    void shouldEndFindingsOfResourcesThatARuleNoLongerConcerns() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(STORAGE_IN_UK);
        log.send(accountIn("westeurope", NINE));

        // When the rule is about another type of resource now
        log.use(TestRules.bundle(TestRules.inUkSouth("TST-001", VAULT)));
        log.workOff();

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-001").status());
        assertEquals("no longer applies", log.finding("TST-001").ending().by());
    }

    @Test
    void shouldRateAnewWithoutCountingAgain() {
        // Given
        String rule = TestRules.inUkSouth("TST-001", STORAGE);
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(rule));
        log.send(accountIn("westeurope", NINE));

        // When
        log.use(TestRules.bundle(rule.replace("severity: high", "severity: low")));
        log.workOff();

        // Then
        Finding finding = log.finding("TST-001");
        assertEquals("LOW", finding.latest().severity().name());
        assertEquals(1, finding.count());
        assertEquals(1, finding.evidence().size(), "the record that showed it still does");
        assertEquals(List.of(Transition.OPENED, Transition.RERATED), log.history("TST-001"));
    }

    private static final String DELETED =
            "{ field: event.operation, equals: microsoft.storage/storageaccounts/delete }";

    /** A rule that forbids an operation where one more condition holds, and a finding of it. */
    private EstateLogRunner withAnOccurrence(String when) {
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(occurrence(when)));
        log.send(AzureJson.delete(AzureJson.storageAccount("stnorthmoorscans"))
                .at(NINE)
                .json());
        assertEquals(FindingStatus.OPEN, log.finding("TST-001").status());
        return log;
    }

    private static String occurrence(String when) {
        return TestRules.occurrence("TST-001", when, "resource.id");
    }

    @Test
    void shouldResolveWhatHappenedOnceWhenTheChangedRuleWouldNotForbidIt() {
        // Given
        EstateLogRunner log = withAnOccurrence("{ allOf: [" + DELETED + ", { field: event.outcome, exists: true } ] }");

        // When the rule asks for another outcome now
        log.use(TestRules.bundle(
                occurrence("{ allOf: [" + DELETED + ", { field: event.outcome, equals: failure } ] }")));
        log.workOff();

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-001").status());
        assertEquals("rule-changed", log.finding("TST-001").ending().by());
    }

    @Test
    void shouldRateAnewWhatHappenedOnceAndIsStillForbidden() {
        // Given
        EstateLogRunner log = withAnOccurrence(DELETED);
        Finding before = log.finding("TST-001");

        // When
        log.use(TestRules.bundle(occurrence(DELETED).replace("severity: high", "severity: critical")));
        log.workOff();

        // Then
        Finding after = log.finding("TST-001");
        assertEquals("CRITICAL", after.latest().severity().name());
        assertEquals(before.openedAt(), after.openedAt());
        assertEquals(before.latest().facts(), after.latest().facts());
        assertEquals(1, after.count());
        assertEquals(List.of(Transition.OPENED, Transition.RERATED), log.history("TST-001"));
    }

    @Test
    void shouldLetStandWhatTheChangedRuleCannotTellFromTheFactsKept() {
        // Given
        EstateLogRunner log = withAnOccurrence(DELETED);

        // When the rule asks for something that its finding has not kept
        log.use(TestRules.bundle(occurrence("{ allOf: [" + DELETED + ", { field: actor.country, equals: FR } ] }")));
        log.workOff();

        // Then
        assertEquals(FindingStatus.OPEN, log.finding("TST-001").status());
        assertEquals(List.of(Transition.OPENED), log.history("TST-001"));
    }

    @Test
    void shouldLetStandWhatARuleHasFoundWhoseNewFileIsRefused() {
        // Given
        EstateLogRunner log = withAnOccurrence(DELETED);

        // When
        log.use(TestRules.bundle(occurrence(DELETED).replace("severity: high", "severity: awful")));
        log.workOff();

        // Then
        assertEquals(FindingStatus.OPEN, log.finding("TST-001").status());
    }

    @Test
    void shouldLookAtNothingWhenOnlyAnotherRuleChanges() {
        // Given a rule with a finding beside another
        String rule = TestRules.inUkSouth("TST-001", STORAGE);
        String other = TestRules.inUkSouth("TST-002", VAULT);
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(rule, other));
        log.send(accountIn("westeurope", NINE));
        List<Output> before = log.outputs(Output.class);

        // When the other changes
        log.use(TestRules.bundle(rule, other.replace("severity: high", "severity: low")));
        log.control(new ControlRecord.Checkpoint("at once"));

        // Then nothing comes of it but its files, word that they are live and a line of the ledger, and nothing is left
        // to do
        List<String> after = log.outputs(Output.class).stream()
                .skip(before.size())
                .map(output -> output.getClass().getSimpleName())
                .filter(kind -> !kind.equals("SourceCoverage") && !kind.equals("DayCounted"))
                .toList();
        assertEquals(List.of("RuleSetPart", "RulesLive", "LedgerEntry", "CheckpointReached"), after);
    }

    @Test
    void shouldLeaveAloneWhatSomebodyHasDisposedOf() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(STORAGE_IN_UK);
        log.send(accountIn("westeurope", NINE));
        log.control(ControlRecord.FindingAct.dispose(
                log.finding("TST-001").id(), Disposition.OUT_OF_SCOPE, "sam", "a laboratory", NINE));

        // When time passes and the same rules go live again, with another one
        log.send(AzureJson.signIn(AzureJson.user(1), NINE.plusSeconds(60)).json());
        log.use(TestRules.bundle(TestRules.inUkSouth("TST-001", STORAGE), TestRules.inUkSouth("TST-002", "none/none")));
        log.workOff();

        // Then
        assertEquals(FindingStatus.DISPOSED, log.finding("TST-001").status());
    }

    @Test
    void shouldWithdrawTwoThousandRulesAtOnce() {
        // Given a large rule set, of which one rule has a finding
        EstateLogRunner log = EstateLogRunner.replay(TestRules.bundle(IntStream.range(0, 2_000)
                .mapToObj(i -> TestRules.inUkSouth(TestRules.id(i), i == 1_500 ? STORAGE : "none/none"))
                .toArray(String[]::new)));
        log.send(accountIn("westeurope", NINE));
        assertEquals(FindingStatus.OPEN, log.finding(TestRules.id(1_500)).status());

        // When
        log.use(NOTHING);
        log.workOff();

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding(TestRules.id(1_500)).status());
    }

    @Test
    void shouldPutUpWithAThousandRefusedRules() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay(NOTHING);
        String[] rules = IntStream.range(0, 1_500)
                .mapToObj(i -> TestRules.inUkSouth(TestRules.id(i), STORAGE))
                .map(rule -> rule.contains(TestRules.id(0)) ? rule : rule.replace("severity: high", "severity: awful"))
                .toArray(String[]::new);

        // When
        log.use(TestRules.bundle(rules));
        log.send(accountIn("westeurope", NINE));

        // Then the good one is in force
        assertEquals(List.of(TestRules.id(0)), log.rulesWithFindings());
        assertTrue(log.deadLetters().contains("rule-refused"));
    }

    @Test
    void shouldGoThroughAMillionResourcesInSmallSteps() {
        // Given a million resources, of which every ten thousandth is abroad
        EstateLogRunner log = EstateLogRunner.replay(NOTHING);
        int resources = 1_000_000;
        for (int i = 0; i < resources; i++) {
            log.know(LargeInventory.account(i, i % 10_000 == 0 ? "westeurope" : "uksouth"));
        }
        log.workOff();
        CountingStore counting = new CountingStore(log.store());

        // When
        long begun = System.nanoTime();
        log.throughStore(counting).use(STORAGE_IN_UK);
        int steps = 0;
        int mostRead = 0;
        Output.@Nullable CheckpointReached reached = null;
        log.control(new ControlRecord.Checkpoint("million"));
        while (reached == null) {
            counting.reset();
            List<Output> outputs = log.step(new LogRecord.Tick(NINE));
            mostRead = Math.max(mostRead, counting.rowsRead());
            steps++;
            reached = outputs.stream()
                    .filter(Output.CheckpointReached.class::isInstance)
                    .map(Output.CheckpointReached.class::cast)
                    .findFirst()
                    .orElse(null);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        // Then each step looked at a hundred resources and little else, and all were looked at
        assertEquals(Map.of("open", 100L), reached.counts().findings());
        assertTrue(mostRead < 1_000, "rows read in one step: " + mostRead);
        assertTrue(
                steps >= resources / FoldLimits.USUAL.rowsPerStep() - 2
                        && steps <= resources / FoldLimits.USUAL.rowsPerStep() + 20,
                "steps: " + steps);
        assertTrue(took.compareTo(Duration.ofMinutes(2)) < 0, "took " + took);
    }
}
