package io.dspt.monitor.ingest;

import io.dspt.monitor.core.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The logs of all estates on {@value Topics#LOG}, written by one idempotent producer. Safe to use from several threads. */
public final class KafkaAcknowledgedLog implements AcknowledgedLog, AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String ingestor;
    private final Duration longestWait;
    private volatile @Nullable EstateLogRecords records;

    /**
     * A log that is written by one kind of ingestor.
     *
     * @param ingestor its kind, such as {@code eventgrid}
     * @param longestWait how long records may take to be safe; {@link #append} answers within twice that
     */
    public KafkaAcknowledgedLog(KafkaConnection connection, String ingestor, Duration longestWait) {
        this.producer = connection.producer("dspt-" + ingestor, longestWait);
        this.ingestor = ingestor;
        this.longestWait = longestWait;
    }

    @Override
    public void append(List<RoutedEntry> entries) {
        long until = System.nanoTime() + longestWait.toNanos();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(entries.size());
            for (RoutedEntry entry : entries) {
                sent.add(send(entry, until));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new LogUnavailableException("Kafka did not take it: " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while Kafka was to take it", e);
        }
    }

    /** Sending holds one up while the cluster is away: what is refused at once, or late, speaks for all that follow. */
    private Future<RecordMetadata> send(RoutedEntry entry, long until)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (System.nanoTime() - until > 0) {
            throw new TimeoutException("not within " + longestWait.toSeconds() + " s");
        }
        Future<RecordMetadata> sent = producer.send(records().of(entry.estate(), entry.entry()));
        if (sent.isDone()) {
            sent.get();
        }
        return sent;
    }

    /** How many partitions the log has is asked once the cluster is there. */
    private EstateLogRecords records() {
        EstateLogRecords known = records;
        if (known == null) {
            known = new EstateLogRecords(
                    ingestor, producer.partitionsFor(Topics.LOG).size());
            records = known;
        }
        return known;
    }

    @Override
    public void close() {
        producer.close(LONGEST_CLOSE);
    }
}
