package io.dspt.monitor.streams.ledger;

import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The ledger as it stands on its topic now, committed lines only.
 *
 * @param cluster where it is
 */
public record LedgerTopic(KafkaCluster cluster) {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(250);
    /** A cluster that gives nothing for so long gives nothing any more. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    /** Is told of every line, in the order of its estate. */
    @FunctionalInterface
    public interface Lines {

        /**
         * A line.
         *
         * @param line without its end
         */
        void line(String estate, byte[] line) throws IOException;
    }

    /**
     * Reads all of it, up to where it ended when this was called.
     *
     * @throws IOException when it cannot be read, or by whoever is told
     */
    public void read(Lines lines) throws IOException {
        try (KafkaConsumer<byte[], byte[]> consumer = cluster.reader("dspt-ledger", "read_committed")) {
            // Of all topics: whoever asks for one by name may make it.
            List<PartitionInfo> there = consumer.listTopics(LONGEST_CONNECT).get(Topics.LEDGER);
            if (there == null) {
                throw new IOException("there is no topic " + Topics.LEDGER + " on " + cluster);
            }
            List<TopicPartition> partitions = there.stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + LONGEST_SILENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                boolean any = false;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    any = true;
                    boolean isAfterwards = record.offset()
                            >= ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
                    if (!isAfterwards) {
                        tell(record, lines);
                    }
                }
                if (any) {
                    deadline = System.nanoTime() + LONGEST_SILENCE.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new IOException("the ledger cannot be read to its end");
                }
            }
        } catch (KafkaException e) {
            throw new IOException(cluster + " does not give its ledger: " + e.getMessage(), e);
        }
    }

    private static void tell(ConsumerRecord<byte[], byte[]> record, Lines lines) throws IOException {
        // What is no line is told, too: whoever verifies has to see it.
        String estate = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        lines.line(estate, record.value() == null ? new byte[0] : record.value());
    }
}
