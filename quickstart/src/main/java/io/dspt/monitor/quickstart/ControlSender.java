package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.EstateLogRecords;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.streams.output.CheckpointJson;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed control records to a running monitor, and waits until the fold has answered: by what they were to bring
 * about, or by a dead letter that says why they do not count.
 */
final class ControlSender implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    /** An answer is waited for by a person. */
    private static final Duration LONGEST_FETCH = Duration.ofMillis(50);

    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(500);
    private static final int MOST_CHECKPOINTS_AT_ONCE = 256;
    private static final String CLIENT_ID = "dspt-control";
    private static final String INGESTOR = "control";
    /** Names a file of a rule set that was left out, while the others are in force. */
    private static final String RULE_REFUSED = "rule-refused";

    private final CommandClients clients;
    private final String estate;
    private final KeyPair keys;
    private final int partition;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> answers;

    private ControlSender(
            CommandClients clients,
            String estate,
            KeyPair keys,
            int partition,
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> answers) {
        this.clients = clients;
        this.estate = estate;
        this.keys = keys;
        this.partition = partition;
        this.producer = producer;
        this.answers = answers;
    }

    /**
     * Connects.
     *
     * @throws CommandFailedException when there is no monitor's log there
     */
    static ControlSender open(KafkaConnection cluster, String estate, KeyPair keys) {
        CommandClients clients = new CommandClients(cluster);
        KafkaConsumer<byte[], byte[]> answers = clients.consumer(LONGEST_FETCH);
        try {
            Map<String, ?> topics = answers.listTopics(CommandClients.LONGEST_CONNECT);
            if (!topics.containsKey(Topics.LOG) || !topics.containsKey(Topics.COVERAGE)) {
                throw CommandFailedException.failed("there is no monitor's log on " + cluster.bootstrapServers());
            }
            int partition = EstateLogRecords.partition(
                    answers.partitionsFor(Topics.LOG, CommandClients.LONGEST_CONNECT)
                            .size(),
                    estate);
            List<TopicPartition> read = List.of(
                    new TopicPartition(Topics.COVERAGE, partition),
                    new TopicPartition(Topics.DEAD_LETTERS, partition),
                    new TopicPartition(Topics.FINDINGS, partition));
            answers.assign(read);
            answers.seekToEnd(read);
            read.forEach(answers::position);
            return new ControlSender(clients, estate, keys, partition, clients.producer(CLIENT_ID), answers);
        } catch (KafkaException e) {
            answers.close();
            throw CommandFailedException.failed(
                    "cannot reach the cluster at " + cluster.bootstrapServers() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            answers.close();
            throw e;
        }
    }

    /** The estate whose log it writes. */
    String estate() {
        return estate;
    }

    /** What stands on the output topics. */
    TopicSnapshot snapshot() {
        return new TopicSnapshot(clients, partition, estate);
    }

    /** Where the monitor is: its clock, its live rules, its counts; everything sent before has been worked off. */
    CheckpointReached whereItIs() {
        return exchange(List.of(), record -> false).orElseThrow();
    }

    /**
     * Sends records and waits until the fold has taken them.
     *
     * @param done recognises, among new records of {@code dspt.findings} and {@code dspt.coverage}, that they count
     * @return whether that was seen; false when they changed nothing
     * @throws CommandFailedException when they do not count, with the reason
     */
    boolean send(List<? extends ControlRecord> records, Predicate<ConsumerRecord<byte[], byte[]>> done) {
        return exchange(records, done).isEmpty();
    }

    /** The answer to a checkpoint that follows the records, unless they were seen to be done first. */
    private Optional<CheckpointReached> exchange(
            List<? extends ControlRecord> records, Predicate<ConsumerRecord<byte[], byte[]>> done) {
        Set<String> sent = new HashSet<>();
        for (ControlRecord record : records) {
            sent.add(append(record));
        }
        String checkpoint = "command-" + UUID.randomUUID();
        sent.add(append(new ControlRecord.Checkpoint(checkpoint)));
        long deadline = System.nanoTime() + LONGEST_ANSWER.toNanos();
        long askAgain = System.nanoTime() + ASK_AGAIN_AFTER.toNanos();
        int count = 1;
        while (System.nanoTime() < deadline) {
            Optional<CheckpointReached> reached = Optional.empty();
            boolean seen = false;
            for (ConsumerRecord<byte[], byte[]> record : answers.poll(POLL)) {
                throwRejection(record, sent);
                seen |= done.test(record);
                reached = reached.or(() -> answer(record, checkpoint));
            }
            if (seen) {
                return Optional.empty();
            }
            if (reached.isPresent()) {
                return drained(sent, done) ? Optional.empty() : reached;
            }
            if (System.nanoTime() > askAgain) {
                // A step does only so much: what is queued goes on with every record that follows.
                for (int i = 0; i < count; i++) {
                    append(new ControlRecord.Checkpoint(checkpoint));
                }
                count = Math.min(MOST_CHECKPOINTS_AT_ONCE, count * 2);
                askAgain = System.nanoTime() + ASK_AGAIN_AFTER.toNanos();
            }
        }
        throw CommandFailedException.failed("the monitor has not answered within " + LONGEST_ANSWER.toSeconds()
                + " s; what was sent stands in its log and will count when it is read");
    }

    /** Topics are read side by side: what was committed with the answer may come after it. */
    private boolean drained(Set<String> sent, Predicate<ConsumerRecord<byte[], byte[]>> done) {
        Map<TopicPartition, Long> ends = answers.endOffsets(answers.assignment());
        boolean seen = false;
        long deadline = System.nanoTime() + CommandClients.LONGEST_CONNECT.toNanos();
        while (System.nanoTime() < deadline
                && ends.entrySet().stream().anyMatch(end -> answers.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : answers.poll(POLL)) {
                throwRejection(record, sent);
                seen |= done.test(record);
            }
        }
        return seen;
    }

    private Optional<CheckpointReached> answer(ConsumerRecord<byte[], byte[]> record, String checkpoint) {
        if (!record.topic().equals(Topics.COVERAGE)
                || record.value() == null
                || !CheckpointJson.key(estate).equals(text(record.key()))) {
            return Optional.empty();
        }
        return Optional.of(CheckpointJson.parse(record.value()))
                .filter(reached -> reached.checkpoint().equals(checkpoint));
    }

    private static void throwRejection(ConsumerRecord<byte[], byte[]> record, Set<String> sent) {
        String reason = header(record, "reason");
        if (record.topic().equals(Topics.DEAD_LETTERS)
                && reason != null
                && !reason.equals(RULE_REFUSED)
                && sent.contains(String.valueOf(header(record, "sha256")))) {
            throw CommandFailedException.failed(Rejections.inWords(reason));
        }
    }

    /** Appends a record; gives the hash by which a dead letter would name it. */
    private String append(ControlRecord record) {
        LogRecord.Control control = TrustedKeys.sign(estate, record, keys);
        ProducerRecord<byte[], byte[]> sent = CommandClients.toLog(estate, partition, control);
        sent.headers().add(EstateLogRecords.INGESTOR_HEADER, INGESTOR.getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(sent).get(CommandClients.LONGEST_CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailedException.failed("interrupted while sending");
        } catch (ExecutionException | TimeoutException e) {
            throw CommandFailedException.failed("the cluster did not take what was sent: "
                    + (e.getCause() == null ? e.toString() : e.getCause().getMessage()));
        }
        return Sha256.hex(control.signed());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        answers.close();
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }
}
