package io.dspt.monitor.core.fold;

import static io.dspt.monitor.core.fold.RegisterRowsOf.merge;
import static io.dspt.monitor.core.fold.RegisterRowsOf.replaceAll;
import static io.dspt.monitor.core.fold.RegisterRowsOf.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import io.dspt.monitor.core.register.RegisterRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RegisterLoadTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String ADA = AzureJson.user(1);
    private static final String BEN = AzureJson.user(2);

    /** A leaver signs in. */
    private static final String LEAVER = TestRules.occurrence(
            "TST-101",
            "{ allOf: [{ field: event.kind, equals: sign-in },"
                    + " { field: signIn.user, in: { register: leavers.user } }] }",
            "signIn.user");

    /** Somebody signs in from elsewhere than the organisation's own addresses. */
    private static final String ELSEWHERE = TestRules.occurrence(
            "TST-102",
            "{ allOf: [{ field: event.kind, equals: sign-in },"
                    + " { field: actor.address, notIn: { register: egressAddresses.range } }] }",
            "signIn.user");

    private static EstateLogRunner log(String... rules) {
        return EstateLogRunner.live(TestRules.bundle(rules)).brokerAt(NOON);
    }

    private static String signIn(String user, Instant at) {
        return AzureJson.signIn(user, at).json();
    }

    @Test
    void shouldKnowNothingUntilARegisterIsLoaded() {
        // Given
        EstateLogRunner log = log(LEAVER);

        // When
        log.send(signIn(ADA, NOON));
        Output.Counts before = log.workOff();
        replaceAll(log, "leavers");
        log.send(signIn(ADA, NOON.plusSeconds(1)));

        // Then: an empty register is a loaded one
        assertEquals(1, before.unevaluable().get("TST-101"));
        assertEquals(1, log.workOff().unevaluable().get("TST-101"));
        assertEquals(List.of(), log.findings());
    }

    @Test
    void shouldJudgeByTheRowsInForceWhenItHappened() {
        // Given
        EstateLogRunner log = log(LEAVER);
        replaceAll(log, "leavers", row("leavers", "user=" + ADA, "leftOn=2026-03-02"));

        // When: Ada signs in on the last evening, and on the next morning; the first record is late
        log.brokerAt("2026-03-02T09:00:00Z").send(signIn(ADA, Instant.parse("2026-03-02T08:00:00Z")));
        log.send(signIn(ADA, Instant.parse("2026-03-01T23:59:59Z")));

        // Then
        assertEquals(1, log.finding("TST-101").count());
    }

    @Test
    void shouldForgetARowThatIsRemovedOrReplaced() {
        // Given
        EstateLogRunner log = log(LEAVER);
        replaceAll(log, "leavers", row("leavers", "user=" + ADA), row("leavers", "user=" + BEN));

        // When
        merge(
                log,
                "leavers",
                List.of(row("leavers", "user=" + BEN, "leftOn=2027-01-01")),
                List.of(row("leavers", "user=" + ADA)));
        log.send(signIn(ADA, NOON), signIn(BEN, NOON));

        // Then
        assertEquals(List.of(), log.findings());
    }

    @Test
    void shouldReplaceAllRowsAndOnlyThen() {
        // Given
        EstateLogRunner log = log(LEAVER);
        replaceAll(log, "leavers", row("leavers", "user=" + ADA));

        // When
        merge(log, "leavers", List.of(row("leavers", "user=" + BEN)), List.of());
        log.send(signIn(ADA, NOON), signIn(BEN, NOON));
        int afterMerge = log.findings().size();
        replaceAll(log, "leavers", row("leavers", "user=" + BEN));
        log.send(signIn(ADA, NOON.plusSeconds(5)), signIn(BEN, NOON.plusSeconds(5)));

        // Then
        assertEquals(2, afterMerge);
        log.workOff();
        assertEquals(
                List.of(1L, 2L),
                log.findings("TST-101").stream().map(f -> f.count()).sorted().toList());
    }

    @Test
    void shouldApplyNothingBeforeTheLastPart() {
        // Given
        EstateLogRunner log = log(LEAVER);
        List<ControlRecord> parts = RegisterTransfer.parts("big", "leavers", true, leavers(8_000), List.of());

        // When
        assertTrue(parts.size() > 1);
        parts.subList(0, parts.size() - 1).forEach(log::control);
        log.send(signIn(AzureJson.user(0), NOON));

        // Then
        assertEquals(1, log.workOff().unevaluable().get("TST-101"));
    }

    @Test
    void shouldRefuseALoadOfWhichAPartIsMissing() {
        EstateLogRunner log = log(LEAVER);

        List<ControlRecord> parts = RegisterTransfer.parts("big", "leavers", true, leavers(8_000), List.of());
        log.control(parts.get(parts.size() - 1));

        assertEquals(List.of("register-load-incomplete"), log.deadLetters());
    }

    @Test
    void shouldRefuseWhatIsNoRowOfTheRegister() {
        // Given
        EstateLogRunner log = log(LEAVER);
        RegisterRow noRow = new RegisterRow(new TreeMap<>(Map.of("user", FactValue.whole(3))));
        RegisterRow noDate = new RegisterRow(
                new TreeMap<>(Map.of("user", FactValue.text(ADA), "leftOn", FactValue.text("tomorrow"))));

        // When
        replaceAll(log, "leavers", noRow);
        replaceAll(log, "leavers", noDate);
        log.control(new ControlRecord.RegisterRows("a", "leaver", true, 0, 1, new byte[] {1, 0, 0}));
        log.control(new ControlRecord.RegisterRows("b", "leavers", true, 0, 1, new byte[] {7, 7}));

        // Then
        assertEquals(
                List.of("register-row-refused", "register-row-refused", "register-unknown", "register-unreadable"),
                log.deadLetters());
    }

    @Test
    void shouldFindTheRangesThatHoldAnAddress() {
        // Given: the sign-ins come from 203.0.113.45
        EstateLogRunner log = log(ELSEWHERE);
        replaceAll(
                log,
                "egressAddresses",
                row("egressAddresses", "range=2001:db8::/32"),
                row("egressAddresses", "range=203.0.113.0/27"),
                row("egressAddresses", "range=198.51.100.7"));

        // When
        log.send(signIn(ADA, NOON));
        int outside = log.findings().size();
        merge(log, "egressAddresses", List.of(row("egressAddresses", "range=203.0.113.40/29")), List.of());
        log.send(signIn(BEN, NOON));

        // Then
        assertEquals(1, outside);
        assertEquals(1, log.findings().size());
    }

    @Test
    void shouldApplyAHundredThousandRowsWithinTheBoundOfAStep() {
        // Given
        EstateLogRunner log = log(LEAVER);
        List<RegisterRow> rows = leavers(100_000);

        // When: the runner checks the bound of every step
        replaceAll(log, "leavers", rows);
        log.workOff();
        log.send(signIn(AzureJson.user(99_999), NOON));
        replaceAll(log, "leavers", rows.subList(0, 10));
        log.workOff();
        log.send(signIn(AzureJson.user(99_998), NOON), signIn(AzureJson.user(3), NOON));

        // Then
        assertEquals(2, log.findings().size());
        assertEquals(
                10,
                new RegisterStore(EstateLogRunner.ESTATE, new StepState(log.store()), new DecodedRows())
                        .scan("leavers", "", 100)
                        .size());
    }

    @Test
    void shouldGiveTheSameWhereverTheHostIsReplaced() {
        // Given
        EstateLogRunner one = log(LEAVER);
        EstateLogRunner other = log(LEAVER).restartingBeforeEachStep();
        List<ControlRecord> load = RegisterTransfer.parts("load", "leavers", true, leavers(3_000), List.of());

        // When
        for (EstateLogRunner log : List.of(one, other)) {
            load.forEach(log::control);
            for (int i = 0; i < 20; i++) {
                log.send(signIn(AzureJson.user(i * 100), NOON.plus(Duration.ofSeconds(i))));
            }
            log.workOff();
        }

        // Then
        assertArrayEquals(one.outputsAsBytes(), other.outputsAsBytes());
        assertArrayEquals(one.stateAsBytes(), other.stateAsBytes());
    }

    @Test
    void shouldJudgeResourcesAgainThatOweByARegister() {
        // Given
        String owes = TestRules.obligation(
                "TST-103",
                "{ field: resource.type, equals: microsoft.storage/storageaccounts }",
                "{ field: resource.dpiaKnown, equals: true }");
        EstateLogRunner log = log(owes);
        String account = AzureJson.storageAccount("stimaging");
        log.know(ResourceRow.unknown(ResourceId.parse(account).orElseThrow())
                .written(
                        new ResourceUpdate(
                                true,
                                false,
                                new TreeMap<>(Map.of("resource.tags", new FactValue.Structure(new TreeMap<>()))),
                                new TreeMap<>()),
                        NOON));

        // When
        replaceAll(log, "dpias", row("dpias", "reference=DPIA-1", "scope=" + AzureJson.storageAccount("stother")));
        log.workOff();
        FindingStatus first = log.finding("TST-103").status();
        merge(
                log,
                "dpias",
                List.of(row(
                        "dpias", "reference=DPIA-2", "scope=" + account.substring(0, account.indexOf("/providers")))),
                List.of());
        log.workOff();

        // Then
        assertEquals(FindingStatus.OPEN, first);
        assertEquals(FindingStatus.RESOLVED, log.finding("TST-103").status());
    }

    private static List<RegisterRow> leavers(int count) {
        List<RegisterRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row("leavers", "user=" + AzureJson.user(i), "leftOn=2026-01-01"));
        }
        return rows;
    }
}
