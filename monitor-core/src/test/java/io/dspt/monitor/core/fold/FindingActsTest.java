package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.fold.ControlRecord.Act;
import io.dspt.monitor.core.ledger.LedgerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with findings, and what is refused. */
class FindingActsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant DECIDED_AT = NINE.plusSeconds(600);
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");

    private final EstateLogRunner log = EstateLogRunner.replay();
    private FindingId finding = new FindingId("");

    @BeforeEach
    void givenAFinding() {
        accountIn("westeurope", NINE);
        finding = log.finding("RES-001").id();
    }

    private void accountIn(String region, Instant at) {
        log.send(
                AzureJson.write(ACCOUNT).body(Map.of("location", region)).at(at).json());
    }

    private List<Output> act(FindingId id, Act act, String reason) {
        return log.control(
                act == Act.ACKNOWLEDGE
                        ? ControlRecord.FindingAct.acknowledge(id, "sam", DECIDED_AT)
                        : ControlRecord.FindingAct.dispose(id, Disposition.OUT_OF_SCOPE, "sam", reason, DECIDED_AT));
    }

    private void assertRefused(List<Output> outputs) {
        assertRefused("act-not-allowed-by-status", outputs);
    }

    private void assertRefused(String reason, List<Output> outputs) {
        assertEquals(reason, ((Output.DeadLetter) outputs.get(0)).reason());
    }

    @Test
    void shouldAcknowledge() {
        // When
        act(finding, Act.ACKNOWLEDGE, "");

        // Then
        assertEquals(FindingStatus.ACKNOWLEDGED, log.finding("RES-001").status());
        LedgerEvent.FindingChanged entry =
                log.ledger(LedgerEvent.FindingChanged.class).get(1);
        assertEquals(Transition.ACKNOWLEDGED, entry.transition());
        assertEquals(DECIDED_AT, entry.at());
        assertEquals(Map.of("acknowledged", 1L), log.workOff().findings());
    }

    @Test
    void shouldStayAcknowledgedWhileItIsSeenAgain() {
        // Given
        act(finding, Act.ACKNOWLEDGE, "");

        // When
        accountIn("westeurope", NINE.plusSeconds(900));
        log.workOff();

        // Then
        assertEquals(FindingStatus.ACKNOWLEDGED, log.finding("RES-001").status());
        assertEquals(2, log.finding("RES-001").count());
    }

    @Test
    void shouldResolveWhatIsAcknowledgedAndReopenItUnacknowledged() {
        // Given
        act(finding, Act.ACKNOWLEDGE, "");

        // When
        accountIn("uksouth", NINE.plusSeconds(900));

        // Then
        assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());

        // When
        accountIn("westeurope", NINE.plusSeconds(1_800));

        // Then
        assertEquals(FindingStatus.OPEN, log.finding("RES-001").status());
    }

    @Test
    void shouldRefuseToAcknowledgeTwiceOrWhatIsOver() {
        // Given
        act(finding, Act.ACKNOWLEDGE, "");

        // Then
        assertRefused(act(finding, Act.ACKNOWLEDGE, ""));

        // Given
        accountIn("uksouth", NINE.plusSeconds(900));

        // Then
        assertRefused(act(finding, Act.ACKNOWLEDGE, ""));
        assertEquals(FindingStatus.RESOLVED, log.finding("RES-001").status());
    }

    @Test
    void shouldDisposeWithAReason() {
        // When
        act(finding, Act.DISPOSE, "a laboratory without patient data");

        // Then
        Finding disposed = log.finding("RES-001");
        assertEquals(FindingStatus.DISPOSED, disposed.status());
        assertEquals(
                new Finding.Ending(
                        DECIDED_AT,
                        "disposed as out-of-scope by sam: a laboratory without patient data",
                        new Finding.Decision(Disposition.OUT_OF_SCOPE, "sam", "a laboratory without patient data")),
                disposed.ending());
    }

    @Test
    void shouldRefuseADisposalWithoutAReason() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ControlRecord.FindingAct.dispose(finding, Disposition.OUT_OF_SCOPE, "sam", " ", DECIDED_AT));
    }

    @Test
    void shouldRefuseToDisposeTwice() {
        // Given
        act(finding, Act.DISPOSE, "known");

        // When
        List<Output> outputs = act(finding, Act.DISPOSE, "really");

        // Then
        assertRefused(outputs);
        assertEquals(
                "disposed as out-of-scope by sam: known",
                log.finding("RES-001").ending().by());
    }

    @Test
    void shouldDisposeOfWhatIsResolved() {
        // Given
        accountIn("uksouth", NINE.plusSeconds(60));

        // When
        act(finding, Act.DISPOSE, "known");

        // Then
        assertEquals(FindingStatus.DISPOSED, log.finding("RES-001").status());
    }

    @Test
    void shouldBeginAnewWhenTheViolationIsSeenAfterItsDisposal() {
        // Given
        act(finding, Act.DISPOSE, "known");

        // When an old record comes, and then a new one
        accountIn("westeurope", DECIDED_AT.minusSeconds(1));
        assertEquals(1, log.findings("RES-001").size());
        accountIn("westeurope", DECIDED_AT.plusSeconds(1));
        log.workOff();

        // Then
        List<Finding> findings = log.findings("RES-001");
        assertEquals(FindingStatus.DISPOSED, findings.get(0).status());
        assertEquals(FindingStatus.OPEN, findings.get(1).status());
        assertEquals(2, findings.get(1).episode());
    }

    @Test
    void shouldNotResolveWhatIsDisposedOf() {
        // Given
        act(finding, Act.DISPOSE, "known");

        // When
        accountIn("uksouth", DECIDED_AT.plusSeconds(60));
        log.workOff();

        // Then
        assertEquals(FindingStatus.DISPOSED, log.finding("RES-001").status());
    }

    @Test
    void shouldRefuseToActOnAFindingThatDoesNotExist() {
        // When
        List<Output> outputs = act(new FindingId("0".repeat(32)), Act.ACKNOWLEDGE, "");

        // Then it is said, and somebody looks
        assertRefused("act-on-no-such-finding", outputs);
        assertEquals(1, log.findings("MON-001").size());
    }
}
