package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads one partition of {@code dspt.findings} as any consumer would, and notes when each state became visible. */
final class FindingsWatch implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<State>> states = new HashMap<>();
    private final Thread reader = new Thread(this::read, "findings-watch");

    /**
     * One state of a finding.
     *
     * @param nanoTime when it was read, by {@link System#nanoTime}
     * @param at the same by the wall clock
     */
    record State(PrintedFinding finding, long nanoTime, Instant at) {}

    FindingsWatch(String bootstrapServers, int partition) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(Topics.FINDINGS, partition)));
        consumer.seekToBeginning(consumer.assignment());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.value() != null) {
                        add(new State(PrintedFinding.parse(record.value()), System.nanoTime(), Instant.now()));
                    }
                }
            }
        } catch (WakeupException e) {
            // Asked to end.
        }
    }

    private synchronized void add(State state) {
        String key = key(state.finding().rule(), state.finding().subject());
        states.computeIfAbsent(key, unseen -> new ArrayList<>()).add(state);
        notifyAll();
    }

    /** The first state of a finding. */
    State first(String rule, String subject) throws InterruptedException {
        return first(rule, subject, finding -> true);
    }

    /** The first state of a finding for which something holds; waits for it. */
    synchronized State first(String rule, String subject, Predicate<PrintedFinding> holds) throws InterruptedException {
        return firstAfter(rule, subject, Long.MIN_VALUE, holds);
    }

    /** The first such state that became visible after another. */
    synchronized State firstAfter(String rule, String subject, long nanoTime, Predicate<PrintedFinding> holds)
            throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            for (State state : states.getOrDefault(key(rule, subject), List.of())) {
                if (state.nanoTime() > nanoTime && holds.test(state.finding())) {
                    return state;
                }
            }
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("not seen of " + rule + " for " + subject + "; seen: "
                        + states.getOrDefault(key(rule, subject), List.of()));
            }
            wait(left);
        }
    }

    /** The latest state of a finding that has been seen. */
    synchronized State latest(String rule, String subject) {
        List<State> seen = states.getOrDefault(key(rule, subject), List.of());
        return seen.get(seen.size() - 1);
    }

    private static String key(String rule, String subject) {
        return rule + " " + subject.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        reader.join(10_000);
    }
}
