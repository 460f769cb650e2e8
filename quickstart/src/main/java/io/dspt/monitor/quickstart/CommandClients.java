package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka clients of commands that speak to a running monitor.
 *
 * @param cluster where its topics are, and how one gets in
 */
record CommandClients(KafkaConnection cluster) {
    /** How long a cluster may take to answer at all. */
    static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    /** Writes each record once, whatever is sent again. */
    KafkaProducer<byte[], byte[]> producer(String clientId) {
        return cluster.producer(clientId, LONGEST_CONNECT);
    }

    /**
     * Reads what is committed, in no group and from where it is told.
     *
     * @param longestWait how long the broker may hold back an answer that is still empty
     */
    KafkaConsumer<byte[], byte[]> consumer(Duration longestWait) {
        return cluster.reader("read_committed", longestWait, LONGEST_CONNECT);
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
