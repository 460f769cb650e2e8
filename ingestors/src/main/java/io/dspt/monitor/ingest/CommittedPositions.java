package io.dspt.monitor.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what stands on a partition of a positions topic. Only whoever has initialised the transactions that write there
 * reads all of it: a transaction that a killed predecessor has left open hides what was committed before its end.
 */
public final class CommittedPositions {
    private static final Duration POLL = Duration.ofMillis(200);

    private CommittedPositions() {}

    /** The latest value of each key. */
    public static Map<String, String> read(KafkaConnection connection, TopicPartition partition) {
        Map<String, String> positions = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = connection.reader("read_committed")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = highWatermark(connection, partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        positions.remove(key);
                    } else {
                        positions.put(key, new String(record.value(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return positions;
    }

    /** Behind an open transaction of somebody else too: what it hides for a while must not be missed. */
    private static long highWatermark(KafkaConnection connection, TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> consumer = connection.reader("read_uncommitted")) {
            consumer.assign(List.of(partition));
            return consumer.endOffsets(List.of(partition)).values().iterator().next();
        }
    }
}
