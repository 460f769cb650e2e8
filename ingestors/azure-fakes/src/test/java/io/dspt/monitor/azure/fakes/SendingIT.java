package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.SendOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Azure's SDK sends into a hub. */
class SendingIT {
    private final FakeEventHubs namespace = FakeEventHubs.start();
    private final FakeHub hub = namespace.hub("activity", 3);

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void shouldTakeABatchIntoThePartitionItIsFor() {
        // When
        try (EventHubProducerClient producer = producer()) {
            EventDataBatch batch = producer.createBatch(new CreateBatchOptions().setPartitionId("2"));
            IntStream.range(0, 5).forEach(each -> batch.tryAdd(new EventData("event " + each)));
            producer.send(batch);
        }

        // Then
        assertEquals(List.of("event 0", "event 1", "event 2", "event 3", "event 4"), bodies(2));
    }

    @Test
    void shouldKeepEventsOfOneKeyTogetherAndInOrder() {
        // When
        try (EventHubProducerClient producer = producer()) {
            for (int each = 0; each < 3; each++) {
                producer.send(List.of(new EventData("event " + each)), new SendOptions().setPartitionKey("key"));
            }
        }

        // Then
        int partition = IntStream.range(0, 3)
                .filter(each -> hub.lastSequenceNumber(each) >= 0)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("event 0", "event 1", "event 2"), bodies(partition));
        assertEquals("key", hub.events(partition).get(0).partitionKey());
    }

    @Test
    void shouldSpreadEventsThatAreForNoPartition() {
        // When
        try (EventHubProducerClient producer = producer()) {
            for (int each = 0; each < 3; each++) {
                producer.send(List.of(new EventData("event")));
            }
        }

        // Then
        assertEquals(List.of("event"), bodies(0));
        assertEquals(List.of("event"), bodies(1));
        assertEquals(List.of("event"), bodies(2));
    }

    @Test
    void shouldGiveReadersWhatAProducerSetOnAnEvent() throws Exception {
        // Given
        EventData sent =
                new EventData("body").setContentType("application/json").setMessageId("m-1");
        sent.getProperties().putAll(Map.of("source", "example"));
        try (EventHubProducerClient producer = producer()) {
            producer.send(List.of(sent), new SendOptions().setPartitionId("1"));
        }

        // When
        EventData received;
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 1, EventPosition.earliest())) {
            received = reader.take(1).get(0);
        }

        // Then
        assertEquals("body", received.getBodyAsString());
        assertEquals("application/json", received.getContentType());
        assertEquals("m-1", received.getMessageId());
        assertEquals("example", received.getProperties().get("source"));
    }

    private EventHubProducerClient producer() {
        return SdkClients.builder(namespace.connectionString("activity")).buildProducerClient();
    }

    private List<String> bodies(int partition) {
        return hub.events(partition).stream()
                .map(event -> new String(event.body(), StandardCharsets.UTF_8))
                .toList();
    }
}
