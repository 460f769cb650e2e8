package io.dspt.monitor.benchmarks.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Sees findings as soon as they are committed, as the console and the notifier do. */
final class FindingsWatch implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SendTimes times;
    private final Thread thread;

    FindingsWatch(String bootstrapServers, String topic, SendTimes times) {
        this.times = times;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(topic)
                .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = new Thread(this::watch, "findings-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
    }

    private void watch() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    see(record, System.nanoTime());
                }
            }
        } catch (WakeupException e) {
            // It was closed.
        }
    }

    private void see(ConsumerRecord<byte[], byte[]> record, long nanos) {
        @Nullable Header transition = record.headers().lastHeader("transition");
        if (transition == null || !new String(transition.value(), StandardCharsets.UTF_8).equals("OPENED")) {
            return;
        }
        try {
            JsonNode finding = JSON.readTree(record.value());
            if (finding.path("rule").asText().equals(MarkedViolation.RULE)) {
                for (JsonNode evidence : finding.path("evidence")) {
                    times.seen(evidence.path("position").asLong(-1), nanos);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a finding that is no JSON", e);
        }
    }
}
