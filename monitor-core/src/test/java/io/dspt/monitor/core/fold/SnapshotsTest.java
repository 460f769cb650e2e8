package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.rule.RuleBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What inventory snapshots make known, and what they make end. */
class SnapshotsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = NINE.plusSeconds(3_600);
    private static final Instant ELEVEN = TEN.plusSeconds(3_600);
    private static final Instant NOON = ELEVEN.plusSeconds(3_600);

    private static final String OLD = AzureJson.storageAccount("stold");
    private static final String OTHER = AzureJson.storageAccount("stother");
    private static final String STORAGE = "microsoft.storage/storageaccounts";
    private static final RuleBundle IN_UK_SOUTH = TestRules.bundle(TestRules.inUkSouth("TST-001", STORAGE));
    private static final String RULE = "TST-001";

    private static final Finding.Ending VANISHED_AT_TEN = new Finding.Ending(TEN, "resource-deleted");

    private final EstateLogRunner log = EstateLogRunner.replay(IN_UK_SOUTH);

    private static String abroad(String account) {
        return AzureJson.accountIn("westeurope", account);
    }

    private static String atHome(String account) {
        return AzureJson.accountIn("uksouth", account);
    }

    private static String written(String account, String region, Instant at) {
        return AzureJson.write(account).body(Map.of("location", region)).at(at).json();
    }

    private static String deleted(String account, Instant at) {
        return AzureJson.delete(account).at(at).json();
    }

    private Finding findingOf(String account) {
        return log.findings(RULE).stream()
                .filter(finding -> finding.subject().equals(account))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class WhatIsTold {
        @Test
        void shouldJudgeAResourceThatIsOlderThanTheLog() {
            // When
            log.tell("s1", NINE, abroad(OLD));

            // Then
            Finding finding = log.finding(RULE);
            assertEquals(FindingStatus.OPEN, finding.status());
            assertEquals(NINE, finding.openedAt());
            assertNull(finding.latest().actor());
            assertEquals("inventory/s1", finding.evidence().get(0).source());
            Output.Counts counts = log.workOff();
            assertEquals(1, counts.read());
            assertEquals(1, counts.parsed());
        }

        @Test
        void shouldJudgeWhatABodyDescribesWithinIt() {
            // Given
            EstateLogRunner builtIn = EstateLogRunner.replay();

            // When
            builtIn.tell(
                    "s1",
                    NINE,
                    AzureJson.resource(
                            AzureJson.securityGroup("nsg-pacs"),
                            Map.of(
                                    "location",
                                    "uksouth",
                                    "properties",
                                    Map.of("securityRules", List.of(AzureJson.openRule("allow-rdp"))))));

            // Then
            assertEquals(
                    AzureJson.securityGroup("nsg-pacs") + "/securityRules/allow-rdp",
                    builtIn.finding("NET-001").subject());
        }

        @Test
        void shouldTakeWhatIsLeftOutForTheProvidersDefault() {
            // Given a rule that the default breaks
            EstateLogRunner registries = EstateLogRunner.replay(TestRules.bundle(adminUserRule()));

            // When
            registries.tell("s1", NINE, AzureJson.resource(registry(), Map.of("location", "uksouth")));

            // Then
            assertEquals(FindingStatus.OPEN, registries.finding(RULE).status());
            assertEquals(Map.of(), registries.workOff().unevaluable());
        }

        @Test
        void shouldLeaveOpenWhatAListWithoutDetailsDoesNotTell() {
            // Given
            EstateLogRunner registries = EstateLogRunner.replay(TestRules.bundle(adminUserRule()));

            // When nothing says how it is configured
            String withoutDetails = AzureJson.resource(registry(), Map.of("location", "uksouth"))
                    .replace("\"properties\":{}", "\"properties\":null");
            registries.tell("s1", NINE, withoutDetails);

            // Then
            assertEquals(List.of(), registries.findings());
            assertEquals(Map.of(RULE, 1L), registries.workOff().unevaluable());
        }

        private static String registry() {
            return AzureJson.GROUP + "/providers/Microsoft.ContainerRegistry/registries/crnorthmoor";
        }

        private static String adminUserRule() {
            return TestRules.obligation(
                    RULE,
                    "{ field: resource.type, equals: microsoft.containerregistry/registries }",
                    "{ field: containerRegistry.adminUser, equals: true }");
        }

        @Test
        void shouldNotTakeItForAnEvent() {
            // Given rules that watch for whatever happens
            EstateLogRunner events = EstateLogRunner.replay(TestRules.bundle(
                    TestRules.occurrence("TST-002", "{ field: event.outcome, equals: success }", "resource.id"),
                    TestRules.occurrence("TST-003", "{ field: resource.region, equals: westeurope }", "resource.id"),
                    TestRules.ofKind(
                            "TST-004",
                            "threshold",
                            "when: { field: resource.region, equals: westeurope }",
                            "count: { greaterOrEquals: 1 }",
                            "over: PT1M",
                            "by: resource.id")));

            // When
            events.tell("s1", NINE, abroad(OLD));

            // Then
            assertEquals(Map.of(), events.workOff().findings());
            assertEquals(Map.of(), events.workOff().unevaluable());

            // And the rules do find an event of the same
            events.send(written(OLD, "westeurope", TEN));
            assertTrue(events.rulesWithFindings().containsAll(List.of("TST-002", "TST-003")));
        }

        @Test
        void shouldNotOverrideANewerEvent() {
            // Given
            log.send(written(OLD, "uksouth", TEN));

            // When a snapshot from before comes late
            log.tell("s1", NINE, abroad(OLD));

            // Then what it shows was so, and is over
            assertEquals(
                    new Finding.Ending(TEN, "a later state"), log.finding(RULE).ending());
            assertEquals(
                    "uksouth",
                    log.resource(OLD).orElseThrow().read("resource.region").textOrNull());
        }

        @Test
        void shouldResolveWhatItShowsToBePutRight() {
            // Given
            log.send(written(OLD, "westeurope", NINE));

            // When nobody has told of the change
            log.tell("s1", TEN, atHome(OLD));

            // Then
            assertEquals(
                    new Finding.Ending(TEN, "resource-snapshot"),
                    log.finding(RULE).ending());
        }

        @Test
        void shouldKeepWhoDidItWhenItShowsTheSameAgain() {
            // Given
            log.send(written(OLD, "westeurope", NINE));

            // When
            log.tell("s1", TEN, abroad(OLD));
            log.workOff();

            // Then it was seen once more
            Finding finding = log.finding(RULE);
            assertEquals("ada.okafor@northmoor.example.nhs.uk", finding.latest().actor());
            assertEquals(TEN, finding.lastSeenAt());
            assertEquals(2, finding.count());
            assertEquals("inventory/s1", finding.evidence().get(1).source());
        }

        @Test
        void shouldNotNameWhoDidSomethingElse() {
            // Given
            log.send(written(OLD, "westeurope", NINE));

            // When it shows another violation
            log.tell("s1", TEN, AzureJson.accountIn("northeurope", OLD));
            log.workOff();

            // Then
            assertNull(log.finding(RULE).latest().actor());
        }

        @Test
        void shouldCountARepeatedRowOfASnapshotOnce() {
            // Given
            log.tell("s1", NINE, abroad(OLD), atHome(OTHER), abroad(OLD));

            // When
            log.endSnapshot("s1", NINE, 2, AzureJson.SUBSCRIPTION_ID);

            // Then
            assertEquals(List.of(), log.deadLetters());
            assertEquals(1, log.finding(RULE).count());
        }

        @Test
        void shouldDeadLetterWhatNamesNoResource() {
            // When
            log.tell(
                    "s1",
                    NINE,
                    "{\"name\":\"stold\",\"type\":\"microsoft.storage/storageaccounts\"}",
                    "{\"id\":\"7d1c9a52-0000-4000-8000-0000000000a1\",\"type\":\"x\"}",
                    "{\"id\":\"/subscriptions\"}",
                    "[]",
                    "rubbish",
                    atHome(OLD));

            // Then
            assertEquals(
                    List.of("resource-unnamed", "not-a-resource-id", "not-a-resource-id", "not-an-object", "not-json"),
                    log.deadLetters());
            Output.Counts counts = log.workOff();
            assertEquals(6, counts.read());
            assertEquals(1, counts.parsed());
        }

        @Test
        void shouldTakeOneFromTheFutureForThePresent() {
            // Given
            log.send(written(OTHER, "uksouth", NINE));

            // When
            log.snapshot("s1", Instant.parse("2099-01-01T00:00:00Z"), abroad(OLD));

            // Then its word is of now, and nothing can be concluded from its end
            assertEquals(NINE, log.finding(RULE).openedAt());
            assertEquals(List.of("snapshot-not-believed"), log.deadLetters());
            log.workOff();
        }

        @Test
        void shouldMoveTheClockOfAReplay() {
            // Given
            log.send(written(OTHER, "uksouth", NINE));

            // When
            log.tell("s1", TEN, atHome(OLD));

            // Then
            log.workOff();
            List<Output.CheckpointReached> reached = log.outputs(Output.CheckpointReached.class);
            assertEquals(TEN, reached.get(reached.size() - 1).clock());
        }

        @Test
        void shouldWantAnOpenLog() {
            // Given
            EstateLogRunner unopened = EstateLogRunner.unopened();

            // When
            unopened.snapshot("s1", NINE, abroad(OLD));

            // Then
            assertEquals(List.of("log-not-opened", "log-not-opened"), unopened.deadLetters());
        }
    }

    @Nested
    class FoundByTheFirst {
        @Test
        void shouldCallBaselineWhatTheFirstSnapshotFinds() {
            // When
            log.tell("s1", NINE, abroad(OLD));

            // Then
            assertEquals(Finding.FROM_BASELINE, log.finding(RULE).origin());
        }

        @Test
        void shouldCallItSoWhenLaterStepsFindIt() {
            // Given more rules than a step may answer for
            EstateLogRunner many = EstateLogRunner.replay(TestRules.bundle(IntStream.range(0, 300)
                    .mapToObj(i -> TestRules.inUkSouth(TestRules.id(i), STORAGE))
                    .toArray(String[]::new)));

            // When
            many.tell("s1", NINE, abroad(OLD));
            many.workOff();

            // Then
            assertEquals(300, many.findings().size());
            assertTrue(many.findings().stream()
                    .allMatch(finding -> finding.origin().equals(Finding.FROM_BASELINE)));
        }

        @Test
        void shouldNotCallBaselineWhatIsFoundOnceASubscriptionIsKnownWhole() {
            // Given
            log.snapshot("s1", NINE, atHome(OTHER));

            // When the next one tells of a resource whose creation nobody has told
            log.tell("s2", TEN, abroad(OLD));

            // Then
            assertEquals(Finding.FROM_EVENT, log.finding(RULE).origin());
        }

        @Test
        void shouldGoOnWithTheBaselineAfterASnapshotThatIsNotWhole() {
            // Given one that was lost in part
            log.tell("s1", NINE, atHome(OTHER));
            log.endSnapshot("s1", NINE, 2, AzureJson.SUBSCRIPTION_ID);

            // When
            log.tell("s2", TEN, abroad(OLD));

            // Then
            assertEquals(Finding.FROM_BASELINE, log.finding(RULE).origin());
        }

        @Test
        void shouldNotCallBaselineWhatAnEventHadToldOfBefore() {
            // Given
            log.send(written(OLD, "uksouth", NINE));

            // When
            log.tell("s1", TEN, abroad(OLD));

            // Then
            assertEquals(Finding.FROM_EVENT, log.finding(RULE).origin());
        }

        @Test
        void shouldHaveABaselineForEachSubscription() {
            // Given another subscription is known whole
            log.endSnapshot("s1", NINE, 0, "7d1c9a52-0000-4000-8000-000000000b02");

            // When
            log.tell("s2", TEN, abroad(OLD));

            // Then
            assertEquals(Finding.FROM_BASELINE, log.finding(RULE).origin());
        }
    }

    @Nested
    class Vanished {
        @Test
        void shouldEndWhatAWholeSnapshotNoLongerTells() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD), abroad(OTHER));

            // When
            log.snapshot("s2", TEN, abroad(OTHER));

            // Then
            assertEquals(VANISHED_AT_TEN, findingOf(OLD).ending());
            assertEquals(FindingStatus.OPEN, findingOf(OTHER).status());
            assertTrue(log.resource(OLD).orElseThrow().deleted());
            assertFalse(log.resource(OTHER).orElseThrow().deleted());
            log.workOff();
        }

        @Test
        void shouldEndWhatItContainedToo() {
            // Given a group with an open rule, and a rule that an event told of
            EstateLogRunner builtIn = EstateLogRunner.replay();
            String group = AzureJson.securityGroup("nsg-pacs");
            builtIn.snapshot(
                    "s1",
                    NINE,
                    AzureJson.resource(
                            group,
                            Map.of(
                                    "location",
                                    "uksouth",
                                    "properties",
                                    Map.of("securityRules", List.of(AzureJson.openRule("told"))))));
            builtIn.send(AzureJson.write(group + "/securityRules/written")
                    .body(Map.of("properties", AzureJson.openRule()))
                    .at(NINE.plusSeconds(60))
                    .json());
            assertEquals(2, builtIn.findings("NET-001").size());

            // When
            builtIn.snapshot("s2", TEN);
            builtIn.workOff();

            // Then
            assertTrue(
                    builtIn.findings("NET-001").stream().allMatch(finding -> VANISHED_AT_TEN.equals(finding.ending())));
        }

        @Test
        void shouldKeepWhatIsToldWithinAGroupThatIsNot() {
            // Given a resource group, two accounts in it, and something in one of them that only an event has told of
            String group = AzureJson.resource(AzureJson.GROUP, Map.of("location", "uksouth"));
            String service = OTHER + "/blobServices/default";
            log.snapshot("s1", NINE, group, abroad(OLD), abroad(OTHER));
            log.send(AzureJson.write(service)
                    .body(Map.of("properties", Map.of("isVersioningEnabled", true)))
                    .at(NINE.plusSeconds(60))
                    .json());

            // When the next one misses the group and the first account
            log.snapshot("s2", TEN, abroad(OTHER));
            log.workOff();

            // Then what it tells is there, and so is what that contains
            assertTrue(log.resource(AzureJson.GROUP).orElseThrow().deleted());
            assertEquals(VANISHED_AT_TEN, findingOf(OLD).ending());
            assertEquals(FindingStatus.OPEN, findingOf(OTHER).status());
            assertFalse(log.resource(OTHER).orElseThrow().deleted());
            assertFalse(log.resource(service).orElseThrow().deleted());
        }

        @Test
        void shouldDeleteNothingWhenSomethingWasLostOnTheWay() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD), abroad(OTHER));

            // When of two rows only one has arrived
            log.tell("s2", TEN, abroad(OTHER));
            log.endSnapshot("s2", TEN, 2, AzureJson.SUBSCRIPTION_ID);

            // Then
            assertEquals(List.of("snapshot-incomplete"), log.deadLetters());
            assertEquals(Map.of("open", 2L), log.workOff().findings());

            // And the next whole one counts
            log.snapshot("s3", ELEVEN, abroad(OTHER));
            assertEquals(
                    new Finding.Ending(ELEVEN, "resource-deleted"),
                    findingOf(OLD).ending());
        }

        @Test
        void shouldDeleteNothingWhenARowCouldNotBeRead() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));

            // When
            log.tell("s2", TEN, "rubbish");
            log.endSnapshot("s2", TEN, 1, AzureJson.SUBSCRIPTION_ID);

            // Then
            assertEquals(FindingStatus.OPEN, log.finding(RULE).status());
            assertEquals(List.of("not-json", "snapshot-incomplete"), log.deadLetters());
            log.workOff();
        }

        @Test
        void shouldConcludeNothingFromASnapshotOfChanges() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));

            // When changes are told, and their end never comes
            log.tell("s2", TEN, atHome(OTHER));

            // Then
            assertEquals(FindingStatus.OPEN, log.finding(RULE).status());

            // And what they told of is missed like anything else
            log.tell("s3", ELEVEN, abroad(OTHER));
            log.snapshot("s4", NOON, abroad(OLD));
            assertEquals(
                    new Finding.Ending(NOON, "resource-deleted"),
                    findingOf(OTHER).ending());
            assertEquals(FindingStatus.OPEN, findingOf(OLD).status());
        }

        @Test
        void shouldNotMissWhatNoSnapshotHasToldOf() {
            // Given a resource that only an event has told of
            log.send(written(OLD, "westeurope", NINE));
            log.snapshot("s1", NINE.plusSeconds(60), atHome(OTHER));

            // When
            log.snapshot("s2", TEN, atHome(OTHER));

            // Then
            assertEquals(FindingStatus.OPEN, log.finding(RULE).status());
        }

        @Test
        void shouldNotMissWhatAnEventHasChangedSince() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));
            log.send(written(OLD, "westeurope", ELEVEN));

            // When a snapshot from before that event does not tell of it
            log.snapshot("s2", TEN);

            // Then
            assertEquals(FindingStatus.OPEN, log.finding(RULE).status());
            assertFalse(log.resource(OLD).orElseThrow().deleted());
        }

        @Test
        void shouldNotMissWhatALaterSnapshotHasToldOf() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));
            log.tell("s3", ELEVEN, abroad(OLD));

            // When
            log.snapshot("s2", TEN);

            // Then
            assertEquals(FindingStatus.OPEN, log.finding(RULE).status());
        }

        @Test
        void shouldKeepSubscriptionsApart() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));

            // When another subscription is told, of which nothing is left
            log.endSnapshot("s2", TEN, 0, "7d1c9a52-0000-4000-8000-000000000b02");

            // Then
            assertEquals(FindingStatus.OPEN, log.finding(RULE).status());
        }

        @Test
        void shouldGoThroughSeveralSubscriptions() {
            // Given
            String elsewhere = "7d1c9a52-0000-4000-8000-000000000b02";
            String there = OLD.replace(AzureJson.SUBSCRIPTION_ID, elsewhere);
            log.tell("s1", NINE, abroad(OLD), abroad(there));
            log.endSnapshot("s1", NINE, 2, AzureJson.SUBSCRIPTION_ID, elsewhere.toUpperCase(Locale.ROOT));

            // When
            log.endSnapshot("s2", TEN, 0, AzureJson.SUBSCRIPTION_ID, elsewhere);
            log.workOff();

            // Then
            assertEquals(VANISHED_AT_TEN, findingOf(OLD).ending());
            assertEquals(VANISHED_AT_TEN, findingOf(there).ending());
        }

        @Test
        void shouldKeepEstatesApart() {
            // Given two estates in one store, which know of a resource of the same id
            InMemoryStore store = new InMemoryStore();
            Monitor monitor = new Monitor(new MonitorSettings(
                    EstateLogRunner.READER,
                    EstateLogRunner.REFERENCE,
                    TrustedKeys.of(EstateLogRunner.KEYS.getPublic())));
            for (String estate : List.of("east", "west")) {
                ControlRecord opened = new ControlRecord.LogOpened(LogMode.REPLAY, EstateLogRunner.REPLAYED_AT, null);
                store.apply(monitor.step(
                        estate, TrustedKeys.sign(estate, opened, EstateLogRunner.KEYS), Instant.EPOCH, store));
                RuleSetTransfer.chunks(IN_UK_SOUTH)
                        .forEach(chunk -> store.apply(monitor.step(
                                estate, TrustedKeys.sign(estate, chunk, EstateLogRunner.KEYS), Instant.EPOCH, store)));
                store.apply(monitor.step(estate, row("s1", NINE), Instant.EPOCH, store));
                store.apply(monitor.step(estate, end("s1", NINE, 1), Instant.EPOCH, store));
            }

            // When it vanishes in one of them
            StepResult gone = monitor.step("west", end("s2", TEN, 0), Instant.EPOCH, store);
            store.apply(gone);

            // Then
            assertEquals(
                    List.of("west"),
                    gone.outputs().stream()
                            .filter(Output.FindingState.class::isInstance)
                            .map(output ->
                                    ((Output.FindingState) output).finding().estate())
                            .toList());
            StepResult other = monitor.step("east", row("s3", ELEVEN), Instant.EPOCH, store);
            assertEquals(List.of(), other.outputs(), "in the other it was there all along");
        }

        private static LogRecord row(String snapshot, Instant takenAt) {
            byte[] bytes = abroad(OLD).getBytes(StandardCharsets.UTF_8);
            return new LogRecord.SnapshotResource(
                    bytes, new Origin("inventory", "1#0", Sha256.hex(bytes)), takenAt, snapshot);
        }

        private static LogRecord end(String snapshot, Instant takenAt, long resources) {
            return new LogRecord.SnapshotEnd(
                    snapshot, takenAt, new TreeSet<>(List.of(AzureJson.SUBSCRIPTION_ID)), resources);
        }

        @Test
        void shouldComeBackWhenALaterEventWritesIt() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));
            log.snapshot("s2", TEN);

            // When
            log.send(written(OLD, "westeurope", ELEVEN));

            // Then
            assertEquals(List.of(Transition.OPENED, Transition.RESOLVED, Transition.REOPENED), log.history(RULE));
            assertFalse(log.resource(OLD).orElseThrow().deleted());
        }

        @Test
        void shouldStayGoneWhenALateEventFromBeforeTellsOfIt() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));
            log.snapshot("s2", TEN);

            // When
            log.send(written(OLD, "westeurope", NINE.plusSeconds(60)));

            // Then
            assertEquals(FindingStatus.RESOLVED, log.finding(RULE).status());
            assertTrue(log.resource(OLD).orElseThrow().deleted());
        }

        @Test
        void shouldStayWhenALateDeletionFromBeforeASnapshotIsTold() {
            // Given
            log.snapshot("s1", TEN, abroad(OLD));

            // When
            log.send(deleted(OLD, NINE));

            // Then it was made again in between
            assertEquals(FindingStatus.OPEN, log.finding(RULE).status());
            assertFalse(log.resource(OLD).orElseThrow().deleted());
        }

        @Test
        void shouldNotBringBackWhatWasDeletedAfterASnapshotWasTaken() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));
            log.send(deleted(OLD, ELEVEN));

            // When
            log.tell("s2", TEN, abroad(OLD));

            // Then
            assertEquals(FindingStatus.RESOLVED, log.finding(RULE).status());
            assertTrue(log.resource(OLD).orElseThrow().deleted());
        }

        @Test
        void shouldTakeAnEndThatIsToldTwiceForOne() {
            // Given
            log.snapshot("s1", NINE, abroad(OLD));

            // When
            log.endSnapshot("s1", NINE, 1, AzureJson.SUBSCRIPTION_ID);

            // Then
            assertEquals(List.of(), log.deadLetters());
        }

        @Test
        void shouldNotConcludeAnythingFromAnEndThatLaterOnesHaveOvertaken() {
            // Given
            log.snapshot("s2", TEN, abroad(OLD));

            // When
            log.snapshot("s1", NINE);

            // Then
            assertEquals(FindingStatus.OPEN, log.finding(RULE).status());
            assertEquals(List.of(), log.deadLetters());
        }
    }

    @Nested
    class ManyResources {
        private static final int MANY = 2_000;

        private static EstateLogRunner knowingMany() {
            EstateLogRunner many = EstateLogRunner.replay();
            for (int i = 0; i < MANY; i++) {
                many.know(LargeInventory.account(i, "westeurope").toldBy("s1", LargeInventory.KNOWN_SINCE));
            }
            many.use(IN_UK_SOUTH);
            many.workOff();
            return many;
        }

        @Test
        void shouldEndThemAllByAndBy() {
            // Given
            EstateLogRunner many = knowingMany();

            // When
            many.endSnapshot("s2", TEN, 0, AzureJson.SUBSCRIPTION_ID);
            long resolvedAtOnce = many.findings(RULE).stream()
                    .filter(finding -> VANISHED_AT_TEN.equals(finding.ending()))
                    .count();
            many.workOff();

            // Then no step had more than its bound, and all were ended in the end
            assertTrue(resolvedAtOnce < MANY, "else this test shows nothing");
            assertEquals(MANY, many.findings(RULE).size());
            assertTrue(many.findings(RULE).stream().allMatch(finding -> VANISHED_AT_TEN.equals(finding.ending())));
        }

        @Test
        void shouldEndOneBeforeALaterRecordTellsOfIt() {
            // Given a sweep that has not come to the last of them
            EstateLogRunner many = knowingMany();
            String last = LargeInventory.account(MANY - 1, "westeurope").id().display();
            many.endSnapshot("s2", TEN, 0, AzureJson.SUBSCRIPTION_ID);
            assertFalse(many.resource(last).orElseThrow().deleted(), "else this test shows nothing");

            // When it is made again, at home
            many.send(written(last, "uksouth", ELEVEN));
            many.workOff();

            // Then it had vanished first
            Finding finding = many.findings(RULE).stream()
                    .filter(one -> one.subject().equals(last))
                    .findFirst()
                    .orElseThrow();
            assertEquals(VANISHED_AT_TEN, finding.ending());
            assertEquals(TEN, many.resource(last).orElseThrow().deletedAt());
        }
    }

    /** A day of snapshots and events, some of them lost, late or twice. */
    private static EstateLogRunner day(EstateLogRunner estate) {
        estate.send(written(OTHER, "westeurope", NINE.minusSeconds(60)));
        estate.snapshot("s1", NINE, abroad(OLD), abroad(OTHER), "rubbish");
        estate.snapshot("s2", TEN, abroad(OLD), abroad(OTHER));
        estate.tell("s3", TEN.plusSeconds(900), atHome(OLD));
        estate.send(deleted(OTHER, TEN.plusSeconds(60)));
        estate.snapshot("s4", ELEVEN);
        estate.send(written(OLD, "westeurope", NOON), written(OTHER, "westeurope", TEN.plusSeconds(30)));
        estate.workOff();
        return estate;
    }

    @Test
    void shouldGiveTheSameBytesAgain() {
        EstateLogRunner once = day(EstateLogRunner.replay());
        EstateLogRunner again = day(EstateLogRunner.replay());
        EstateLogRunner restarted = day(EstateLogRunner.replay().restartingBeforeEachStep());

        assertArrayEquals(once.outputsAsBytes(), again.outputsAsBytes());
        assertArrayEquals(once.stateAsBytes(), again.stateAsBytes());
        assertArrayEquals(once.outputsAsBytes(), restarted.outputsAsBytes());
        assertArrayEquals(once.stateAsBytes(), restarted.stateAsBytes());
    }

    @Test
    void shouldForgetHowMuchWasToldOfWhatNeverEnds() {
        // Given a snapshot of changes, and one that has come to its end
        log.tell("s1", NINE, atHome(OLD));
        log.snapshot("s2", TEN, atHome(OLD));
        assertEquals(1, log.rows(StateKeys.Kind.SNAPSHOT));

        // When
        log.send(written(OTHER, "uksouth", NINE.plus(Duration.ofDays(2))));

        // Then
        assertEquals(0, log.rows(StateKeys.Kind.SNAPSHOT));
    }

    @Test
    void shouldKeepTheEndOfASnapshotAsEvidence() {
        // When
        log.snapshot("s1", NINE, atHome(OLD));

        // Then
        Output.EvidenceRecord evidence =
                log.outputs(Output.EvidenceRecord.class).get(0);
        assertEquals(AzureJson.SUBSCRIPTION_ID, new String(evidence.bytes(), StandardCharsets.UTF_8));
        assertEquals(Map.of("event-time", NINE.toString(), "resources", "1", "snapshot", "s1"), evidence.pointers());
    }
}
