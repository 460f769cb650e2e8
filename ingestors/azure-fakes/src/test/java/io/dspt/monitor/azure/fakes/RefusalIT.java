package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the SDK makes of a refusal: the error that Azure's users know. */
class RefusalIT {
    private final FakeEventHubs namespace = FakeEventHubs.start();
    private final FakeHub hub = namespace.hub("activity", 2);

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void shouldNotFindAHubThatIsNotThere() throws Exception {
        // When
        AmqpException failure =
                failureOf(namespace.connectionString("absent"), "$Default", 0, EventPosition.earliest());

        // Then
        assertFinal(AmqpErrorCondition.NOT_FOUND, "The messaging entity 'sb://127.0.0.1/absent", failure);
    }

    @Test
    void shouldNotTellOfAHubThatIsNotThere() {
        // Given
        try (EventHubConsumerAsyncClient client =
                SdkClients.builder(namespace.connectionString("absent")).buildAsyncConsumerClient()) {

            // When
            AmqpException failure = assertThrows(
                    AmqpException.class, () -> client.getEventHubProperties().block(SdkClients.PATIENCE));

            // Then
            assertFinal(AmqpErrorCondition.NOT_FOUND, "The messaging entity 'sb://127.0.0.1/absent", failure);
        }
    }

    @Test
    void shouldNotFindAConsumerGroupThatIsNotThere() throws Exception {
        // When
        AmqpException failure = failureOf(connection(), "absent", 0, EventPosition.earliest());

        // Then
        assertFinal(
                AmqpErrorCondition.NOT_FOUND,
                "The messaging entity 'sb://127.0.0.1:eventhub:activity~32766|absent' could not be found",
                failure);
    }

    @Test
    void shouldKnowAConsumerGroupThatWasAdded() throws Exception {
        // Given
        hub.addConsumerGroup("Monitor");
        hub.append(0, FakeEvent.of("body"));

        // When
        List<String> bodies;
        try (PartitionReader reader = PartitionReader.open(
                SdkClients.builder(connection()).consumerGroup("monitor"),
                0,
                EventPosition.earliest(),
                new ReceiveOptions())) {
            bodies = reader.takeBodies(1);
        }

        // Then
        assertEquals(List.of("body"), bodies);
    }

    @Test
    void shouldRefuseAPartitionThatTheHubDoesNotHave() throws Exception {
        // When
        AmqpException failure = failureOf(connection(), "$Default", 2, EventPosition.earliest());

        // Then
        assertFinal(AmqpErrorCondition.ARGUMENT_ERROR, "between 0 and 1", failure);
    }

    @Test
    void shouldRefuseAnOffsetBehindTheEnd() throws Exception {
        // Given
        hub.append(0, FakeEvent.of("body"));

        // When
        AmqpException failure = failureOf(connection(), "$Default", 0, EventPosition.fromOffsetString("4096"));

        // Then
        assertFinal(
                AmqpErrorCondition.ARGUMENT_ERROR,
                "The supplied offset '4096' is invalid. The last offset in the system is '0'",
                failure);
    }

    @Test
    void shouldRefuseASequenceNumberBehindTheEnd() throws Exception {
        // When
        AmqpException failure = failureOf(connection(), "$Default", 0, EventPosition.fromSequenceNumber(7));

        // Then
        assertFinal(
                AmqpErrorCondition.ARGUMENT_ERROR,
                "The supplied sequence number '7' is invalid. The last sequence number in the system is '-1'",
                failure);
    }

    @Test
    void shouldRefuseAKeyThatIsWrong() throws Exception {
        // Given
        namespace.requireKey("reader", "right", Claim.LISTEN);

        // When
        AmqpException failure = failureOf(
                namespace.connectionString("activity", "reader", "wrong"), "$Default", 0, EventPosition.earliest());

        // Then
        assertFinal(AmqpErrorCondition.UNAUTHORIZED_ACCESS, "InvalidSignature", failure);
        assertTrue(failure.getMessage().contains("status-code: 401"), failure.getMessage());
    }

    @Test
    void shouldRefuseTheOldKeyAfterARotation() throws Exception {
        // Given
        namespace.requireKey("reader", "old", Claim.LISTEN);
        String before = namespace.connectionString("activity");
        namespace.requireKey("reader", "new", Claim.LISTEN);

        // When
        AmqpException failure = failureOf(before, "$Default", 0, EventPosition.earliest());

        // Then
        assertFinal(AmqpErrorCondition.UNAUTHORIZED_ACCESS, "InvalidSignature", failure);
    }

    @Test
    void shouldRefuseToTellOfAHubForAKeyThatIsWrong() {
        // Given
        namespace.requireKey("reader", "right", Claim.LISTEN);
        try (EventHubConsumerAsyncClient client = SdkClients.builder(
                        namespace.connectionString("activity", "reader", "wrong"))
                .buildAsyncConsumerClient()) {

            // When
            AmqpException failure = assertThrows(
                    AmqpException.class, () -> client.getEventHubProperties().block(SdkClients.PATIENCE));

            // Then
            assertFinal(AmqpErrorCondition.UNAUTHORIZED_ACCESS, "InvalidSignature", failure);
        }
    }

    @Test
    void shouldRefuseToLetAnIdentityReadThatMayOnlySend() throws Exception {
        // Given
        namespace.requireKey("sender", "secret", Claim.SEND);

        // When
        AmqpException failure = failureOf(connection(), "$Default", 0, EventPosition.earliest());

        // Then
        assertFinal(
                AmqpErrorCondition.UNAUTHORIZED_ACCESS,
                "'Listen' claim(s) are required to perform this operation. Resource:"
                        + " 'sb://127.0.0.1/activity/consumergroups/$default/partitions/0'",
                failure);
    }

    @Test
    void shouldRefuseToLetAnIdentitySendThatMayOnlyRead() {
        // Given
        namespace.requireKey("reader", "secret", Claim.LISTEN);
        try (EventHubProducerClient producer = SdkClients.builder(connection()).buildProducerClient()) {

            // When
            AmqpException failure =
                    assertThrows(AmqpException.class, () -> producer.send(List.of(new EventData("body"))));

            // Then
            assertFinal(AmqpErrorCondition.UNAUTHORIZED_ACCESS, "'Send' claim(s) are required", failure);
            assertEquals(-1, hub.lastSequenceNumber(0));
        }
    }

    @Test
    void shouldLetTheRightKeyRead() throws Exception {
        // Given
        namespace.requireKey("reader", "secret", Claim.LISTEN);
        hub.append(0, FakeEvent.of("body"));

        // When
        List<String> bodies;
        try (PartitionReader reader = PartitionReader.open(namespace, "activity", 0, EventPosition.earliest())) {
            bodies = reader.takeBodies(1);
        }

        // Then
        assertEquals(List.of("body"), bodies);
    }

    @Test
    void shouldHaveEachHubOnce() {
        assertThrows(IllegalArgumentException.class, () -> namespace.hub("Activity", 1));
        assertEquals(hub, namespace.hub("ACTIVITY"));
    }

    private String connection() {
        return namespace.connectionString("activity");
    }

    private static AmqpException failureOf(
            String connectionString, String consumerGroup, int partition, EventPosition position) throws Exception {
        try (PartitionReader reader = PartitionReader.open(
                SdkClients.builder(connectionString).consumerGroup(consumerGroup),
                partition,
                position,
                new ReceiveOptions())) {
            return assertInstanceOf(AmqpException.class, reader.failure());
        }
    }

    private static void assertFinal(AmqpErrorCondition condition, String text, AmqpException failure) {
        assertEquals(condition, failure.getErrorCondition());
        assertFalse(failure.isTransient());
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
    }
}
