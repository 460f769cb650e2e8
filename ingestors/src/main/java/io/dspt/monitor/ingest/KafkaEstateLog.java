package io.dspt.monitor.ingest;

import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * An estate's log on {@value Topics#LOG}, written by one transactional producer per estate: records and marks stand or
 * fall together, and a second writer of the same estate shuts the first one out.
 *
 * <p>A transaction is committed when it holds 500 records or is 100 ms old, so that what is read slowly is judged at
 * once. Methods throw {@link org.apache.kafka.common.KafkaException} when the cluster does not take what is written; what
 * was not committed then is lost together with its marks, and comes again on the next start.
 */
public final class KafkaEstateLog implements EstateLog, AutoCloseable {
    private static final int MOST_RECORDS = 500;
    private static final long COMMIT_MILLISECONDS = 100;

    private final String estate;
    private final EstateLogRecords records;
    private final int partition;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, String> marks;
    private final Map<String, String> pendingMarks = new LinkedHashMap<>();
    private final ScheduledExecutorService clock;
    private int pendingRecords;
    private boolean inTransaction;
    private @Nullable RuntimeException failure;

    private KafkaEstateLog(
            String estate,
            EstateLogRecords records,
            int partition,
            KafkaProducer<byte[], byte[]> producer,
            Map<String, String> marks) {
        this.estate = estate;
        this.records = records;
        this.partition = partition;
        this.producer = producer;
        this.marks = marks;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "commit-" + estate);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens an estate's log for the files ingestor, and shuts out whoever had it open.
     *
     * @param estate name of the estate
     */
    public static KafkaEstateLog forFiles(KafkaConnection connection, String estate) {
        KafkaProducer<byte[], byte[]> producer = connection.transactionalProducer("dspt-files-" + estate);
        try {
            // First: this ends a transaction that a killed predecessor has left open, which would hide its marks.
            producer.initTransactions();
            int partitions = producer.partitionsFor(Topics.LOG).size();
            int partition = EstateLogRecords.partition(partitions, estate);
            Map<String, String> marks = readMarks(connection, estate, partition);
            KafkaEstateLog log =
                    new KafkaEstateLog(estate, new EstateLogRecords("files", partitions), partition, producer, marks);
            log.startClock();
            return log;
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public synchronized @Nullable String mark(String name) {
        String pending = pendingMarks.get(name);
        return pending == null ? marks.get(name) : pending;
    }

    @Override
    public synchronized void append(List<LogEntry> entries, @Nullable Mark mark) {
        throwFailure();
        begin();
        for (LogEntry entry : entries) {
            send(records.of(estate, entry));
            pendingRecords++;
        }
        if (mark != null) {
            pendingMarks.put(mark.name(), mark.value());
        }
        if (pendingRecords >= MOST_RECORDS) {
            commit();
        }
    }

    @Override
    public synchronized void commit() {
        throwFailure();
        if (!inTransaction) {
            return;
        }
        try {
            pendingMarks.forEach((name, value) -> send(
                    new ProducerRecord<>(Topics.FILE_POSITIONS, partition, utf8(markKey(estate, name)), utf8(value))));
            producer.commitTransaction();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
        marks.putAll(pendingMarks);
        pendingMarks.clear();
        pendingRecords = 0;
        inTransaction = false;
    }

    /** Commits what is pending and lets go of the estate. */
    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            try {
                if (failure == null) {
                    commit();
                }
            } finally {
                producer.close(Duration.ofSeconds(5));
            }
        }
    }

    private void begin() {
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
        }
    }

    /** A record that the cluster does not take fails the transaction, so that its commit tells. */
    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    private void startClock() {
        var unused = clock.scheduleWithFixedDelay(
                this::commitByClock, COMMIT_MILLISECONDS, COMMIT_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private synchronized void commitByClock() {
        if (failure == null) {
            try {
                commit();
            } catch (RuntimeException e) {
                // Kept: the next call of whoever writes throws it.
                failure = e;
            }
        }
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private static Map<String, String> readMarks(KafkaConnection connection, String estate, int partition) {
        String prefix = markKey(estate, "");
        Map<String, String> marks = new HashMap<>();
        CommittedPositions.read(connection, new TopicPartition(Topics.FILE_POSITIONS, partition))
                .forEach((key, value) -> {
                    if (key.startsWith(prefix)) {
                        marks.put(key.substring(prefix.length()), value);
                    }
                });
        return marks;
    }

    private static String markKey(String estate, String name) {
        return estate + "/" + name;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
