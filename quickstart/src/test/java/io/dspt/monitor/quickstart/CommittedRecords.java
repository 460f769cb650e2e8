package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Follows one estate's committed records and counts how often each position stands among them. */
final class CommittedRecords implements AutoCloseable {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String estate;
    private final Map<String, Integer> times = new HashMap<>();
    private long records;

    CommittedRecords(KafkaConnection connection, String estate) {
        this.estate = estate;
        this.consumer = connection.reader("read_committed");
        List<TopicPartition> partitions = IntStream.range(0, IngestCluster.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.LOG, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on until there are at least so many different ones. */
    void awaitDistinct(long atLeast) {
        long silentSince = System.nanoTime();
        while (distinct() < atLeast) {
            if (readOn()) {
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > LONGEST_SILENCE.toNanos()) {
                throw new AssertionError("nothing more came after " + distinct() + " of " + atLeast);
            }
        }
    }

    /** Reads on until nothing more has come for a while. */
    void awaitSilence(Duration silence) {
        long silentSince = System.nanoTime();
        while (System.nanoTime() - silentSince < silence.toNanos()) {
            if (readOn()) {
                silentSince = System.nanoTime();
            } else {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }

    private boolean readOn() {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            Header position = record.headers().lastHeader("position");
            if (position != null && new String(record.key(), StandardCharsets.UTF_8).equals(estate)) {
                times.merge(new String(position.value(), StandardCharsets.UTF_8), 1, Integer::sum);
                records++;
                any = true;
            }
        }
        return any;
    }

    long records() {
        return records;
    }

    long distinct() {
        return times.size();
    }

    /** How many stand there more than once. */
    long repeated() {
        return times.values().stream().filter(count -> count > 1).count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
