package io.dspt.monitor.core.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.fold.Output.DayCounted;
import io.dspt.monitor.core.fold.Output.ElementCounts;
import io.dspt.monitor.core.fold.Output.SourceSilence;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import io.dspt.monitor.core.fold.Output.VerdictCounts;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.posture.PostureInputs.LiveRule;
import io.dspt.monitor.core.posture.ReportedEvent.FindingChange;
import io.dspt.monitor.core.posture.ReportedEvent.RulesChange;
import io.dspt.monitor.core.posture.RequirementSignal.Cause;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.RuleDependencies;
import io.dspt.monitor.core.standard.ToolkitCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which days have to be told, and what is told of one. */
final class DailyPostureTest {
    private static final RuleBook.Loaded RULES = RuleBook.load(
            RuleBundle.builtIn(), new FactCatalogue(ReferenceFiles.builtIn().properties()));
    private static final String SECOND_FACTOR = "DSPT/9/CAF/B2.a";
    private static final String RULE = "ACC-012";

    private final List<ReportedEvent> ledger = new ArrayList<>();
    private final SortedMap<LocalDate, ReceivedDay> days = new TreeMap<>();
    private final List<SourceSilence> silences = new ArrayList<>();
    private final List<RegisterCells> registers = new ArrayList<>();
    private @Nullable SubscriptionCoverage subscriptions;
    private Instant clock = Instant.parse("2026-10-04T10:00:00Z");

    private static LocalDate october(int day) {
        return LocalDate.of(2026, 10, day);
    }

    private void counted(LocalDate day, long signIns) {
        SortedMap<String, Long> none = new TreeMap<>();
        SortedMap<String, Long> judged = new TreeMap<>(Map.of("SignInLogs", signIns));
        days.put(
                day,
                new ReceivedDay(new DayCounted(
                        day,
                        Period.of(day).to().compareTo(clock) <= 0,
                        signIns,
                        new ElementCounts(judged, none, none, none, none),
                        new VerdictCounts(none, none, none))));
    }

    private void threeDays() {
        counted(october(1), 10);
        counted(october(2), 10);
        counted(october(3), 10);
    }

    private void found(String at, Transition transition, FindingStatus status, String organisation) {
        Instant time = Instant.parse(at);
        ledger.add(new FindingChange(
                ledger.size() + 1L,
                time,
                clock,
                transition,
                "f1",
                RULE,
                "Remote sign-in without a second factor",
                Severity.HIGH,
                status,
                List.of(organisation),
                null,
                null,
                time,
                null,
                "event"));
    }

    private void opened(String at) {
        found(at, Transition.OPENED, FindingStatus.OPEN, "RA9");
    }

    private void resolved(String at) {
        found(at, Transition.RESOLVED, FindingStatus.RESOLVED, "RA9");
    }

    private void row(String register, Map<String, String> cells) {
        registers.add(new RegisterCells(register, Integer.toString(registers.size()), new TreeMap<>(cells)));
    }

    private DailyPosture posture() {
        SortedMap<String, LiveRule> live = new TreeMap<>();
        RULES.book()
                .rules()
                .forEach((id, compiled) ->
                        live.put(id, new LiveRule(id, compiled.rule().title(), RuleDependencies.of(compiled.rule()))));
        return new DailyPosture(
                new PostureInputs(
                        "northmoor",
                        ledger,
                        new LedgerState(ledger.size(), null, null),
                        days,
                        List.of(),
                        silences,
                        List.of(),
                        subscriptions,
                        new TreeMap<>(),
                        registers,
                        RULES.book().digest(),
                        live,
                        RULES.standards(),
                        ToolkitCalendar.builtIn(),
                        clock),
                SignalSettings.DEFAULT);
    }

    private static RequirementPosture one(DailyPosture posture, LocalDate day, @Nullable String organisation) {
        return posture.of(day, organisation).stream()
                .filter(one -> one.requirement().equals(SECOND_FACTOR))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldTellEveryDayThatIsOverOnce() {
        // Given three days that are over, and the one in which the clock stands
        threeDays();
        counted(october(4), 3);

        // When it is asked what has to be told, before and after it was
        DailyPosture posture = posture();

        // Then
        assertEquals(List.of(october(1), october(2), october(3)), posture.due(Map.of()));
        assertEquals(List.of(), posture.due(posture.bases()));
        assertEquals(october(4), posture.present());
    }

    @Test
    void shouldGoByMidnightInLondon() {
        // Given that summer time lasts
        clock = Instant.parse("2026-10-03T23:30:00Z");
        threeDays();

        // Then the third of October is over an hour before it is in UTC
        assertEquals(october(4), posture().present());
        assertTrue(posture().bases().containsKey(october(3)));
    }

    @Test
    void shouldTellNothingWhileNothingIsKnownOfAnyDay() {
        // When nothing was counted
        DailyPosture posture = posture();

        // Then
        assertNull(posture.present());
        assertEquals(List.of(), posture.due(Map.of()));
    }

    @Test
    void shouldTellThoseDaysAgainOnWhichALateFindingStood() {
        // Given three days that were told
        threeDays();
        Map<LocalDate, String> told = posture().bases();

        // When a finding is told of late that stood from the first to the second
        opened("2026-10-01T12:00:00Z");
        resolved("2026-10-02T09:00:00Z");
        DailyPosture posture = posture();

        // Then these two are told again, and contradict
        assertEquals(List.of(october(1), october(2)), posture.due(told));
        assertEquals(
                MachineSignal.CONTRADICTED,
                one(posture, october(2), null).signal().signal());
    }

    @Test
    void shouldTellADayAgainWhenTheFindingTurnsOutToBeOfAnotherOrganisation() {
        // Given a finding of the first day
        threeDays();
        opened("2026-10-01T12:00:00Z");
        resolved("2026-10-01T13:00:00Z");
        Map<LocalDate, String> told = posture().bases();

        // When its latest entry, of the third, attributes it otherwise
        found("2026-10-03T13:00:00Z", Transition.REOPENED, FindingStatus.OPEN, "RX1");

        // Then
        assertEquals(List.of(october(1), october(3)), posture().due(told));
    }

    @Test
    void shouldTellADayAgainWhenMoreIsKnownOfWhatWasReceivedOrSilent() {
        // Given three days that were told
        threeDays();
        Map<LocalDate, String> told = posture().bases();

        // When more was received on the first, and a source was silent into the third
        counted(october(1), 11);
        silences.add(new SourceSilence(
                "SignInLogs",
                Instant.parse("2026-10-02T22:00:00Z"),
                Instant.parse("2026-10-02T23:30:00Z"),
                Duration.ofMinutes(30)));

        // Then midnight in London lies in the silence
        assertEquals(List.of(october(1), october(2), october(3)), posture().due(told));
    }

    @Test
    void shouldNotTellADayAgainForWhatPeopleOrTheInventoryChangeLater() {
        // Given three days that were told
        threeDays();
        Map<LocalDate, String> told = posture().bases();

        // When rules, registers and subscriptions are others
        ledger.add(
                new RulesChange(1, Instant.parse("2026-10-04T09:00:00Z"), clock, "0".repeat(64), 0, new TreeMap<>()));
        row("externalSources", Map.of("category", "SignInLogs", "heldBy", "NHSmail"));
        subscriptions = new SubscriptionCoverage(1, 0, 1, clock);

        // Then
        assertEquals(List.of(), posture().due(told));
    }

    @Test
    void shouldFillAMonthOfWhichNothingIsKnownButNotYears() {
        // Given an old file, and a day three months later
        counted(LocalDate.of(2026, 7, 1), 5);
        counted(october(3), 10);

        // When
        Set<LocalDate> told = posture().bases().keySet();

        // Then the days after it are told for a month, as days of which nothing is known
        assertEquals(1 + DailyPosture.MOST_UNKNOWN_DAYS + 1, told.size());
        assertTrue(told.contains(LocalDate.of(2026, 8, 1)));
        assertFalse(told.contains(LocalDate.of(2026, 8, 2)));
        assertEquals(
                Set.of(Cause.NOT_COUNTED),
                one(posture(), LocalDate.of(2026, 7, 2), null).signal().notEvidenced().stream()
                        .map(Gap::cause)
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldLeaveDaysAsTheyWereToldThatAreOlderThanThirteenMonths() {
        // Given a day of two years ago
        counted(LocalDate.of(2024, 10, 3), 5);
        counted(october(3), 10);

        // Then
        assertEquals(List.of(october(3)), posture().due(Map.of()));
    }

    @Test
    void shouldTellOfTheEstateAndOfEachOrganisationWithTheAnswerBesideIt() {
        // Given a finding of one of two organisations, which claims otherwise
        threeDays();
        opened("2026-10-02T12:00:00Z");
        row("organisations", Map.of("odsCode", "RA9", "category", "1"));
        row("organisations", Map.of("odsCode", "RX1", "category", "1"));
        row(
                "selfAssessment",
                Map.of(
                        "requirement",
                        SECOND_FACTOR,
                        "organisation",
                        "RA9",
                        "answer",
                        "Achieved",
                        "by",
                        "IG lead",
                        "on",
                        "2026-10-02"));

        // When
        DailyPosture posture = posture();
        RequirementPosture before = one(posture, october(1), "RA9");
        RequirementPosture broken = one(posture, october(2), "RA9");

        // Then only that one is contradicted, and differs from what it says
        assertNull(before.answer());
        assertEquals(MachineSignal.CONTRADICTED, broken.signal().signal());
        assertEquals("IG lead", Objects.requireNonNull(broken.answer()).by());
        assertEquals("answered \"Achieved\", and findings speak against it", broken.differs());
        assertEquals(
                MachineSignal.NONE, one(posture, october(2), "RX1").signal().signal());
        assertNull(one(posture, october(2), "RX1").differs());
        assertEquals(
                Set.of("estate", "RA9", "RX1"),
                posture.of(october(2)).stream()
                        .map(one -> Objects.requireNonNullElse(one.organisation(), "estate"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldShowASilenceOfTodayBeforeTheDayIsOver() {
        // Given sign-ins that have been silent since eight
        counted(october(4), 3);
        silences.add(
                new SourceSilence("SignInLogs", Instant.parse("2026-10-04T08:00:00Z"), null, Duration.ofMinutes(30)));

        // When
        RequirementPosture today = one(posture(), october(4), null);

        // Then they are not evidenced until now
        assertFalse(today.isOver());
        assertTrue(today.signal()
                .notEvidenced()
                .contains(new Gap("SignInLogs", Instant.parse("2026-10-04T08:00:00Z"), clock, Cause.SILENT)));
    }

    @Test
    void shouldGiveEqualDaysForEqualInputs() {
        // Given
        threeDays();
        opened("2026-10-02T12:00:00Z");

        // Then
        assertEquals(posture().of(october(2)), posture().of(october(2)));
        assertEquals(posture().bases(), posture().bases());
    }
}
