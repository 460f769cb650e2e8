package io.dspt.monitor.ingest;

import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;

/** How a record of an estate's log stands on {@value Topics#LOG}: its partition, its key, its headers. */
public final class EstateLogRecords {
    /** Header that says which kind of ingestor brought a record. */
    public static final String INGESTOR_HEADER = "ingestor";
    /** Header with the full length of an element that had to be cut. */
    public static final String FULL_LENGTH_HEADER = "length";

    private final byte[] ingestor;
    private final int partitions;

    /**
     * For one ingestor.
     *
     * @param ingestor its kind, such as {@code files}
     * @param partitions partitions of the log
     */
    public EstateLogRecords(String ingestor, int partitions) {
        this.ingestor = utf8(ingestor);
        this.partitions = partitions;
    }

    /** The partition of an estate that is not declared with one: by hash of its name, as Kafka's own partitioner does. */
    public static int partition(int partitions, String estate) {
        return Utils.toPositive(Utils.murmur2(utf8(estate))) % partitions;
    }

    /** The record to send. */
    public ProducerRecord<byte[], byte[]> of(String estate, LogEntry entry) {
        LogRecordForm form = LogRecordForm.of(entry.record());
        Headers headers = new RecordHeaders();
        form.headers().forEach(headers::add);
        headers.add(INGESTOR_HEADER, ingestor);
        if (entry.cut()) {
            headers.add(FULL_LENGTH_HEADER, utf8(Long.toString(entry.fullLength())));
        }
        return new ProducerRecord<>(
                Topics.LOG, partition(partitions, estate), null, utf8(estate), form.value(), headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
