package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProperties;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.LastEnqueuedEventProperties;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Azure's SDK reads what a test has put into a hub. */
class ReadingIT {
    private final FakeEventHubs namespace = FakeEventHubs.start();
    private final FakeHub hub = namespace.hub("activity", 2);

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void shouldDeliverAnEventWithAllThatAzureGivesWithIt() throws Exception {
        // Given
        Instant enqueued = Instant.parse("2026-03-01T10:15:30.123Z");
        hub.append(1, FakeEvent.of("first").withEnqueuedAt(enqueued));
        hub.append(
                1,
                FakeEvent.of("second")
                        .withProperties(Map.of("source", "example", "count", 3))
                        .withPartitionKey("key")
                        .withEnqueuedAt(enqueued.plusSeconds(1)));

        // When
        List<EventData> events;
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 1, EventPosition.earliest())) {
            events = reader.take(2);
        }

        // Then
        assertEquals("first", events.get(0).getBodyAsString());
        assertEquals(0, events.get(0).getSequenceNumber());
        assertEquals("0", events.get(0).getOffsetString());
        assertEquals(enqueued, events.get(0).getEnqueuedTime());
        EventData second = events.get(1);
        assertArrayEquals("second".getBytes(StandardCharsets.UTF_8), second.getBody());
        assertEquals(1, second.getSequenceNumber());
        assertTrue(Long.parseLong(second.getOffsetString()) > 1, "an offset is no sequence number");
        assertEquals("key", second.getPartitionKey());
        assertEquals(Map.of("source", "example", "count", 3), second.getProperties());
    }

    @Test
    void shouldDeliverWhatIsAppendedWhileAReaderWaits() throws Exception {
        // Given
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 0, EventPosition.latest())) {
            hub.append(1, FakeEvent.of("elsewhere"));
            PartitionReader.awaitAttached(hub, 0, 1);

            // When
            hub.append(0, FakeEvent.of("now"));
            hub.append(0, FakeEvent.of("then"));

            // Then
            assertEquals(List.of("now", "then"), reader.takeBodies(2));
        }
    }

    @Test
    void shouldDeliverManyEventsThatAreMadeWhenTheyAreSent() throws Exception {
        // Given
        byte[] filler = new byte[3 * 1024];
        hub.appendGenerated(0, 20_000, number -> {
            byte[] body = filler.clone();
            body[0] = (byte) number;
            return body;
        });

        // When
        List<EventData> events;
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 0, EventPosition.earliest())) {
            events = reader.take(20_000);
        }

        // Then
        assertEquals(
                LongStream.range(0, 20_000).boxed().toList(),
                events.stream().map(EventData::getSequenceNumber).toList());
        assertTrue(events.stream()
                .allMatch(
                        event -> event.getBody()[0] == event.getSequenceNumber().byteValue()));
        assertEquals(20_000, hub.deliveries(0));
    }

    @Test
    void shouldDeliverABodyThatIsLongerThanAFrame() throws Exception {
        // Given
        byte[] body = new byte[900_000];
        body[body.length - 1] = 7;
        hub.append(0, body);
        hub.append(0, FakeEvent.of("short"));

        // When
        List<EventData> events;
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 0, EventPosition.earliest())) {
            events = reader.take(2);
        }

        // Then
        assertArrayEquals(body, events.get(0).getBody());
        assertEquals("short", events.get(1).getBodyAsString());
    }

    @Test
    void shouldDeliverMoreThanASocketHolds() throws Exception {
        // Given
        byte[] body = new byte[900_000];
        hub.appendGenerated(0, 40, number -> body);

        // When
        List<Long> numbers;
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 0, EventPosition.earliest())) {
            numbers = reader.takeSequenceNumbers(40);
        }

        // Then
        assertEquals(LongStream.range(0, 40).boxed().toList(), numbers);
    }

    @Test
    void shouldLetReadersOfAllPartitionsShareOneConnection() throws Exception {
        // Given
        hub.append(0, FakeEvent.of("zero"));
        hub.append(1, FakeEvent.of("one"));

        // When
        List<String> bodies;
        try (EventHubConsumerAsyncClient client =
                SdkClients.builder(namespace.connectionString("activity")).buildAsyncConsumerClient()) {
            bodies = client.receive(true)
                    .take(2)
                    .map(event -> event.getData().getBodyAsString())
                    .sort()
                    .collectList()
                    .block(SdkClients.PATIENCE);

            // Then
            assertEquals(List.of("one", "zero"), bodies);
            assertEquals(1, namespace.connections());
        }
    }

    static Stream<Arguments> positions() {
        Instant second = Instant.parse("2026-03-01T10:00:02Z");
        return Stream.of(
                Arguments.of(EventPosition.earliest(), List.of(0L, 1L, 2L, 3L)),
                Arguments.of(EventPosition.fromSequenceNumber(2), List.of(3L)),
                Arguments.of(EventPosition.fromSequenceNumber(2, true), List.of(2L, 3L)),
                Arguments.of(EventPosition.fromSequenceNumber(3), List.of()),
                Arguments.of(EventPosition.fromSequenceNumber(3, true), List.of(3L)),
                Arguments.of(EventPosition.fromEnqueuedTime(second), List.of(3L)),
                Arguments.of(EventPosition.fromEnqueuedTime(second.minusMillis(1)), List.of(2L, 3L)),
                Arguments.of(EventPosition.fromEnqueuedTime(second.plusSeconds(60)), List.of()),
                Arguments.of(EventPosition.latest(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void shouldBeginWhereAReaderWantsIt(EventPosition position, List<Long> expected) throws Exception {
        // Given
        appendFour();

        // When
        List<Long> numbers;
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 0, position)) {
            PartitionReader.awaitAttached(hub, 0, 1);
            hub.append(0, FakeEvent.of("after"));
            numbers = reader.takeSequenceNumbers(expected.size() + 1);
        }

        // Then
        assertEquals(Stream.concat(expected.stream(), Stream.of(4L)).toList(), numbers);
    }

    @Test
    void shouldGoOnBehindAnOffset() throws Exception {
        // Given
        appendFour();
        List<EventData> all;
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 0, EventPosition.earliest())) {
            all = reader.take(4);
        }
        PartitionReader.awaitAttached(hub, 0, 0);

        // When
        String offset = all.get(1).getOffsetString();
        List<Long> numbers;
        try (PartitionReader reader =
                PartitionReader.open(namespace, "activity", 0, EventPosition.fromOffsetString(offset))) {
            numbers = reader.takeSequenceNumbers(2);
        }

        // Then
        assertEquals(List.of(2L, 3L), numbers);
    }

    @Test
    void shouldBeginWithTheOldestThatIsLeftWhenRetentionHasTakenThePosition() throws Exception {
        // Given
        appendFour();
        hub.trim(0, 2);

        // When
        List<Long> numbers;
        try (PartitionReader reader =
                PartitionReader.open(namespace, "activity", 0, EventPosition.fromOffsetString("0"))) {
            numbers = reader.takeSequenceNumbers(2);
        }

        // Then
        assertEquals(List.of(2L, 3L), numbers);
    }

    @Test
    void shouldTellOfTheHubAndItsPartitions() {
        // Given
        Instant created = Instant.parse("2025-06-01T00:00:00Z");
        hub.setCreatedAt(created);
        appendFour();
        hub.trim(0, 2);

        // When
        EventHubProperties properties;
        PartitionProperties full;
        PartitionProperties empty;
        try (EventHubConsumerAsyncClient client =
                SdkClients.builder(namespace.connectionString("activity")).buildAsyncConsumerClient()) {
            properties = client.getEventHubProperties().block(SdkClients.PATIENCE);
            full = client.getPartitionProperties("0").block(SdkClients.PATIENCE);
            empty = client.getPartitionProperties("1").block(SdkClients.PATIENCE);
        }

        // Then
        assertEquals("activity", properties.getName());
        assertEquals(created, properties.getCreatedAt());
        assertEquals(List.of("0", "1"), properties.getPartitionIds().stream().toList());
        assertEquals(2, full.getBeginningSequenceNumber());
        assertEquals(3, full.getLastEnqueuedSequenceNumber());
        assertEquals(Instant.parse("2026-03-01T10:00:03Z"), full.getLastEnqueuedTime());
        assertFalse(full.isEmpty());
        assertEquals(-1, empty.getLastEnqueuedSequenceNumber());
        assertEquals("-1", empty.getLastEnqueuedOffset());
        assertTrue(empty.isEmpty());
    }

    @Test
    void shouldTellHowFarThePartitionGoesWithEachEventWhenAsked() throws Exception {
        // Given
        appendFour();
        ReceiveOptions options = new ReceiveOptions().setTrackLastEnqueuedEventProperties(true);

        // When
        LastEnqueuedEventProperties last;
        try (PartitionReader reader = PartitionReader.open(
                SdkClients.builder(namespace.connectionString("activity")), 0, EventPosition.earliest(), options)) {
            last = reader.takeWithPartition(1).get(0).getLastEnqueuedEventProperties();
        }

        // Then
        assertEquals(3, last.getSequenceNumber());
        assertEquals(Instant.parse("2026-03-01T10:00:03Z"), last.getEnqueuedTime());
    }

    private void appendFour() {
        Instant first = Instant.parse("2026-03-01T10:00:00Z");
        IntStream.range(0, 4)
                .forEach(each -> hub.append(0, FakeEvent.of("event " + each).withEnqueuedAt(first.plusSeconds(each))));
    }
}
