package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read a partition beside whom. */
class OwnerLevelIT {
    private final FakeEventHubs namespace = FakeEventHubs.start();
    private final FakeHub hub = namespace.hub("activity", 2);
    private final List<PartitionReader> readers = new ArrayList<>();

    @BeforeEach
    void fill() {
        hub.append(0, FakeEvent.of("body"));
        hub.append(1, FakeEvent.of("other partition"));
    }

    @AfterEach
    void close() {
        readers.forEach(PartitionReader::close);
        namespace.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void shouldLetANewcomerWithAnEqualOrHigherLevelTakeOver(long level) throws Exception {
        // Given
        PartitionReader first = reader(0, 5L);
        first.take(1);

        // When
        PartitionReader newcomer = reader(0, level);

        // Then
        assertEquals(List.of("body"), newcomer.takeBodies(1));
        assertStolen("with higher epoch of '" + level + "' is created hence current receiver", first);
        assertEquals(1, hub.receivers(0));
    }

    @Test
    void shouldRefuseANewcomerWithALowerLevel() throws Exception {
        // Given
        PartitionReader first = reader(0, 5L);
        first.take(1);

        // When
        PartitionReader newcomer = reader(0, 4L);

        // Then
        assertStolen("with a higher epoch '5' already exists", newcomer);
        assertStillReads(first);
    }

    @Test
    void shouldRefuseANewcomerWithoutALevelBesideOneWith() throws Exception {
        // Given
        PartitionReader first = reader(0, 0L);
        first.take(1);

        // When
        PartitionReader newcomer = reader(0, null);

        // Then
        assertStolen("At least one receiver for the endpoint is created with epoch of '0'", newcomer);
        assertStillReads(first);
    }

    @Test
    void shouldCloseReadersWithoutALevelWhenOneWithComes() throws Exception {
        // Given
        PartitionReader first = reader(0, null);
        PartitionReader second = reader(0, null);
        first.take(1);
        second.take(1);

        // When
        PartitionReader newcomer = reader(0, 0L);

        // Then
        assertEquals(List.of("body"), newcomer.takeBodies(1));
        assertStolen("non-epoch receiver is not allowed", first);
        assertStolen("non-epoch receiver is not allowed", second);
    }

    @Test
    void shouldLetALowerLevelInOnceTheHigherHasGone() throws Exception {
        // Given
        PartitionReader first = reader(0, 5L);
        first.take(1);
        first.close();
        PartitionReader.awaitAttached(hub, 0, 0);

        // When
        PartitionReader newcomer = reader(0, 1L);

        // Then
        assertEquals(List.of("body"), newcomer.takeBodies(1));
    }

    @Test
    void shouldKeepPartitionsAndConsumerGroupsApart() throws Exception {
        // Given
        hub.addConsumerGroup("other");
        PartitionReader first = reader(0, 5L);
        first.take(1);

        // When
        PartitionReader otherPartition = reader(1, 1L);
        PartitionReader otherGroup = PartitionReader.open(
                SdkClients.builder(namespace.connectionString("activity")).consumerGroup("other"),
                0,
                EventPosition.earliest(),
                new ReceiveOptions().setOwnerLevel(1L));
        readers.add(otherGroup);

        // Then
        assertEquals(List.of("other partition"), otherPartition.takeBodies(1));
        assertEquals(List.of("body"), otherGroup.takeBodies(1));
        assertStillReads(first);
    }

    @Test
    void shouldRefuseASixthReaderWithoutALevel() throws Exception {
        // Given
        for (int each = 0; each < 5; each++) {
            reader(0, null).take(1);
        }

        // When
        PartitionReader sixth = reader(0, null);

        // Then
        AmqpException failure = assertInstanceOf(AmqpException.class, sixth.failure());
        assertEquals(AmqpErrorCondition.RESOURCE_LIMIT_EXCEEDED, failure.getErrorCondition());
    }

    private PartitionReader reader(int partition, Long level) {
        ReceiveOptions options = level == null ? new ReceiveOptions() : new ReceiveOptions().setOwnerLevel(level);
        PartitionReader reader = PartitionReader.open(
                SdkClients.builder(namespace.connectionString("activity")),
                partition,
                EventPosition.earliest(),
                options);
        readers.add(reader);
        return reader;
    }

    private void assertStillReads(PartitionReader reader) throws InterruptedException {
        hub.append(0, FakeEvent.of("later"));
        assertEquals(List.of("later"), reader.takeBodies(1));
        assertFalse(reader.hasEnded());
    }

    private static void assertStolen(String text, PartitionReader reader) throws Exception {
        AmqpException failure = assertInstanceOf(AmqpException.class, reader.failure());
        assertEquals(AmqpErrorCondition.LINK_STOLEN, failure.getErrorCondition());
        assertFalse(failure.isTransient());
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
    }
}
