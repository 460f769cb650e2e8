package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of an estate's log as it stands in the broker.
 *
 * @param record what it is
 * @param everything key, headers and value, one after the other
 */
record EstateLogContents(LogRecord record, String everything) {

    /** What is committed now, in order, control records left out. */
    static List<EstateLogContents> of(KafkaConnection connection, String estate) {
        List<EstateLogContents> contents = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = connection.reader("read_committed")) {
            List<TopicPartition> partitions = IntStream.range(0, IngestCluster.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.LOG, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(estate)) {
                        contents.add(of(record));
                    }
                }
            }
        }
        return contents.stream()
                .filter(one -> !(one.record() instanceof LogRecord.Control))
                .toList();
    }

    private static EstateLogContents of(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder everything = new StringBuilder(text(record.key()));
        for (Header header : record.headers()) {
            everything.append('\n').append(header.key()).append('=').append(text(header.value()));
        }
        everything.append('\n').append(text(record.value()));
        return new EstateLogContents(
                LogRecordForm.read(name -> value(record.headers().lastHeader(name)), record.value()),
                everything.toString());
    }

    private static byte @Nullable [] value(@Nullable Header header) {
        return header == null ? null : header.value();
    }

    /** One character per byte, so that nothing is hidden by what is no text. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The record without what tells where it came from. */
    String whateverTheWay() {
        if (record instanceof LogRecord.AzureRecord azure) {
            return "azure " + azure.origin().sha256() + " " + text(azure.bytes());
        }
        LogRecord.UnreadableElement unreadable = (LogRecord.UnreadableElement) record;
        return unreadable.reason() + " " + unreadable.origin().sha256() + " " + text(unreadable.bytes());
    }
}
