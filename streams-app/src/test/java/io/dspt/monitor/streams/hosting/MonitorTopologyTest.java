package io.dspt.monitor.streams.hosting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.CheckpointJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonitorTopologyTest {
    private static final String ESTATE = "north";
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    /** Counts everything as of a category nobody reads, and has a fault. */
    private static final RecordReader FAULTY_READER = new RecordReader() {
        @Override
        public ReadResult read(byte[] element) {
            if (new String(element, StandardCharsets.UTF_8).contains("fault")) {
                throw new IllegalStateException("a fault of the engine, with the secret hunter2 in its message");
            }
            return new ReadResult.Ignored("Unread");
        }

        @Override
        public ReadResult readResource(byte[] element, Instant takenAt) {
            return read(element);
        }
    };

    @TempDir
    private Path stateDirectory;

    private final LiveEstates liveEstates = new LiveEstates();
    private KeyPair keys;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> log;
    private TestOutputTopic<String, byte[]> coverage;
    private TestOutputTopic<String, byte[]> deadLetters;

    @BeforeEach
    void start() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        MonitorSettings settings =
                new MonitorSettings(FAULTY_READER, ReferenceFiles.builtIn(), TrustedKeys.of(keys.getPublic()));
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "application.id", "test", "bootstrap.servers", "none:1", "state.dir", stateDirectory.toString()));
        driver = new TopologyTestDriver(MonitorTopology.around(settings, liveEstates), properties, NOW);
        log = driver.createInputTopic(Topics.LOG, new StringSerializer(), new ByteArraySerializer());
        coverage = driver.createOutputTopic(Topics.COVERAGE, new StringDeserializer(), new ByteArrayDeserializer());
        deadLetters =
                driver.createOutputTopic(Topics.DEAD_LETTERS, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        if (driver != null) {
            driver.close();
        }
    }

    @Test
    void shouldGiveUpARecordWhoseStepThrowsAndGoOn() {
        // Given an open log
        pipe(control(new ControlRecord.LogOpened(LogMode.REPLAY, NOW, null)));

        // When a record in the middle makes the step throw
        pipe(azure("one"));
        pipe(azure("fault"));
        pipe(azure("three"));
        pipe(control(new ControlRecord.Checkpoint("end")));

        // Then it is a dead letter with its bytes, and every element is accounted for
        List<TestRecord<String, byte[]>> letters = deadLetters.readRecordsToList();
        assertEquals(1, letters.size());
        assertEquals(FoldHost.STEP_FAILED, header(letters.get(0), "reason"));
        assertEquals("fault", new String(letters.get(0).value(), StandardCharsets.UTF_8));
        CheckpointReached reached = checkpoint();
        assertEquals(3, reached.counts().read());
        assertEquals(Map.of("Unread", 2L), reached.counts().ignored());
        assertEquals(Map.of(FoldHost.STEP_FAILED, 1L), reached.counts().deadLettered());
    }

    @Test
    void shouldGiveUpAResourceOfASnapshotAndSayThatTheSnapshotIsIncomplete() {
        // Given
        pipe(control(new ControlRecord.LogOpened(LogMode.REPLAY, NOW, null)));

        // When
        pipe(new LogRecord.SnapshotResource(bytes("fault"), origin(), NOW, "s1"));
        pipe(new LogRecord.SnapshotEnd("s1", NOW, new TreeSet<>(List.of("a")), 1));
        pipe(control(new ControlRecord.Checkpoint("end")));

        // Then it is accounted for, and the end is none of the elements
        assertEquals(
                List.of(FoldHost.STEP_FAILED, "snapshot-incomplete"),
                deadLetters.readRecordsToList().stream()
                        .map(letter -> header(letter, "reason"))
                        .toList());
        CheckpointReached reached = checkpoint();
        assertEquals(1, reached.counts().read());
        assertEquals(Map.of(FoldHost.STEP_FAILED, 1L), reached.counts().deadLettered());
    }

    @Test
    void shouldTellWhichOfItsLogsNeedTicks() {
        // Given a task that has begun
        assertEquals(java.util.Set.of(0), liveEstates.partitions());

        // When a live log and a replay are opened
        pipe(control(new ControlRecord.LogOpened(LogMode.LIVE, null, null)));
        ControlRecord replay = new ControlRecord.LogOpened(LogMode.REPLAY, NOW, null);
        pipe("south", TrustedKeys.sign("south", replay, keys));

        // Then only the live one needs ticks, until the task ends
        assertEquals(java.util.Set.of(ESTATE), liveEstates.of(0));
        driver.close();
        driver = null;
        assertTrue(liveEstates.partitions().isEmpty());
    }

    @Test
    void shouldDeadLetterWhatIsNoLogRecord() {
        // Given records that no ingestor writes
        log.pipeInput(new TestRecord<>(ESTATE, bytes("no headers"), new RecordHeaders(), NOW));
        log.pipeInput(new TestRecord<>(null, bytes("no key"), new RecordHeaders(), NOW));

        List<TestRecord<String, byte[]>> letters = deadLetters.readRecordsToList();

        assertEquals(
                List.of(FoldProcessor.NOT_A_LOG_RECORD, FoldProcessor.NOT_A_LOG_RECORD),
                letters.stream().map(letter -> header(letter, "reason")).toList());
        assertArrayEquals(bytes("no headers"), letters.get(0).value());
    }

    @Test
    void shouldSayHowLongACutElementWas() {
        // Given an element that its ingestor had to cut
        pipe(control(new ControlRecord.LogOpened(LogMode.REPLAY, NOW, null)));
        LogRecordForm form = LogRecordForm.of(new LogRecord.UnreadableElement(bytes("cut"), "too-large", origin()));
        Headers headers = headers(form);
        headers.add("length", bytes("5000000"));
        headers.add("ingestor", bytes("files"));

        log.pipeInput(new TestRecord<>(ESTATE, form.value(), headers, NOW));

        TestRecord<String, byte[]> letter = deadLetters.readRecord();
        assertEquals("too-large", header(letter, "reason"));
        assertEquals("5000000", header(letter, "length"));
        assertEquals("files", header(letter, "ingestor"));
        assertEquals(origin().sha256(), header(letter, "sha256"));
    }

    @Test
    void shouldNumberOutputsSoThatASinkCanDropRepeats() {
        pipe(control(new ControlRecord.LogOpened(LogMode.REPLAY, NOW, null)));

        pipe(control(new ControlRecord.Checkpoint("end")));

        TestRecord<String, byte[]> output = coverage.readRecord();
        assertEquals("2", header(output, "sequence"));
        assertEquals("0", header(output, "ordinal"));
    }

    @Test
    void shouldNameEveryNodeTheSameWhateverTheRules() {
        MonitorSettings settings =
                new MonitorSettings(FAULTY_READER, ReferenceFiles.builtIn(), TrustedKeys.of(keys.getPublic()));

        String described =
                MonitorTopology.around(settings, liveEstates).describe().toString();

        assertTrue(described.contains("Processor: monitor (stores: [estate, state])"), described);
        for (String topic : List.of("findings", "ledger", "evidence", "coverage", "dead-letters")) {
            assertTrue(described.contains("Sink: to-dspt." + topic), described);
        }
    }

    private CheckpointReached checkpoint() {
        TestRecord<String, byte[]> last = null;
        for (TestRecord<String, byte[]> record : coverage.readRecordsToList()) {
            last = record;
        }
        return CheckpointJson.parse(last.value());
    }

    private LogRecord control(ControlRecord record) {
        return TrustedKeys.sign(ESTATE, record, keys);
    }

    private static LogRecord azure(String text) {
        return new LogRecord.AzureRecord(bytes(text), origin());
    }

    private static Origin origin() {
        return new Origin("logs/a.jsonl", "1#0", "ab".repeat(32));
    }

    private void pipe(LogRecord record) {
        pipe(ESTATE, record);
    }

    private void pipe(String estate, LogRecord record) {
        LogRecordForm form = LogRecordForm.of(record);
        log.pipeInput(new TestRecord<>(estate, form.value(), headers(form), NOW));
    }

    private static Headers headers(LogRecordForm form) {
        Headers headers = new RecordHeaders();
        new TreeMap<>(form.headers()).forEach(headers::add);
        return headers;
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
