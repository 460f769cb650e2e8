package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/**
 * Ledger and coverage of an estate as they stand on their topics, read by whoever asks, whichever process judges it.
 *
 * @param cluster where they are
 * @param longest how long reading may take
 */
public record EstateTopics(KafkaCluster cluster, Duration longest) {
    private static final Duration POLL = Duration.ofMillis(250);
    /** A cluster that does not answer for so long is away. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    /**
     * Reads both to where they end now, committed records only. An estate of which they do not tell has no contents.
     *
     * @throws KafkaException when the cluster does not give them in this time
     * @throws IllegalArgumentException when they hold what is of another form
     */
    public TopicContents read(String estate) {
        TopicContents contents = new TopicContents(estate);
        KafkaConsumer<byte[], byte[]> consumer = cluster.reader("dspt-summary", "read_committed");
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            int partition = partition(consumer, estate, deadline);
            // In this order: the coverage is never older than the ledger.
            for (String topic : List.of(Topics.LEDGER, Topics.COVERAGE)) {
                read(consumer, new TopicPartition(topic, partition), contents, deadline);
            }
            return contents;
        } finally {
            consumer.close(CloseOptions.timeout(LONGEST_CLOSE));
        }
    }

    /** An estate's outputs stand in the partition of its log, which is that of Kafka's own partitioner. */
    private static int partition(KafkaConsumer<byte[], byte[]> consumer, String estate, long deadline) {
        // Of all topics: whoever asks for one by name may make it.
        List<PartitionInfo> log = consumer.listTopics(left(deadline)).get(Topics.LOG);
        if (log == null) {
            throw new KafkaException("there is no topic " + Topics.LOG);
        }
        return Utils.toPositive(Utils.murmur2(estate.getBytes(StandardCharsets.UTF_8))) % log.size();
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, TopicContents contents, long deadline) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition), left(deadline)).getOrDefault(partition, 0L);
        while (consumer.position(partition, left(deadline)) < end) {
            consumer.poll(POLL).forEach(contents::record);
        }
    }

    private static Duration left(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw new TimeoutException("they cannot be read to their end in time");
        }
        return left.compareTo(LONGEST_CALL) < 0 ? left : LONGEST_CALL;
    }
}
