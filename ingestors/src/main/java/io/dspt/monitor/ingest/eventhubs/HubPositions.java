package io.dspt.monitor.ingest.eventhubs;

import io.dspt.monitor.core.topic.TopicSettings;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.CommittedPositions;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Where the positions of one hub stand: a topic with as many partitions as the hub, so that an open transaction of one
 * partition hides no position of another.
 */
final class HubPositions {
    private final KafkaConnection kafka;
    private final String topic;
    private final String key;

    HubPositions(KafkaConnection kafka, HubSource source) {
        this.kafka = kafka;
        this.topic = Topics.hubPositions(source.name(), 1).name();
        this.key = source.hub();
    }

    /** The topic whose partitions the ingestors of this hub share out among themselves. */
    String topic() {
        return topic;
    }

    /** Makes the topic, or gives it the partitions that the hub has got since. */
    void setUp(HubSource source, int partitions, short replication) {
        try (Admin admin = kafka.admin()) {
            int present = partitionsPresent(admin);
            if (present > 0 && present < partitions) {
                await(() -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                        .all()
                        .get());
            }
            TopicSettings settings = Topics.hubPositions(source.name(), Math.max(partitions, present));
            new TopicSetup(admin, replication).ensure(List.of(settings));
        }
    }

    /** How far a partition was read; only for whoever has initialised its transactions. */
    Optional<HubPosition> read(int partition) {
        return Optional.ofNullable(CommittedPositions.read(kafka, new TopicPartition(topic, partition))
                        .get(key))
                .map(HubPosition::parse);
    }

    /** The record that says how far a partition was read. */
    ProducerRecord<byte[], byte[]> record(int partition, HubPosition position) {
        return new ProducerRecord<>(
                topic,
                partition,
                key.getBytes(StandardCharsets.UTF_8),
                position.written().getBytes(StandardCharsets.UTF_8));
    }

    private int partitionsPresent(Admin admin) {
        return await(() -> {
            try {
                return admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .values()
                        .iterator()
                        .next()
                        .partitions()
                        .size();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return 0;
                }
                throw e;
            }
        });
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private static <T> T await(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while setting up positions", e);
        }
    }
}
