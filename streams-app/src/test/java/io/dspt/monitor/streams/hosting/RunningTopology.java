package io.dspt.monitor.streams.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.azure.EnvelopeSlicer;
import io.dspt.monitor.core.azure.SlicedElement;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output.Counts;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.CheckpointJson;
import io.dspt.monitor.streams.output.FindingJson;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
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

/**
 * The topology as it runs, without a broker: what Azure sends is sliced, stands on {@code dspt.log} with its headers and
 * the time at which a broker would have appended it, is read and judged by the rules that ship, and is known by what
 * stands on the output topics.
 */
final class RunningTopology implements AutoCloseable {
    /** How long Azure takes to deliver, unless a test says otherwise. */
    static final Duration DELIVERY = Duration.ofSeconds(90);

    private static final String ESTATE = "northmoor";
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final List<ControlRecord> RULES = RuleSetTransfer.chunks(RuleBundle.builtIn());

    private final KeyPair keys;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> log;
    private final TestOutputTopic<String, byte[]> findingsTopic;
    private final TestOutputTopic<String, byte[]> coverage;
    private final TestOutputTopic<String, byte[]> deadLetters;
    private final Map<String, PrintedFinding> findings = new LinkedHashMap<>();
    private final Map<String, List<String>> transitions = new TreeMap<>();
    private Instant brokerClock;
    private int messages;
    private int checkpoints;

    /** A live log that was opened at this time, with the rules that ship. */
    RunningTopology(Path stateDirectory, Instant openedAt) {
        keys = newKeys();
        brokerClock = openedAt;
        MonitorSettings settings = new MonitorSettings(
                new AzureRecordReader(REFERENCE.properties()), REFERENCE, TrustedKeys.of(keys.getPublic()));
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "application.id", "test", "bootstrap.servers", "none:1", "state.dir", stateDirectory.toString()));
        driver = new TopologyTestDriver(MonitorTopology.around(settings, new LiveEstates()), properties, openedAt);
        log = driver.createInputTopic(Topics.LOG, new StringSerializer(), new ByteArraySerializer());
        findingsTopic = output(Topics.FINDINGS);
        coverage = output(Topics.COVERAGE);
        deadLetters = output(Topics.DEAD_LETTERS);
        control(new ControlRecord.LogOpened(LogMode.LIVE, null, null));
        RULES.forEach(this::control);
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A message from Azure about what happened at this time; it arrives after {@link #DELIVERY}. */
    void happened(Instant at, String message) {
        arrives(at.plus(DELIVERY), message);
    }

    /** A message from Azure, with any number of records in it, is appended at this time. */
    void arrives(Instant appendedAt, String message) {
        brokerClock = appendedAt;
        String source = "message-" + ++messages;
        for (SlicedElement element : EnvelopeSlicer.slice(message.getBytes(StandardCharsets.UTF_8))) {
            Origin origin = new Origin(source, element.position(), Sha256.hex(element.bytes()));
            append(
                    element instanceof SlicedElement.Malformed malformed
                            ? new LogRecord.UnreadableElement(malformed.bytes(), malformed.reason(), origin)
                            : new LogRecord.AzureRecord(element.bytes(), origin));
        }
    }

    /** Only the clock goes on. */
    void tick(Instant at) {
        brokerClock = at;
        append(new LogRecord.Tick(at));
    }

    /** The clock goes on to this time in steps, and nothing else arrives. */
    void ticksUntil(Instant end, Duration every) {
        for (Instant at = brokerClock.plus(every); at.isBefore(end); at = at.plus(every)) {
            tick(at);
        }
        tick(end);
    }

    /** What a checkpoint counts; everything before it is worked off then. */
    Counts counts() {
        String name = "checkpoint-" + ++checkpoints;
        control(new ControlRecord.Checkpoint(name));
        for (int i = 0; i < 10_000; i++) {
            for (TestRecord<String, byte[]> record : coverage.readRecordsToList()) {
                if (CheckpointJson.isKey(record.key())
                        && CheckpointJson.parse(record.value()).checkpoint().equals(name)) {
                    return addingUp(CheckpointJson.parse(record.value()).counts());
                }
            }
            append(new LogRecord.Tick(brokerClock));
        }
        throw new AssertionError("the work does not end");
    }

    private Counts addingUp(Counts counts) {
        long told = counts.parsed() + sum(counts.ignored()) + sum(counts.deadLettered());
        assertEquals(counts.read(), told, "read = parsed + ignored + deadLettered");
        Map<String, Long> byStatus = new TreeMap<>();
        findings().forEach(finding -> byStatus.merge(finding.status().printed(), 1L, Long::sum));
        assertEquals(byStatus, counts.findings(), "findings by status, as they stand on the topic");
        return counts;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void control(ControlRecord record) {
        append(TrustedKeys.sign(ESTATE, record, keys));
    }

    private void append(LogRecord record) {
        LogRecordForm form = LogRecordForm.of(record);
        Headers headers = new RecordHeaders();
        form.headers().forEach(headers::add);
        log.pipeInput(new TestRecord<>(ESTATE, form.value(), headers, brokerClock));
    }

    /** All findings as they stand on {@code dspt.findings} now, in the order in which they came. */
    List<PrintedFinding> findings() {
        for (TestRecord<String, byte[]> record : findingsTopic.readRecordsToList()) {
            PrintedFinding finding = PrintedFinding.parse(record.value());
            assertEquals(record.key(), finding.id());
            findings.put(finding.id(), finding);
            transitions
                    .computeIfAbsent(finding.rule(), rule -> new ArrayList<>())
                    .add(header(record, FindingJson.TRANSITION_HEADER));
        }
        return List.copyOf(findings.values());
    }

    /** The findings of one rule. */
    List<PrintedFinding> findings(String rule) {
        return findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    /** The one finding of a rule. */
    PrintedFinding finding(String rule) {
        List<PrintedFinding> found = findings(rule);
        assertEquals(1, found.size(), () -> "findings of " + rule + ": " + found);
        return found.get(0);
    }

    /** The ids of the rules that have findings, in order. */
    List<String> rulesWithFindings() {
        return findings().stream().map(PrintedFinding::rule).distinct().sorted().toList();
    }

    /** What the topic said had happened to the findings of a rule, in order. */
    List<String> transitions(String rule) {
        findings();
        return transitions.getOrDefault(rule, List.of());
    }

    /** The reasons of the dead letters since the last call. */
    List<String> deadLetters() {
        return deadLetters.readRecordsToList().stream()
                .map(letter -> header(letter, "reason"))
                .toList();
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
