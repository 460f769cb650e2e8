package io.dspt.monitor.ingest.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.models.LastEnqueuedEventProperties;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.dspt.monitor.core.azure.RecordTime;
import io.dspt.monitor.ingest.EstateLogRecords;
import io.dspt.monitor.ingest.RoutedEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of one partition, with the position behind them, in transactions. An event that the hub delivers again
 * is known by its sequence number and left out.
 */
final class EventTransactions {
    /** A transaction of few large events is closed early, so that the broker has it well within its timeout. */
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final int partition;
    private final KafkaProducer<byte[], byte[]> producer;
    private final HubPositions positions;
    private final Instant hubCreatedAt;
    private final EventRecords records;
    private final EstateLogRecords log;
    private final HubMetrics metrics;
    private final boolean leavesOut;

    private @Nullable Long last;
    private boolean first = true;
    private boolean open;
    private long bytes;
    private byte @Nullable [] latestRecord;

    /**
     * Goes on behind a position.
     *
     * @param producer whose transactions are initialised
     * @param last sequence number of the last event in the log; {@code null} when there is none
     * @param leavesOut whether the hub is known to leave sequence numbers out
     */
    EventTransactions(
            int partition,
            KafkaProducer<byte[], byte[]> producer,
            HubPositions positions,
            Instant hubCreatedAt,
            @Nullable Long last,
            EventRecords records,
            EstateLogRecords log,
            HubMetrics metrics,
            boolean leavesOut) {
        this.partition = partition;
        this.producer = producer;
        this.positions = positions;
        this.hubCreatedAt = hubCreatedAt;
        this.last = last;
        this.records = records;
        this.log = log;
        this.metrics = metrics;
        this.leavesOut = leavesOut;
    }

    /** Puts a position down before anything was read, so that what comes from now on is not missed. */
    void begin(HubPosition position) {
        producer.beginTransaction();
        send(positions.record(partition, position));
        producer.commitTransaction();
    }

    /**
     * Writes a batch.
     *
     * @return false at an event whose predecessor is missing: what stands before it is written, and the hub has to be asked
     *     again from there
     */
    boolean take(List<PartitionEvent> batch) {
        @Nullable EventData written = null;
        boolean whole = true;
        for (PartitionEvent event : batch) {
            EventData data = event.getData();
            long sequence = data.getSequenceNumber();
            if (last != null && sequence <= last) {
                metrics.repeat();
                continue;
            }
            if (last != null && sequence > last + 1) {
                if (!first && !leavesOut) {
                    whole = false;
                    break;
                }
                metrics.gap(sequence - last - 1);
            }
            write(data);
            written = data;
            last = sequence;
            first = false;
            if (bytes >= MOST_BYTES) {
                commit(data);
                written = null;
            }
        }
        if (written != null) {
            commit(written);
        }
        tellHowFarBehind(batch);
        return whole;
    }

    private void write(EventData event) {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
        records.of(partition, event, this::write);
        metrics.event();
    }

    private void write(RoutedEntry routed) {
        ProducerRecord<byte[], byte[]> record = log.of(routed.estate(), routed.entry());
        bytes += record.value().length;
        send(record);
        metrics.record();
        latestRecord = record.value();
    }

    private void commit(EventData lastEvent) {
        send(positions.record(
                partition, new HubPosition(lastEvent.getOffsetString(), lastEvent.getSequenceNumber(), hubCreatedAt)));
        producer.commitTransaction();
        open = false;
        bytes = 0;
        tellDelays(lastEvent);
    }

    /** Of the last record of a transaction: a sample that costs nothing, and is late when others are. */
    private void tellDelays(EventData lastEvent) {
        Instant now = Instant.now();
        Instant enqueued = lastEvent.getEnqueuedTime();
        if (enqueued != null) {
            metrics.committed(enqueued.getEpochSecond(), Duration.between(enqueued, now));
        }
        Instant happened =
                latestRecord == null ? null : RecordTime.ofElement(latestRecord).instant();
        if (happened != null) {
            metrics.happened(Duration.between(happened, now));
        }
    }

    /** A record that the cluster does not take fails the transaction, so that its commit tells. */
    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    private void tellHowFarBehind(List<PartitionEvent> batch) {
        LastEnqueuedEventProperties end = batch.get(batch.size() - 1).getLastEnqueuedEventProperties();
        if (end != null && end.getSequenceNumber() != null && last != null) {
            metrics.behind(partition, end.getSequenceNumber() - last);
        }
    }
}
