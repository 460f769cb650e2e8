package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.event.RecordReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a monitor remembers between steps is speed: without it, the same comes out. */
class EstateMemoryTest {
    private static final String ACCOUNT = AzureJson.storageAccount("stnorthmoorscans");
    private static final String BEN = "7d1c9a52-0000-4000-8000-00000000c0b2";
    private static final RecordReader FAILS_AT_TIMES = bytes -> {
        if (new String(bytes, StandardCharsets.UTF_8).contains("stfails")) {
            throw new IllegalStateException("a reader that fails");
        }
        return EstateLogRunner.READER.read(bytes);
    };

    private static String accountIn(String region, int minute) {
        return AzureJson.write(ACCOUNT)
                .body(Map.of("location", region))
                .at(Instant.parse("2026-03-02T09:00:00Z").plusSeconds(60L * minute))
                .json();
    }

    private static EstateLogRunner throughAFailingStep(EstateLogRunner log) {
        log.send(accountIn("westeurope", 0), accountIn("westeurope", 1));
        String failing = AzureJson.write(AzureJson.storageAccount("stfails"))
                .body(Map.of("location", "westeurope"))
                .at(Instant.parse("2026-03-02T09:10:00Z"))
                .json();
        assertThrows(IllegalStateException.class, () -> log.send(failing));
        log.send(accountIn("westeurope", 2), accountIn("uksouth", 3));
        log.workOff();
        return log;
    }

    @Test
    void shouldLeaveNothingBehindOfAStepThatFailed() {
        // Given a host that always begins anew, and one that does not
        EstateLogRunner anew =
                EstateLogRunner.replay(EstateLogRunner.BUILT_IN, FAILS_AT_TIMES).restartingBeforeEachStep();
        EstateLogRunner going = EstateLogRunner.replay(EstateLogRunner.BUILT_IN, FAILS_AT_TIMES);

        // When
        throughAFailingStep(anew);
        throughAFailingStep(going);

        // Then
        assertArrayEquals(anew.outputsAsBytes(), going.outputsAsBytes());
        assertEquals(3, going.finding("RES-001").count());
    }

    @Test
    void shouldDoWhatIsDueAtTheSameTimesAsAHostThatAlwaysLooks() {
        // Given three weeks with repeats, findings that end after quiet days and some that come late
        EstateLogRunner anew = EstateLogRunner.replay().restartingBeforeEachStep();
        EstateLogRunner going = EstateLogRunner.replay();

        // When
        for (EstateLogRunner log : List.of(anew, going)) {
            for (int i = 0; i < 40; i++) {
                Instant at = Instant.parse("2026-03-02T09:00:00Z").plusSeconds(i * 12L * 3_600);
                boolean violates = i % 17 < 2;
                log.send(
                        AzureJson.signIn(BEN, at)
                                .client(violates ? "IMAP4" : "Browser")
                                .fromTrustedLocation()
                                .json(),
                        AzureJson.signIn(BEN, at.minusSeconds(i % 7 * 600L))
                                .client(violates ? "POP3" : "Browser")
                                .fromTrustedLocation()
                                .json());
            }
            log.workOff();
        }

        // Then
        assertArrayEquals(anew.outputsAsBytes(), going.outputsAsBytes());
        assertEquals(3, going.findings("ACC-014").size());
    }

    @Test
    void shouldNotPassAllThatEverWasDueToSeeWhatIsDueNow() {
        // Given timers and states to be sent have come and gone
        EstateLogRunner log = EstateLogRunner.replay();
        CountingStore counting = new CountingStore(log.store());
        log.throughStore(counting);
        Instant nine = Instant.parse("2026-03-02T09:00:00Z");
        for (int minute = 0; minute < 30; minute++) {
            log.send(AzureJson.signIn(BEN, nine.plusSeconds(60L * minute))
                    .client("IMAP4")
                    .fromTrustedLocation()
                    .json());
        }
        counting.reset();

        // When more minutes go by
        for (int minute = 31; minute < 60; minute++) {
            log.send(accountIn("westeurope", minute));
        }

        // Then where they lay is not looked through again
        assertEquals(0, counting.scansFromTheStartOf(StateKeys.Kind.REFRESH));
        assertEquals(0, counting.scansFromTheStartOf(StateKeys.Kind.TIMER));
    }

    @Test
    void shouldBeginAnewWithAnotherStore() {
        // Given one monitor and two stores
        InMemoryStore one = new InMemoryStore();
        InMemoryStore other = new InMemoryStore();
        Monitor monitor = new Monitor(new MonitorSettings(
                EstateLogRunner.READER, EstateLogRunner.REFERENCE, TrustedKeys.of(EstateLogRunner.KEYS.getPublic())));
        LogRecord opening = new LogRecord.Control(SignedControl.sign(
                EstateLogRunner.ESTATE,
                new ControlRecord.LogOpened(LogMode.REPLAY, EstateLogRunner.REPLAYED_AT, null),
                EstateLogRunner.KEYS));

        // When
        one.apply(monitor.step(EstateLogRunner.ESTATE, opening, Instant.EPOCH, one));
        StepResult elsewhere = monitor.step(EstateLogRunner.ESTATE, opening, Instant.EPOCH, other);

        // Then its first record is the first
        assertEquals(1, elsewhere.sequence());
        assertEquals(List.of(), elsewhere.outputs());
    }
}
