package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.LedgerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Azure tells one write in two records: the body on {@code Start}, the outcome on {@code Success}. */
class WriteInTwoHalvesTest {
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");
    private static final Map<String, Object> IN_WEST_EUROPE =
            Map.of("location", "westeurope", "sku", Map.of("name", "Standard_LRS"));

    private static final Instant SUCCEEDED_AT = Instant.parse("2026-03-02T09:00:05Z");
    private static final String START = AzureJson.write(ACCOUNT)
            .started()
            .body(IN_WEST_EUROPE)
            .at("2026-03-02T09:00:00Z")
            .request("r1")
            .json();
    private static final String SUCCESS = AzureJson.write(ACCOUNT)
            .created()
            .at(SUCCEEDED_AT)
            .request("r1")
            .inCapitals()
            .json();

    @Test
    void shouldRaiseOneFindingOnSuccessWhenTheStartComesFirst() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay();

        // When
        List<Output> onStart = log.send(START);
        List<Output> onSuccess = log.send(SUCCESS);
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(List.of(), onStart);
        assertOneFindingSent(onSuccess);
        assertOneOpenFinding(log);
        assertEquals(2, counts.parsed());
        assertEquals(0L, counts.unevaluable().getOrDefault("RES-001", 0L));
    }

    @Test
    void shouldRaiseTheSameFindingWhenTheSuccessComesFirst() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay();

        // When
        List<Output> onSuccess = log.send(SUCCESS);
        List<Output> onStart = log.send(START);
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(List.of(), onSuccess);
        assertOneFindingSent(onStart);
        assertOneOpenFinding(log);
        assertEquals(1L, counts.unevaluable().get("RES-001"), "nothing was known on the success alone");
    }

    private static void assertOneFindingSent(List<Output> sent) {
        assertEquals(
                List.of("FindingState", "LedgerEntry"),
                sent.stream()
                        .filter(output -> isOf(output, "RES-001"))
                        .map(output -> output.getClass().getSimpleName())
                        .sorted()
                        .toList());
        assertEquals(
                1, sent.stream().filter(Output.EvidenceRecord.class::isInstance).count());
    }

    private static boolean isOf(Output output, String rule) {
        if (output instanceof Output.FindingState state) {
            return state.finding().rule().id().equals(rule);
        }
        return output instanceof Output.LedgerEntry entry
                && entry.event() instanceof LedgerEvent.FindingChanged changed
                && changed.finding().rule().id().equals(rule);
    }

    private static void assertOneOpenFinding(EstateLogRunner log) {
        Finding finding = log.finding("RES-001");
        assertEquals(FindingStatus.OPEN, finding.status());
        assertEquals(1, finding.count());
        assertEquals(SUCCEEDED_AT, finding.openedAt());
        assertEquals(Finding.FROM_EVENT, finding.origin());
        assertEquals(List.of(Transition.OPENED), log.history("RES-001"));
        assertEquals(
                FactValue.text("westeurope"),
                log.resource(ACCOUNT).orElseThrow().read("resource.region"));
    }

    @Test
    void shouldCountEachHalfOnceHoweverOftenItIsDelivered() {
        // Given both halves in either order, and then both again, in either order
        for (List<String> order : List.of(
                List.of(START, SUCCESS, SUCCESS, START),
                List.of(START, SUCCESS, START, SUCCESS),
                List.of(SUCCESS, START, SUCCESS, START),
                List.of(SUCCESS, START, START, SUCCESS),
                List.of(SUCCESS, SUCCESS, START, START))) {
            EstateLogRunner log = EstateLogRunner.replay();

            // When
            order.forEach(log::send);
            log.workOff();

            // Then
            assertEquals(1, log.finding("RES-001").count(), () -> "order " + order.indexOf(START) + order);
        }
    }

    @Test
    void shouldSayThatTheBodyIsMissingWhenTheHalvesAreTooFarApart() {
        // Given a success whose start is delivered 31 minutes of the arrival clock later
        EstateLogRunner log = EstateLogRunner.live();
        log.brokerAt("2026-03-02T09:00:10Z").send(SUCCESS);
        log.tick("2026-03-02T09:31:00Z");

        // When
        log.brokerAt("2026-03-02T09:31:10Z").send(START);
        Output.Counts counts = log.workOff();

        // Then nothing is invented
        assertEquals(List.of(), log.findings());
        assertEquals(1L, counts.unevaluable().get("RES-001"));
        assertTrue(log.resource(ACCOUNT).orElseThrow().known().isEmpty());
    }

    @Test
    void shouldSayThatTheBodyIsMissingWhenTheSuccessComesTooLate() {
        // Given
        EstateLogRunner log = EstateLogRunner.live();
        log.brokerAt("2026-03-02T09:00:10Z").send(START);
        log.tick("2026-03-02T09:31:00Z");

        // When
        log.brokerAt("2026-03-02T09:31:10Z").send(SUCCESS);
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(List.of(), log.findings());
        assertEquals(1L, counts.unevaluable().get("RES-001"));
    }

    @Test
    void shouldJoinHalvesThatAreJustNearEnough() {
        // Given
        EstateLogRunner log = EstateLogRunner.live();
        log.brokerAt("2026-03-02T09:00:10Z").send(START);
        log.tick("2026-03-02T09:29:59Z");

        // When
        log.brokerAt("2026-03-02T09:30:00Z").send(SUCCESS);

        // Then
        assertEquals(1, log.findings("RES-001").size());
    }

    @Test
    void shouldGoByTheProvidersDefaultsWhenTheOtherHalfProvesTheCreation() {
        // Given a blob service whose body leaves soft delete and versioning out
        String service = ACCOUNT + "/blobServices/default";
        String start = AzureJson.write(service)
                .started()
                .body(Map.of("properties", Map.of()))
                .at("2026-03-02T09:00:00Z")
                .request("r2")
                .json();
        String success = AzureJson.write(service)
                .created()
                .at(SUCCEEDED_AT)
                .request("r2")
                .json();
        for (List<String> order : List.of(List.of(start, success), List.of(success, start))) {
            EstateLogRunner log = EstateLogRunner.replay();

            // When
            order.forEach(log::send);

            // Then
            assertEquals(
                    FactValue.flag(false),
                    log.resource(service).orElseThrow().read("storage.versioning"),
                    "the start came " + (order.get(0).equals(start) ? "first" : "second"));
        }
    }

    @Test
    void shouldForgetABodyWhoseRequestFailed() {
        // Given
        EstateLogRunner log = EstateLogRunner.replay();
        log.send(START);
        log.send(AzureJson.write(ACCOUNT)
                .failed()
                .at("2026-03-02T09:00:03Z")
                .request("r1")
                .json());

        // When another request with no body succeeds
        log.send(SUCCESS);

        // Then
        assertEquals(List.of(), log.findings());
    }

    @Test
    void shouldTakeAwayAChildThatTheBodyLeavesOutInEitherOrder() {
        // Given a group with an open rule
        String group = AzureJson.securityGroup("nsg-pacs");
        String withRule = AzureJson.write(group)
                .created()
                .body(Map.of("properties", Map.of("securityRules", List.of(AzureJson.openRule("allow-rdp")))))
                .at("2026-03-02T08:00:00Z")
                .json();
        Map<String, Object> other = Map.of("name", "allow-web", "properties", AzureJson.rule("Internet", "443"));
        String start = AzureJson.write(group)
                .started()
                .body(Map.of("properties", Map.of("securityRules", List.of(other))))
                .at("2026-03-02T09:00:00Z")
                .request("r3")
                .json();
        String success = AzureJson.write(group).at(SUCCEEDED_AT).request("r3").json();
        for (List<String> order : List.of(List.of(start, success), List.of(success, start))) {
            EstateLogRunner log = EstateLogRunner.replay();
            log.send(withRule);

            // When it is written again with another rule only
            order.forEach(log::send);
            log.workOff();

            // Then
            assertEquals(
                    FindingStatus.RESOLVED,
                    log.finding("NET-001").status(),
                    "the start came " + (order.get(0).equals(start) ? "first" : "second"));
        }
    }
}
