package io.dspt.monitor.ingest;

import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.topic.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Which logs have been begun, and whether as live ones or as replays. What is written to a log that has not been begun is
 * not judged, and a replay does not belong into a live log.
 */
public final class OpenedLogs {
    static final String MODE = "log-mode";

    private final KafkaConnection connection;

    public OpenedLogs(KafkaConnection connection) {
        this.connection = connection;
    }

    /** Partitions of the log; 0 when the cluster has none. */
    public int partitions() {
        try (KafkaConsumer<byte[], byte[]> reader = connection.reader("read_committed")) {
            Map<String, List<PartitionInfo>> topics = reader.listTopics();
            List<PartitionInfo> partitions = topics.get(Topics.LOG);
            return partitions == null ? 0 : partitions.size();
        }
    }

    /** How an estate's log was begun; empty when it was not. */
    public Optional<LogMode> mode(String estate) {
        int partition = EstateLogRecords.partition(partitions(), estate);
        return Optional.ofNullable(
                        CommittedPositions.read(connection, new TopicPartition(Topics.FILE_POSITIONS, partition))
                                .get(estate + "/" + MODE))
                .map(written -> LogMode.valueOf(written.toUpperCase(Locale.ROOT)));
    }
}
