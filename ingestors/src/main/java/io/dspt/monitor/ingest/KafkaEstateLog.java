package io.dspt.monitor.ingest;

import io.dspt.monitor.core.fold.LogRecordForm;
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
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
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
    /** Header that says which kind of ingestor brought a record. */
    public static final String INGESTOR_HEADER = "ingestor";
    /** Header with the full length of an element that had to be cut. */
    public static final String FULL_LENGTH_HEADER = "length";

    private static final int MOST_RECORDS = 500;
    private static final long COMMIT_MILLISECONDS = 100;
    private static final Duration POLL = Duration.ofMillis(200);

    private final String estate;
    private final byte[] ingestor;
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
            String ingestor,
            int partition,
            KafkaProducer<byte[], byte[]> producer,
            Map<String, String> marks) {
        this.estate = estate;
        this.ingestor = ingestor.getBytes(StandardCharsets.UTF_8);
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
     * @param bootstrapServers where the cluster is
     * @param estate name of the estate
     */
    public static KafkaEstateLog forFiles(String bootstrapServers, String estate) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producerSettings(bootstrapServers, "dspt-files-" + estate));
        try {
            // First: this ends a transaction that a killed predecessor has left open, which would hide its marks.
            producer.initTransactions();
            int partition = partition(producer.partitionsFor(Topics.LOG).size(), estate);
            Map<String, String> marks = readMarks(bootstrapServers, estate, partition);
            KafkaEstateLog log = new KafkaEstateLog(estate, "files", partition, producer, marks);
            log.startClock();
            return log;
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** The partition of an estate that is not declared with one: by hash of its name, as Kafka's own partitioner does. */
    public static int partition(int partitions, String estate) {
        return Utils.toPositive(Utils.murmur2(estate.getBytes(StandardCharsets.UTF_8))) % partitions;
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
            send(record(entry));
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

    private ProducerRecord<byte[], byte[]> record(LogEntry entry) {
        LogRecordForm form = LogRecordForm.of(entry.record());
        Headers headers = new RecordHeaders();
        form.headers().forEach(headers::add);
        headers.add(INGESTOR_HEADER, ingestor);
        if (entry.cut()) {
            headers.add(FULL_LENGTH_HEADER, utf8(Long.toString(entry.fullLength())));
        }
        return new ProducerRecord<>(Topics.LOG, partition, null, utf8(estate), form.value(), headers);
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

    private static Map<String, String> readMarks(String bootstrapServers, String estate, int partition) {
        TopicPartition positions = new TopicPartition(Topics.FILE_POSITIONS, partition);
        String prefix = markKey(estate, "");
        Map<String, String> marks = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerSettings(bootstrapServers, "read_committed"))) {
            consumer.assign(List.of(positions));
            consumer.seekToBeginning(List.of(positions));
            long end = highWatermark(bootstrapServers, positions);
            while (consumer.position(positions) < end) {
                for (ConsumerRecord<byte[], byte[]> mark : consumer.poll(POLL)) {
                    String key = new String(mark.key(), StandardCharsets.UTF_8);
                    if (key.startsWith(prefix)) {
                        marks.put(key.substring(prefix.length()), new String(mark.value(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return marks;
    }

    /** Behind an open transaction of another estate too: committed marks that it hides for a while must not be missed. */
    private static long highWatermark(String bootstrapServers, TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerSettings(bootstrapServers, "read_uncommitted"))) {
            consumer.assign(List.of(partition));
            return consumer.endOffsets(List.of(partition)).values().iterator().next();
        }
    }

    private static String markKey(String estate, String name) {
        return estate + "/" + name;
    }

    private static Map<String, Object> producerSettings(String bootstrapServers, String transactionalId) {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.CLIENT_ID_CONFIG,
                transactionalId,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
    }

    private static Map<String, Object> consumerSettings(String bootstrapServers, String isolation) {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
