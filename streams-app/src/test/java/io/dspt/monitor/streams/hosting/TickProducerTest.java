package io.dspt.monitor.streams.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.LogRecordForm;
import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class TickProducerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:01Z");

    private final LiveEstates estates = new LiveEstates();

    @Test
    void shouldTickEveryLiveLogOfItsPartitionsThere() {
        // Given three live logs, one of which another process judges by now
        estates.begin(1);
        estates.add(1, "north");
        estates.add(1, "south");
        estates.begin(2);
        estates.add(2, "west");
        estates.end(2);
        MockProducer<byte[], byte[]> producer = producer(true);

        // When it ticks
        try (TickProducer ticks = new TickProducer(producer, estates, Clock.fixed(NOW, ZoneOffset.UTC))) {
            ticks.tick();
        }

        // Then each of the other two has the time in its own partition
        List<ProducerRecord<byte[], byte[]>> sent = producer.history();
        assertEquals(
                List.of("north", "south"),
                sent.stream().map(TickProducerTest::estate).toList());
        assertTrue(sent.stream()
                .allMatch(tick -> tick.partition() == 1 && tick.topic().equals(Topics.LOG)));
        assertTrue(sent.stream().allMatch(tick -> record(tick).equals(new LogRecord.Tick(NOW))));
    }

    @Test
    void shouldCountWhatCouldNotBeWrittenAndGoOn() {
        // Given a broker that does not answer
        estates.begin(0);
        estates.add(0, "north");
        MockProducer<byte[], byte[]> producer = producer(false);

        try (TickProducer ticks = new TickProducer(producer, estates, Clock.fixed(NOW, ZoneOffset.UTC))) {
            // When one tick is lost and the next is not
            ticks.tick();
            producer.errorNext(new TimeoutException("no broker"));
            ticks.tick();
            producer.completeNext();

            // Then that is counted
            assertEquals(1, ticks.failed());
            assertEquals(2, producer.history().size());
        }
    }

    private static MockProducer<byte[], byte[]> producer(boolean answers) {
        return new MockProducer<>(answers, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static String estate(ProducerRecord<byte[], byte[]> tick) {
        return new String(tick.key(), StandardCharsets.UTF_8);
    }

    private static LogRecord record(ProducerRecord<byte[], byte[]> tick) {
        SortedMap<String, byte[]> headers = new TreeMap<>();
        tick.headers().forEach(header -> headers.put(header.key(), header.value()));
        return new LogRecordForm(headers, tick.value()).toRecord();
    }
}
