package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.EstateLogRecords;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.streams.output.PostureDayJson;
import io.dspt.monitor.streams.output.PostureJson;
import io.dspt.monitor.streams.posture.PostureSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The posture of days on a real broker, of two organisations, over restarts. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PostureIT {
    private static final String ESTATE = "postured";
    private static final LocalDate ORDINARY = LocalDate.of(2026, 8, 11);
    /** Sign-ins were silent for an hour. */
    private static final LocalDate SILENT = LocalDate.of(2026, 8, 12);

    private static final LocalDate LAST = LocalDate.of(2026, 8, 13);
    /** The last hour in UTC is one of the next day in London. */
    private static final LocalDate PRESENT = LocalDate.of(2026, 8, 14);

    private static final String SECOND_FACTOR = "DSPT/9/NDG/4.5.3";
    private static final TopicPartition PARTITION =
            new TopicPartition(Topics.POSTURE, EstateLogRecords.partition(RunningMonitor.PARTITIONS, ESTATE));

    @TempDir
    private Path folder;

    @Test
    void shouldStandOnTheTopicDayByDayAndBeWrittenOnce() throws Exception {
        // Given three days of two organisations, and an hour of the next
        try (RunningMonitor monitor = started()) {
            judgeThreeDays(monitor);
            await(() -> standing(monitor).keySet().containsAll(Set.of(head(ORDINARY), head(SILENT), head(LAST))));
        }

        // When it is started again, and comes to know all that there is
        long end;
        try (RunningMonitor monitor = started()) {
            await(() -> isShown(monitor));
            end = end(monitor);
            Map<String, byte[]> standing = standing(monitor);

            // Then every requirement of a day stands there for both and for the estate
            shouldBeWhole(standing, ORDINARY);
            shouldBeWhole(standing, SILENT);
            // And the silence shows, on its day alone
            for (String whose : List.of("all", ThreeMonths.TRUST, ThreeMonths.LABORATORIES)) {
                assertEquals(1, silences(standing, SILENT, whose).size(), whose);
                assertNotEquals("supported", posture(standing, SILENT, whose).signal());
                assertEquals(List.of(), silences(standing, ORDINARY, whose));
            }
            // And the present day is told as one that is not over
            assertFalse(posture(standing, PRESENT, "all").isOver());
        }

        // When it is started once more
        try (RunningMonitor monitor = started()) {
            await(() -> isShown(monitor));

            // Then nothing is written that stands there already
            assertEquals(end, end(monitor));

            // And what cannot be derived is counted, and stops nothing
            spoil(monitor);
            await(() -> monitor.metrics().get("dspt.posture.failures").counter().count() > 0);
            assertTrue(monitor.isAlive());
        }
    }

    private RunningMonitor started() throws IOException, InterruptedException {
        return new RunningMonitor(
                Files.createDirectories(folder.resolve("kafka")), new PostureSettings(Duration.ofMillis(300)));
    }

    private void judgeThreeDays(RunningMonitor monitor) throws IOException, InterruptedException {
        Path input = folder.resolve("input");
        ThreeMonths.write(input, 1, ORDINARY, LAST);
        // Whose the subscriptions are has to be known before the first record is judged.
        monitor.judge(
                ESTATE, Files.writeString(folder.resolve("begun.jsonl"), "").toString());
        CommandRun loaded = CommandRun.of(
                "register",
                "load",
                Files.writeString(folder.resolve("organisations.csv"), ThreeMonths.organisations())
                        .toString(),
                "--bootstrap",
                monitor.bootstrapServers(),
                "--key-file",
                monitor.signingKey(folder.resolve("key.der")).toString(),
                "--estate",
                ESTATE);
        assertEquals(0, loaded.exitCode(), loaded::err);
        monitor.judge(ESTATE, input.toString());
    }

    private static void shouldBeWhole(Map<String, byte[]> standing, LocalDate day) {
        Collection<PostureJson.Told> told = told(standing, day);
        assertTrue(told.stream().allMatch(PostureJson.Told::isOver));
        assertEquals(PostureDayJson.parse(standing.get(head(day))).records(), told.size());
        for (String organisation : List.of(ThreeMonths.TRUST, ThreeMonths.LABORATORIES)) {
            assertEquals(
                    SECOND_FACTOR, posture(standing, day, organisation).requirement(), () -> "none of " + organisation);
        }
        assertTrue(told.stream().anyMatch(one -> one.openFindings() > 0));
    }

    private static List<?> silences(Map<String, byte[]> standing, LocalDate day, String organisation) {
        return posture(standing, day, organisation).notEvidenced().stream()
                .filter(gap -> gap.category().equals("SignInLogs"))
                .toList();
    }

    private static PostureJson.Told posture(Map<String, byte[]> standing, LocalDate day, String organisation) {
        return PostureJson.parse(standing.get(ESTATE + "/posture/" + day + "/" + organisation + "/" + SECOND_FACTOR));
    }

    private static Collection<PostureJson.Told> told(Map<String, byte[]> standing, LocalDate day) {
        return standing.entrySet().stream()
                .filter(one -> PostureJson.isKey(one.getKey())
                        && PostureJson.day(one.getKey()).equals(day))
                .map(one -> PostureJson.parse(one.getValue()))
                .collect(Collectors.toList());
    }

    private static String head(LocalDate day) {
        return PostureDayJson.key(ESTATE, day);
    }

    /** The signals are shown when all that follows from what there is has been written. */
    private static boolean isShown(RunningMonitor monitor) {
        return !monitor.metrics().find("dspt.outcome.signal").gauges().isEmpty();
    }

    private static long end(RunningMonitor monitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = reader(monitor)) {
            return consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        }
    }

    private static Map<String, byte[]> standing(RunningMonitor monitor) {
        Map<String, byte[]> standing = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = reader(monitor)) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record ->
                                standing.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
            }
        }
        return standing;
    }

    private static KafkaConsumer<byte[], byte[]> reader(RunningMonitor monitor) {
        return KafkaConnection.plain(monitor.bootstrapServers()).reader("read_committed");
    }

    /** A day of another form among those that the posture follows from. */
    private static void spoil(RunningMonitor monitor) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", monitor.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.COVERAGE,
                            PARTITION.partition(),
                            (ESTATE + "/day/2026-08-14").getBytes(StandardCharsets.UTF_8),
                            "no day".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos()); // the test's time limit ends this
        }
    }
}
