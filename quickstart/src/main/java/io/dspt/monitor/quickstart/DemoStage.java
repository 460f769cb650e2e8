package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.cases.Demonstration;
import io.dspt.monitor.core.cases.DemonstrationStep;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.EstateLogRecords;
import io.dspt.monitor.ingest.LogEntry;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where demonstrations are given: the running system, each in an estate of its own whose log is a replay, so that its
 * times are those of the case and nothing of it touches what is judged for real.
 */
final class DemoStage implements AutoCloseable {
    /** Estates of demonstrations begin so. */
    static final String ESTATE_PREFIX = "demo-";

    /** What evidence calls the records of a demonstration. */
    private static final String SOURCE = "demo";

    private static final Duration POLL = Duration.ofMillis(20);
    /** Milliseconds are shown to a person: the broker may hold back little. */
    private static final Duration LONGEST_FETCH = Duration.ofMillis(20);

    private static final String CLIENT_ID = "dspt-demo";
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(300);

    private final KeyPair keys;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> findings;
    private final int partitions;
    private final ReaderPipeline pipeline = new ReaderPipeline(MaskKey.demo());
    private final Map<String, PrintedFinding> latest = new HashMap<>();

    /**
     * How long something took.
     *
     * @param finding as it was when it was seen
     * @param milliseconds from the sending of the last record to the reading of the finding
     */
    record Seen(PrintedFinding finding, long milliseconds) {}

    private DemoStage(
            KeyPair keys,
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> findings,
            int partitions) {
        this.keys = keys;
        this.producer = producer;
        this.findings = findings;
        this.partitions = partitions;
    }

    /**
     * Connects.
     *
     * @param fromBeginning whether to read findings of earlier demonstrations first
     * @throws CommandFailedException when there is no monitor's log there
     */
    static DemoStage open(ConnectionOptions.Connection connection, boolean fromBeginning) {
        CommandClients clients = new CommandClients(connection.cluster());
        KafkaConsumer<byte[], byte[]> findings = clients.consumer(LONGEST_FETCH);
        try {
            if (!findings.listTopics(CommandClients.LONGEST_CONNECT).containsKey(Topics.LOG)) {
                throw CommandFailedException.failed(
                        "there is no monitor's log on " + connection.cluster().bootstrapServers());
            }
            int partitions = findings.partitionsFor(Topics.LOG, CommandClients.LONGEST_CONNECT)
                    .size();
            List<TopicPartition> read = new ArrayList<>();
            findings.partitionsFor(Topics.FINDINGS, CommandClients.LONGEST_CONNECT)
                    .forEach(info -> read.add(new TopicPartition(Topics.FINDINGS, info.partition())));
            findings.assign(read);
            findings.seekToEnd(read);
            Map<TopicPartition, Long> ends = new HashMap<>();
            read.forEach(partition -> ends.put(partition, findings.position(partition)));
            DemoStage stage = new DemoStage(connection.keys(), clients.producer(CLIENT_ID), findings, partitions);
            if (fromBeginning) {
                stage.readUpTo(ends);
            }
            return stage;
        } catch (KafkaException e) {
            findings.close();
            throw CommandFailedException.failed(
                    "cannot reach the cluster at " + connection.cluster().bootstrapServers() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            findings.close();
            throw e;
        }
    }

    private void readUpTo(Map<TopicPartition, Long> ends) {
        findings.seekToBeginning(ends.keySet());
        while (ends.entrySet().stream().anyMatch(end -> findings.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : findings.poll(POLL)) {
                note(record);
            }
        }
    }

    /** A new estate for a demonstration of this rule. */
    static String estate(String rule, Instant now) {
        return ESTATE_PREFIX + rule + "-" + now.toEpochMilli();
    }

    /** The latest estate in which this rule has been demonstrated and a finding of it stands. */
    Optional<String> standing(String rule) {
        return latest.values().stream()
                .filter(finding -> finding.rule().equals(rule)
                        && finding.estate().startsWith(ESTATE_PREFIX + rule + "-")
                        && finding.status().stands())
                .map(PrintedFinding::estate)
                .max(String::compareTo);
    }

    /** Opens the log of an estate and makes the rule live there. */
    void prepare(String estate, Demonstration demonstration, Instant now) {
        send(estate, sign(estate, new ControlRecord.LogOpened(LogMode.REPLAY, now, null)));
        RuleSetTransfer.chunks(demonstration.rules()).forEach(chunk -> send(estate, sign(estate, chunk)));
    }

    /** Acts steps and waits for a finding of the rule there; empty when it does not come. */
    Optional<Seen> act(String estate, String rule, List<DemonstrationStep> steps, Predicate<PrintedFinding> expected) {
        long sent = System.nanoTime();
        for (DemonstrationStep step : steps) {
            sent = System.nanoTime();
            act(estate, step);
        }
        producer.flush();
        long deadline = System.nanoTime() + LONGEST_ANSWER.toNanos();
        long askAgain = System.nanoTime() + ASK_AGAIN_AFTER.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : findings.poll(POLL)) {
                PrintedFinding finding = note(record);
                if (finding != null
                        && finding.estate().equals(estate)
                        && finding.rule().equals(rule)
                        && expected.test(finding)) {
                    return Optional.of(new Seen(finding, (System.nanoTime() - sent) / 1_000_000));
                }
            }
            if (System.nanoTime() > askAgain) {
                // A step does only so much: what is queued goes on with every record that follows.
                send(estate, sign(estate, new ControlRecord.Checkpoint("demo")));
                askAgain = System.nanoTime() + ASK_AGAIN_AFTER.toNanos();
            }
        }
        return Optional.empty();
    }

    private void act(String estate, DemonstrationStep step) {
        if (step instanceof DemonstrationStep.Decide decide) {
            send(estate, sign(estate, decide.control()));
        } else if (step instanceof DemonstrationStep.Forge forge) {
            send(estate, TrustedKeys.sign(estate, forge.control(), SigningKeys.generate()));
        } else {
            byte[] record = ((DemonstrationStep.Send) step).record();
            // Through the same slicing and masking as everything else.
            try {
                pipeline.read(
                        new ByteArrayInputStream(record), SOURCE, (LogEntry entry) -> send(estate, entry.record()));
            } catch (IOException e) {
                throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
            }
        }
    }

    private LogRecord sign(String estate, ControlRecord record) {
        return TrustedKeys.sign(estate, record, keys);
    }

    private void send(String estate, LogRecord record) {
        int partition = EstateLogRecords.partition(partitions, estate);
        var unused = producer.send(CommandClients.toLog(estate, partition, record));
    }

    private @Nullable PrintedFinding note(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        PrintedFinding finding = PrintedFinding.parse(record.value());
        if (finding.estate().startsWith(ESTATE_PREFIX)) {
            latest.put(finding.id(), finding);
        }
        return finding;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        findings.close();
    }
}
