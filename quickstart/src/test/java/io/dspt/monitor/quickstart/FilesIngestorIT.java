package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.LogRecord.AzureRecord;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.EstateLog.Mark;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.KafkaEstateLog;
import io.dspt.monitor.ingest.LogEntry;
import io.dspt.monitor.ingest.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An estate's log on a real broker. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FilesIngestorIT {
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        kafka = EmbeddedKafka.start(folder);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicSetup(admin, (short) 1).ensure(Topics.all(4));
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldGoOnFromTheLastCommittedMarkAfterDyingInATransaction() {
        // Given a writer that dies with records and a mark in an open transaction
        KafkaEstateLog killed = KafkaEstateLog.forFiles(KafkaConnection.plain(kafka.bootstrapServers()), "killed");
        append(killed, 1);
        append(killed, 2);
        killed.commit();
        append(killed, 3);

        // When its successor goes on from the mark it finds
        try (KafkaEstateLog successor =
                KafkaEstateLog.forFiles(KafkaConnection.plain(kafka.bootstrapServers()), "killed")) {
            int read = Integer.parseInt(String.valueOf(successor.mark("read")));
            assertTrue(read == 2 || read == 3, "the third may have been committed by the clock, but was " + read);
            IntStream.rangeClosed(read + 1, 5).forEach(number -> append(successor, number));
        }

        // Then every record is in the log once, in order
        assertEquals(List.of("1", "2", "3", "4", "5"), values("killed"));
    }

    @Test
    void shouldShutOutAPredecessorThatLives() {
        KafkaEstateLog first = KafkaEstateLog.forFiles(KafkaConnection.plain(kafka.bootstrapServers()), "fenced");
        try (KafkaEstateLog second =
                KafkaEstateLog.forFiles(KafkaConnection.plain(kafka.bootstrapServers()), "fenced")) {
            append(second, 1);
            second.commit();

            assertThrows(KafkaException.class, () -> {
                append(first, 2);
                first.commit();
            });
        }

        assertEquals(List.of("1"), values("fenced"));
    }

    @Test
    void shouldMakeRecordsVisibleSoonWithoutBeingAsked() {
        try (KafkaEstateLog log = KafkaEstateLog.forFiles(KafkaConnection.plain(kafka.bootstrapServers()), "slow")) {
            append(log, 1);

            assertEquals(List.of("1"), awaitValues("slow", 1));
        }
    }

    @Test
    void shouldKeepAnEstateInOneOfThePartitionsWithAppendTimes() {
        try (KafkaEstateLog log =
                KafkaEstateLog.forFiles(KafkaConnection.plain(kafka.bootstrapServers()), "one-place")) {
            IntStream.rangeClosed(1, 20).forEach(number -> append(log, number));
        }

        List<ConsumerRecord<String, byte[]>> records = records("one-place", 20);

        assertEquals(
                1, records.stream().map(ConsumerRecord::partition).distinct().count());
        assertTrue(records.stream().allMatch(record -> record.timestampType() == TimestampType.LOG_APPEND_TIME));
    }

    private static void append(KafkaEstateLog log, int number) {
        byte[] bytes = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        Origin origin = new Origin("test", number + "#0", "ab".repeat(32));
        log.append(List.of(LogEntry.whole(new AzureRecord(bytes, origin))), new Mark("read", Integer.toString(number)));
    }

    private static List<String> values(String estate) {
        return awaitValues(estate, 0);
    }

    private static List<String> awaitValues(String estate, int atLeast) {
        return records(estate, atLeast).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The committed records up to where the log ends now, and on until there are at least so many. */
    private static List<ConsumerRecord<String, byte[]>> records(String estate, int atLeast) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, 4)
                    .mapToObj(partition -> new TopicPartition(Topics.LOG, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (records.size() < atLeast
                    || partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.key().equals(estate)) {
                        records.add(record);
                    }
                }
            }
        }
        return records;
    }
}
