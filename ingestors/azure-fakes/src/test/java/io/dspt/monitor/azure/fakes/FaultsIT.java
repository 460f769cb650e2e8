package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each fault, as a client of Azure's SDK meets it. */
class FaultsIT {
    private final FakeEventHubs namespace = FakeEventHubs.start();
    private final FakeHub hub = namespace.hub("activity", 2);

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void shouldLoseNothingWhenConnectionsBreak() throws Exception {
        // Given
        try (PartitionReader reader = PartitionReader.openPersistent(namespace, "activity", 0)) {
            append(0, 0, 10);
            assertEquals(numbers(0, 10), reader.takeSequenceNumbers(10));

            // When
            namespace.dropConnections();
            append(0, 10, 20);

            // Then
            assertEquals(numbers(10, 20), reader.takeSequenceNumbers(10));
            assertFalse(reader.hasEnded());
        }
    }

    @Test
    void shouldEndAReaderWithoutAnErrorWhenItsConnectionBreaks() throws Exception {
        // Given
        try (PartitionReader reader = readerOf(0)) {
            append(0, 0, 1);
            reader.take(1);

            // When
            namespace.dropConnections();

            // Then
            assertEquals(Optional.empty(), reader.end());
        }
    }

    @Test
    void shouldLeaveNoReaderBehindWhenConnectionsBreak() throws Exception {
        // Given
        try (PartitionReader reader = PartitionReader.openWithLevel(namespace, "activity", 0, 9)) {
            append(0, 0, 1);
            reader.take(1);

            // When
            namespace.stop();

            // Then
            assertEquals(0, hub.receivers(0));
            assertEquals(0, namespace.connections());
        }
    }

    @Test
    void shouldServeReadersAgainAfterAnOutage() throws Exception {
        // Given
        try (PartitionReader reader = PartitionReader.openPersistent(namespace, "activity", 0)) {
            append(0, 0, 5);
            assertEquals(numbers(0, 5), reader.takeSequenceNumbers(5));

            // When
            namespace.stop();
            append(0, 5, 10);
            namespace.restart();

            // Then
            assertEquals(numbers(5, 10), reader.takeSequenceNumbers(5));
        }
    }

    @Test
    void shouldRefuseConnectionsDuringAnOutage() {
        // When
        namespace.stop();

        // Then
        assertThrows(ConnectException.class, () -> new Socket(FakeEventHubs.HOST, namespace.port()).close());
    }

    @Test
    void shouldServeAReaderThatWasOpenedDuringAnOutage() throws Exception {
        // Given: the SDK tries to connect again and again and tells nobody
        namespace.stop();
        append(0, 0, 2);
        try (PartitionReader reader = readerOf(0)) {

            // When
            namespace.restart();

            // Then
            assertEquals(numbers(0, 2), reader.takeSequenceNumbers(2));
        }
    }

    @Test
    void shouldListenOnThePortThatATestNames() {
        // Given
        int port = namespace.port();
        namespace.close();

        // When
        try (FakeEventHubs other = FakeEventHubs.start(port)) {
            FakeHub otherHub = other.hub("activity", 1);
            EventHubConsumerAsyncClient client =
                    SdkClients.builder(other.connectionString("activity")).buildAsyncConsumerClient();
            Instant created =
                    client.getEventHubProperties().block(SdkClients.PATIENCE).getCreatedAt();
            client.close();

            // Then
            assertEquals(port, other.port());
            assertEquals(otherHub.createdAt(), created);
        }
    }

    @Test
    void shouldEndAReaderWithAnErrorThatPassesWhenTheServiceIsBusy() throws Exception {
        // Given
        try (PartitionReader reader = readerOf(0)) {
            append(0, 0, 1);
            reader.take(1);

            // When
            hub.detachReceivers(
                    AmqpFault.SERVER_BUSY, "The request was terminated because the entity is being throttled.");

            // Then
            AmqpException failure = assertInstanceOf(AmqpException.class, reader.failure());
            assertEquals(AmqpErrorCondition.SERVER_BUSY_ERROR, failure.getErrorCondition());
            assertTrue(failure.isTransient());
        }
    }

    @Test
    void shouldLetAReaderComeBackWhenTheServiceIsBusy() throws Exception {
        // Given
        try (PartitionReader reader = PartitionReader.openPersistent(namespace, "activity", 0)) {
            append(0, 0, 3);
            assertEquals(numbers(0, 3), reader.takeSequenceNumbers(3));

            // When
            hub.detachReceivers(
                    AmqpFault.SERVER_BUSY,
                    "The request was terminated because the entity is being throttled. Error code : 50002.");
            append(0, 3, 6);

            // Then
            assertEquals(numbers(3, 6), reader.takeSequenceNumbers(3));
        }
    }

    @Test
    void shouldLetAReaderComeBackWhenTheServiceClosesItsConnections() throws Exception {
        // Given
        try (PartitionReader reader = PartitionReader.openPersistent(namespace, "activity", 0)) {
            append(0, 0, 3);
            assertEquals(numbers(0, 3), reader.takeSequenceNumbers(3));

            // When
            namespace.closeConnections(AmqpFault.CONNECTION_FORCED, "The service is taken down for maintenance.");
            PartitionReader.awaitAttached(hub, 0, 0);
            append(0, 3, 6);

            // Then
            assertEquals(numbers(3, 6), reader.takeSequenceNumbers(3));
        }
    }

    @Test
    void shouldLetAReaderInAfterSoManyRefusals() throws Exception {
        // Given
        append(0, 0, 2);
        hub.refuseReceivers(
                2, AmqpFault.SERVER_BUSY, "The request was terminated because the entity is being throttled.");

        // When
        try (PartitionReader reader = PartitionReader.openPersistent(namespace, "activity", 0)) {

            // Then
            assertEquals(numbers(0, 2), reader.takeSequenceNumbers(2));
        }
    }

    @Test
    void shouldEndAReaderWhoseLinkIsStolen() throws Exception {
        // Given
        try (PartitionReader reader = PartitionReader.openWithLevel(namespace, "activity", 0, 3)) {
            append(0, 0, 1);
            reader.take(1);

            // When
            hub.stealReceivers(0);

            // Then
            AmqpException failure = assertInstanceOf(AmqpException.class, reader.failure());
            assertEquals(AmqpErrorCondition.LINK_STOLEN, failure.getErrorCondition());
        }
    }

    @Test
    void shouldSendAShareOfTheEventsTwiceWithTheSameNumbers() throws Exception {
        // Given
        hub.redeliverShare(0.05, 42);
        append(0, 0, 1000);
        long repeats = LongStream.range(0, 1000)
                .filter(number -> new Redelivery(0.05, 42).repeats(0, number))
                .count();

        // When
        List<EventData> events;
        try (PartitionReader reader = readerOf(0)) {
            events = reader.take(Math.toIntExact(1000 + repeats));
        }

        // Then
        assertTrue(repeats > 20 && repeats < 80, "repeats " + repeats);
        Set<Long> distinct = new HashSet<>();
        List<Long> again = new ArrayList<>();
        for (EventData event : events) {
            assertEquals("event " + event.getSequenceNumber(), event.getBodyAsString());
            if (!distinct.add(event.getSequenceNumber())) {
                again.add(event.getSequenceNumber());
            }
        }
        assertEquals(1000, distinct.size());
        assertEquals(repeats, again.size());
    }

    @Test
    void shouldDeliverNothingDuringASilence() throws Exception {
        // Given
        try (PartitionReader silent = readerOf(0);
                PartitionReader other = readerOf(1)) {
            PartitionReader.awaitAttached(hub, 0, 1);
            hub.pause(0);
            append(0, 0, 3);
            append(1, 0, 1);
            other.take(1);
            assertTrue(silent.isEmpty());

            // When
            hub.resume(0);

            // Then
            assertEquals(numbers(0, 3), silent.takeSequenceNumbers(3));
        }
    }

    @Test
    void shouldDeliverExactlyTheEventsBeforeAPause() throws Exception {
        // Given
        hub.pauseFrom(0, 7);
        append(0, 0, 10);
        try (PartitionReader reader = readerOf(0)) {
            assertEquals(numbers(0, 7), reader.takeSequenceNumbers(7));
            assertEquals(7, hub.deliveries(0));

            // When
            hub.resume(0);

            // Then
            assertEquals(numbers(7, 10), reader.takeSequenceNumbers(3));
        }
    }

    @Test
    void shouldDeliverABodyThatIsNoBytes() throws Exception {
        // Given
        hub.append(0, FakeEvent.ofValue("a text"));
        append(0, 1, 2);

        // When
        List<EventData> events;
        try (PartitionReader reader = readerOf(0)) {
            events = reader.take(2);
        }

        // Then: this SDK makes no bytes of it, and does not say that it was something else
        assertEquals(0, events.get(0).getBody().length);
        assertEquals("event 1", events.get(1).getBodyAsString());
    }

    @Test
    void shouldSkipWhatRetentionHasTaken() throws Exception {
        // Given
        hub.pauseFrom(0, 2);
        append(0, 0, 10);
        try (PartitionReader reader = readerOf(0)) {
            assertEquals(numbers(0, 2), reader.takeSequenceNumbers(2));

            // When
            hub.trim(0, 6);
            hub.resume(0);

            // Then
            assertEquals(numbers(6, 10), reader.takeSequenceNumbers(4));
        }
    }

    @Test
    void shouldBeginAnewWhenTheHubIsMadeAnew() throws Exception {
        // Given
        Instant before = hub.createdAt();
        String offset;
        try (PartitionReader reader = readerOf(0)) {
            append(0, 0, 5);
            offset = reader.take(5).get(4).getOffsetString();

            // When
            hub.recreate(before.plusSeconds(60));

            // Then
            AmqpException failure = assertInstanceOf(AmqpException.class, reader.failure());
            assertEquals(AmqpErrorCondition.NOT_FOUND, failure.getErrorCondition());
        }
        append(0, 0, 1);
        try (PartitionReader reader = readerOf(0)) {
            assertEquals(numbers(0, 1), reader.takeSequenceNumbers(1));
        }
        try (PartitionReader reader =
                PartitionReader.open(namespace, "activity", 0, EventPosition.fromOffsetString(offset))) {
            AmqpException failure = assertInstanceOf(AmqpException.class, reader.failure());
            assertTrue(failure.getMessage().contains("The supplied offset"), failure.getMessage());
        }
        assertNotEquals(before, hub.createdAt());
    }

    @Test
    void shouldDeliverNoFasterThanALimitSays() throws Exception {
        // Given
        hub.limitDelivery(1, Duration.ofHours(1));
        append(0, 0, 5);
        try (PartitionReader reader = readerOf(0)) {
            assertEquals(numbers(0, 1), reader.takeSequenceNumbers(1));
            assertEquals(1, hub.deliveries(0));

            // When
            hub.unlimitedDelivery();

            // Then
            assertEquals(numbers(1, 5), reader.takeSequenceNumbers(4));
        }
    }

    @Test
    void shouldDeliverAllInOrderUnderALimit() throws Exception {
        // Given
        hub.limitDelivery(5000);
        append(0, 0, 500);

        // When
        try (PartitionReader reader = readerOf(0)) {

            // Then
            assertEquals(numbers(0, 500), reader.takeSequenceNumbers(500));
        }
    }

    @Test
    void shouldFailSoManyQuestionsForProperties() {
        // Given
        hub.failManagement(1, 404, "The messaging entity 'activity' could not be found.");
        try (EventHubConsumerAsyncClient client =
                SdkClients.builder(namespace.connectionString("activity")).buildAsyncConsumerClient()) {

            // When
            AmqpException failure = assertThrows(
                    AmqpException.class, () -> client.getEventHubProperties().block(SdkClients.PATIENCE));

            // Then
            assertEquals(AmqpErrorCondition.NOT_FOUND, failure.getErrorCondition());
            assertEquals(
                    "activity",
                    client.getEventHubProperties().block(SdkClients.PATIENCE).getName());
        }
    }

    private PartitionReader readerOf(int partition) {
        return PartitionReader.open(namespace, "activity", partition, EventPosition.earliest());
    }

    private void append(int partition, int from, int to) {
        IntStream.range(from, to).forEach(each -> hub.append(partition, FakeEvent.of("event " + each)));
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
