package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.finding.Disposition;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.ledger.FiledReport;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people decide counts only when somebody trusted has signed it, for this estate. */
class ControlRecordsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final ControlRecord CHECKPOINT = new ControlRecord.Checkpoint("c1");

    private final EstateLogRunner log = EstateLogRunner.replay();

    private void assertRejected(String reason) {
        assertEquals(List.of(reason), log.deadLetters());
        Finding finding = log.finding("MON-001");
        assertEquals(Severity.CRITICAL, finding.latest().severity());
        assertEquals(
                "A control record was rejected: " + reason, finding.latest().message());
        assertEquals(List.of(), log.outputs(Output.CheckpointReached.class), "it had no effect");
    }

    @Test
    void shouldRejectWhatIsSignedByAKeyNobodyTrusts() {
        // When
        log.step(TrustedKeys.sign(EstateLogRunner.ESTATE, CHECKPOINT, EstateLogRunner.newKeys()));

        // Then
        assertRejected("control-not-trusted");
    }

    @Test
    void shouldRejectWhatIsSignedForAnotherEstate() {
        // When
        log.step(TrustedKeys.sign("southmoor", CHECKPOINT, EstateLogRunner.KEYS));

        // Then
        assertRejected("control-of-another-estate");
    }

    @Test
    void shouldRejectWhatWasChangedAfterItWasSigned() {
        // Given
        byte[] signed = TrustedKeys.sign(EstateLogRunner.ESTATE, CHECKPOINT, EstateLogRunner.KEYS)
                .signed();
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        byte[] changed = text.replace("c1", "c2").getBytes(StandardCharsets.ISO_8859_1);

        // When
        log.step(new LogRecord.Control(changed));

        // Then
        assertRejected("control-not-trusted");
    }

    @Test
    void shouldRejectWhatIsNotSignedAtAll() {
        // When
        log.step(new LogRecord.Control(CHECKPOINT.encoded()));

        // Then
        assertRejected("control-unreadable");
    }

    @Test
    void shouldRejectBytesThatAreNoControlRecord() {
        for (byte[] bytes : List.of(
                new byte[0],
                new byte[] {1},
                new byte[] {9, 9, 9},
                "approve everything".getBytes(StandardCharsets.UTF_8))) {
            // When
            List<Output> outputs = log.step(new LogRecord.Control(bytes));

            // Then
            assertEquals("control-unreadable", ((Output.DeadLetter) outputs.get(0)).reason());
            assertArrayEquals(bytes, ((Output.DeadLetter) outputs.get(0)).bytes());
        }
        assertEquals(4, lastCount("MON-001"));
    }

    private long lastCount(String rule) {
        log.workOff();
        return log.finding(rule).count();
    }

    @Test
    void shouldNotCountControlRecordsAmongTheElementsRead() {
        // When
        log.step(new LogRecord.Control(new byte[0]));
        Output.Counts counts = log.workOff();

        // Then
        assertEquals(0, counts.read());
        assertEquals(Map.of(), counts.deadLettered());
    }

    @Test
    void shouldTrustAnyOfItsKeys() {
        // Given a monitor that trusts two people
        KeyPair other = EstateLogRunner.newKeys();
        Monitor monitor = new Monitor(new MonitorSettings(
                EstateLogRunner.READER,
                EstateLogRunner.REFERENCE,
                TrustedKeys.of(EstateLogRunner.KEYS.getPublic(), other.getPublic())));

        // When
        StepResult result = monitor.step(
                EstateLogRunner.ESTATE,
                TrustedKeys.sign(EstateLogRunner.ESTATE, CHECKPOINT, other),
                NINE,
                new InMemoryStore());

        // Then
        assertEquals(Output.CheckpointReached.class, result.outputs().get(0).getClass());
    }

    @Nested
    class TheModeOfALog {
        @Test
        void shouldBeForEver() {
            // When
            log.control(new ControlRecord.LogOpened(LogMode.LIVE, null, null));

            // Then
            assertRejected("log-is-replay");
        }

        @Test
        void shouldBeForEverInALiveLogToo() {
            // Given
            EstateLogRunner live = EstateLogRunner.live();

            // When
            live.control(new ControlRecord.LogOpened(LogMode.REPLAY, NINE, null));

            // Then
            assertEquals(List.of("log-is-live"), live.deadLetters());
        }

        @Test
        void shouldBeAllowedToBeSaidAgain() {
            // When
            log.control(new ControlRecord.LogOpened(LogMode.REPLAY, EstateLogRunner.REPLAYED_AT, null));

            // Then
            assertEquals(List.of(), log.deadLetters());
        }

        @Test
        void shouldBeKnownBeforeAnythingIsRead() {
            // Given a log that nobody has opened
            EstateLogRunner unopened = EstateLogRunner.unopened();

            // When
            unopened.send(AzureJson.signIn(AzureJson.user(1), NINE).json(), "{broken");
            unopened.tick(NINE);
            unopened.control(new ControlRecord.LogOpened(LogMode.REPLAY, EstateLogRunner.REPLAYED_AT, null));
            Output.Counts counts = unopened.workOff();

            // Then nothing was dropped in silence
            assertEquals(2, counts.read());
            assertEquals(0, counts.parsed());
            assertEquals(1L, counts.deadLettered().get("log-not-opened"));
        }

        @Test
        void shouldNameTheFutureInAReplayAndOnlyThere() {
            assertThrows(IllegalArgumentException.class, () -> new ControlRecord.LogOpened(LogMode.REPLAY, null, null));
            assertThrows(IllegalArgumentException.class, () -> new ControlRecord.LogOpened(LogMode.LIVE, NINE, null));
        }
    }

    @Nested
    class TheBinaryForm {
        private final List<ControlRecord> records = List.of(
                new ControlRecord.LogOpened(LogMode.LIVE, null, "RX1"),
                new ControlRecord.LogOpened(LogMode.REPLAY, NINE, null),
                new ControlRecord.Checkpoint("c1"),
                ControlRecord.FindingAct.acknowledge(new FindingId("0123"), "sam", NINE.plusNanos(700)),
                ControlRecord.FindingAct.assign(new FindingId("0123"), "ada", "sam", NINE),
                ControlRecord.FindingAct.dispose(new FindingId("0123"), Disposition.ACCEPTED, "sam", "known", NINE),
                new ControlRecord.ExemptionApproved(SampleExemption.of("EX-1", NINE, "TST-001", "/s/a")),
                new ControlRecord.ExemptionRevoked("EX-1", "sam", "moved", NINE),
                new ControlRecord.ReportFiled(
                        new FiledReport(
                                YearMonth.of(2026, 3),
                                "RX1",
                                2,
                                FiledReport.State.FINAL,
                                new TreeMap<>(Map.of("summary.pdf", "ab".repeat(32), "summary.html", "cd".repeat(32)))),
                        "sam",
                        NINE),
                new ControlRecord.ReportFiled(
                        new FiledReport(
                                YearMonth.of(2026, 3),
                                null,
                                1,
                                FiledReport.State.DRAFT,
                                new TreeMap<>(Map.of("summary.pdf", "ab".repeat(32)))),
                        "sam",
                        NINE));

        @Test
        void shouldReadBackWhatItWrote() {
            for (ControlRecord record : records) {
                assertEquals(record, ControlRecord.decoded(record.encoded()));
            }
        }

        @Test
        void shouldReadBackPartsOfARuleSet() {
            // Given
            ControlRecord.RuleSetChunk chunk = new ControlRecord.RuleSetChunk("digest", 1, 3, new byte[] {1, 2, 3});

            // When
            ControlRecord.RuleSetChunk read = (ControlRecord.RuleSetChunk) ControlRecord.decoded(chunk.encoded());

            // Then
            assertEquals(chunk.digest(), read.digest());
            assertEquals(1, read.index());
            assertEquals(3, read.count());
            assertArrayEquals(chunk.bytes(), read.bytes());
        }

        @Test
        void shouldRefuseWhatIsCutAnywhere() {
            for (ControlRecord record : records) {
                byte[] whole = record.encoded();
                for (int length = 0; length < whole.length; length++) {
                    byte[] cut = Arrays.copyOf(whole, length);
                    assertThrows(MalformedRowException.class, () -> ControlRecord.decoded(cut));
                }
            }
        }

        @Test
        void shouldRefusePartsThatCannotBe() {
            byte[] tooLarge = new byte[ControlRecord.RuleSetChunk.MOST_BYTES + 1];
            assertThrows(IllegalArgumentException.class, () -> new ControlRecord.RuleSetChunk("d", 0, 1, tooLarge));
            assertThrows(IllegalArgumentException.class, () -> new ControlRecord.RuleSetChunk("d", 1, 1, new byte[0]));
            assertThrows(IllegalArgumentException.class, () -> new ControlRecord.RuleSetChunk("d", -1, 1, new byte[0]));
        }
    }
}
