package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka clients of commands that speak to a running monitor.
 *
 * @param bootstrapServers where its cluster is
 */
record CommandClients(String bootstrapServers) {
    /** How long a cluster may take to answer at all. */
    static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    /** Writes each record once, whatever is sent again. */
    KafkaProducer<byte[], byte[]> producer(String clientId) {
        return new KafkaProducer<>(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.CLIENT_ID_CONFIG,
                clientId,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                LONGEST_CONNECT.toMillis(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
    }

    /**
     * Reads what is committed, in no group and from where it is told.
     *
     * @param longestWait how long the broker may hold back an answer that is still empty
     */
    KafkaConsumer<byte[], byte[]> consumer(Duration longestWait) {
        return new KafkaConsumer<>(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) longestWait.toMillis(),
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LONGEST_CONNECT.toMillis(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class));
    }

    /** A record of an estate's log as it is sent. */
    static ProducerRecord<byte[], byte[]> toLog(String estate, int partition, LogRecord record) {
        LogRecordForm form = LogRecordForm.of(record);
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(Topics.LOG, partition, estate.getBytes(StandardCharsets.UTF_8), form.value());
        form.headers().forEach((name, value) -> sent.headers().add(name, value));
        return sent;
    }
}
