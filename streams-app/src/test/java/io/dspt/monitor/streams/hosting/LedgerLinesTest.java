package io.dspt.monitor.streams.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerVerdict;
import io.dspt.monitor.core.ledger.LedgerVerification;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the ledger, whoever hosts the fold and whatever happens to the host. */
final class LedgerLinesTest {

    /** A host that may be a new one for every record. */
    private static List<String> inMemory(
            MonitorSettings settings, List<LogRecord> records, FoldState state, int newEach) {
        List<String> lines = new ArrayList<>();
        FoldHost host = new FoldHost(new Monitor(settings));
        int steps = 0;
        for (LogRecord record : records) {
            if (newEach > 0 && ++steps % newEach == 0) {
                host = new FoldHost(new Monitor(settings));
            }
            host.step(SampleLog.ESTATE, record, SampleLog.NINE, state)
                    .ledgerLines()
                    .forEach(line -> lines.add(text(line)));
        }
        return lines;
    }

    private static List<String> inMemory(SampleLog log) {
        return inMemory(log.settings(), log.records(), new InMemoryFoldState(), 0);
    }

    private static List<String> inKafkaStreams(SampleLog log, Path folder) {
        Properties properties = new Properties();
        properties.putAll(
                Map.of("application.id", "test", "bootstrap.servers", "none:1", "state.dir", folder.toString()));
        try (TopologyTestDriver driver = new TopologyTestDriver(
                MonitorTopology.around(log.settings(), new LiveEstates()), properties, SampleLog.NINE)) {
            TestInputTopic<String, byte[]> topic =
                    driver.createInputTopic(Topics.LOG, new StringSerializer(), new ByteArraySerializer());
            for (LogRecord record : log.records()) {
                LogRecordForm form = LogRecordForm.of(record);
                Headers headers = new RecordHeaders();
                new TreeMap<>(form.headers()).forEach(headers::add);
                topic.pipeInput(new TestRecord<>(SampleLog.ESTATE, form.value(), headers, SampleLog.NINE));
            }
            List<TestRecord<String, byte[]>> written = driver.createOutputTopic(
                            Topics.LEDGER, new StringDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
            written.forEach(record -> assertEquals(SampleLog.ESTATE, record.key()));
            return written.stream().map(record -> text(record.value())).toList();
        }
    }

    private static LedgerVerdict verdict(List<String> lines) {
        LedgerVerification verification = new LedgerVerification(SampleLog.ESTATE, List.of());
        lines.forEach(line -> verification.take(line.getBytes(StandardCharsets.UTF_8)));
        return verification.verdict();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void shouldFollowOneAnotherWhateverTheyTell() {
        List<String> lines = inMemory(SampleLog.ofADay());

        LedgerVerdict.Holds holds = assertInstanceOf(LedgerVerdict.Holds.class, verdict(lines));
        assertEquals(lines.size(), holds.span().entries());
        assertEquals(
                List.of("exemption", "finding", "report", "rules"),
                List.copyOf(holds.span().kinds().keySet()));
    }

    @Test
    void shouldBeTheSameInMemoryAndUnderKafkaStreams(@TempDir Path folder) {
        SampleLog log = SampleLog.ofADay();

        assertEquals(inMemory(log), inKafkaStreams(log, folder));
    }

    @Test
    void shouldBeTheSameWhenTheHostIsANewOneForEveryRecord() {
        SampleLog log = SampleLog.ofADay();

        assertEquals(inMemory(log), inMemory(log.settings(), log.records(), new InMemoryFoldState(), 1));
    }

    @Test
    void shouldLeaveNoGapWhereAStepIsTorn(@TempDir Path folder) {
        // Given a log in whose midst a step throws
        SampleLog log = new SampleLog();
        log.account("stone", "westeurope", 0);
        log.fault();
        log.account("sttwo", "westeurope", 60);
        log.fault();
        log.account("stone", "uksouth", 120);

        // When
        List<String> lines = inMemory(log);

        // Then the lines follow one another as if it had not been there
        LedgerVerdict.Holds holds = assertInstanceOf(LedgerVerdict.Holds.class, verdict(lines));
        assertEquals(Map.of("rules", 1L, "finding", 3L), holds.span().kinds());
        assertEquals(lines, inKafkaStreams(log, folder));
    }

    @Test
    void shouldWriteTheSameLineAgainWhenTheStoreFailedAndTheRecordIsTakenAgain() {
        // Given a host whose store fails at one record, and another host that goes on from there with the same record
        SampleLog log = SampleLog.ofADay();
        List<String> undisturbed = inMemory(log);
        List<LogRecord> records = log.records();

        for (int failing = 0; failing < records.size(); failing++) {
            InMemoryFoldState state = new InMemoryFoldState();
            List<String> lines = new ArrayList<>(inMemory(log.settings(), records.subList(0, failing), state, 0));
            LedgerHead before = state.ledgerHead(SampleLog.ESTATE);
            LogRecord record = records.get(failing);
            FoldHost dying = new FoldHost(new Monitor(log.settings()));
            assertThrows(
                    KafkaException.class,
                    () -> dying.step(SampleLog.ESTATE, record, SampleLog.NINE, new Failing(state)));
            assertEquals(before, state.ledgerHead(SampleLog.ESTATE), "nothing was appended");

            // When
            lines.addAll(inMemory(log.settings(), records.subList(failing, records.size()), state, 0));

            // Then
            assertEquals(undisturbed, lines, "after record " + failing);
        }
    }

    @Test
    void shouldNameNobody() {
        String all = inMemory(SampleLog.ofADay()).stream().collect(Collectors.joining("\n"));

        assertTrue(all.contains("\"owner\":\"person:"), all);
        for (String name : List.of("ada.okafor", "SIRO", "imaging", "pseudonymised", "no region", "moved")) {
            assertTrue(!all.contains(name), () -> name + " stands in " + all);
        }
    }

    @Test
    void shouldCountEachEstateByItself() {
        // Given one state that holds two estates
        SampleLog log = SampleLog.ofADay();
        InMemoryFoldState state = new InMemoryFoldState();
        state.keepLedgerHead("south", new LedgerHead(7, "a".repeat(64)));

        // When
        List<String> lines = inMemory(log.settings(), log.records(), state, 0);

        // Then
        assertEquals(lines.size(), state.ledgerHead(SampleLog.ESTATE).sequence());
        assertEquals(7, state.ledgerHead("south").sequence());
    }

    /** A store that cannot be written. */
    private record Failing(FoldState state) implements FoldState {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return state.get(key);
        }

        @Override
        public Rows scan(byte[] from, byte[] to) {
            return state.scan(from, to);
        }

        @Override
        public void apply(StepResult result) {
            throw new KafkaException("the store is gone");
        }

        @Override
        public long failedElements(String estate) {
            return state.failedElements(estate);
        }

        @Override
        public void countFailedElement(String estate) {
            state.countFailedElement(estate);
        }

        @Override
        public LedgerHead ledgerHead(String estate) {
            return state.ledgerHead(estate);
        }

        @Override
        public void keepLedgerHead(String estate, LedgerHead head) {
            state.keepLedgerHead(estate, head);
        }
    }

    /** So that a change of what a step gives is noticed here. */
    @Test
    void shouldGiveALineForEveryEntryAndNoOther() {
        SampleLog log = SampleLog.ofADay();
        FoldHost host = new FoldHost(new Monitor(log.settings()));
        InMemoryFoldState state = new InMemoryFoldState();

        for (LogRecord record : log.records()) {
            FoldHost.Stepped stepped = host.step(SampleLog.ESTATE, record, SampleLog.NINE, state);

            long entries = stepped.outputs().stream()
                    .filter(Output.LedgerEntry.class::isInstance)
                    .count();
            assertEquals(entries, stepped.ledgerLines().size());
        }
    }
}
