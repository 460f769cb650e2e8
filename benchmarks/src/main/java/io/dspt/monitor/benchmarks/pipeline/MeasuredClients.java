package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.core.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients that Kafka Streams works with, which tell when they commit, and whose consumer leaves out the rule set that
 * is not to be in force.
 */
final class MeasuredClients implements KafkaClientSupplier {
    private final ClientSpec spec;
    private final Progress progress;

    MeasuredClients(ClientSpec spec, Progress progress) {
        this.spec = spec;
        this.progress = progress;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TellingProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new TellingConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void tell(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<Integer, Long> ofLog = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (partition.topic().equals(Topics.LOG)) {
                ofLog.put(partition.partition(), offset.offset());
            }
        });
        progress.committed(ofLog);
    }

    private final class TellingProducer extends KafkaProducer<byte[], byte[]> {
        private Map<TopicPartition, OffsetAndMetadata> sent = Map.of();

        TellingProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            super.sendOffsetsToTransaction(offsets, group);
            sent = Map.copyOf(offsets);
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            tell(sent);
        }
    }

    private final class TellingConsumer extends KafkaConsumer<byte[], byte[]> {
        private final long skippedFrom =
                spec.controls().skippedFrom(spec.variant().rules());
        private final long skippedTo = spec.controls().skippedTo(spec.variant().rules());

        TellingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            return spec.variant().judges() && touchesSkipped(records) ? withoutSkipped(records) : records;
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            super.commitSync(offsets);
            tell(offsets);
        }

        private boolean touchesSkipped(ConsumerRecords<byte[], byte[]> records) {
            for (TopicPartition partition : records.partitions()) {
                if (records.records(partition).get(0).offset() < skippedTo) {
                    return true;
                }
            }
            return false;
        }

        private ConsumerRecords<byte[], byte[]> withoutSkipped(ConsumerRecords<byte[], byte[]> records) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> ofPartition = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    if (record.offset() < skippedFrom || record.offset() >= skippedTo) {
                        ofPartition.add(record);
                    }
                }
                kept.put(partition, ofPartition);
            }
            return new ConsumerRecords<>(kept, records.nextOffsets());
        }
    }
}
