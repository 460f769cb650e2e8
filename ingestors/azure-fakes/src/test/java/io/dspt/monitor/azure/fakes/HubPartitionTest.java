package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubPartitionTest {
    private final HubPartition partition = new HubPartition();

    @Test
    void shouldNumberEventsWithoutGapsAndMoveOffsetsByTheirBytes() {
        // When
        partition.append(FakeEvent.of("four"));
        partition.appendAll(List.of(FakeEvent.of("sixsix"), FakeEvent.of("x")));

        // Then
        List<StoredEvent> events = partition.events();
        assertEquals(
                List.of(0L, 1L, 2L),
                events.stream().map(StoredEvent::sequenceNumber).toList());
        assertEquals(4 + 64, events.get(1).offset());
        assertEquals(4 + 64 + 6 + 64, events.get(2).offset());
        assertEquals(new PartitionState(0, 2, 138, events.get(2).enqueuedAt(), false), partition.state());
    }

    @Test
    void shouldRememberItsEndWhenRetentionHasTakenEverything() {
        // Given
        partition.append(FakeEvent.of("body"));
        long enqueuedAt = partition.state().lastEnqueuedAt();

        // When
        partition.trim(1);

        // Then
        assertEquals(new PartitionState(1, 0, 0, enqueuedAt, true), partition.state());
        assertNull(partition.at(0));
        assertEquals(1, partition.append(FakeEvent.of("next")));
    }

    @Test
    void shouldGoOnAtTheOldestForOneThatIsBehind() {
        // Given
        partition.appendGenerated(10, number -> FakeEvent.of("event " + number));

        // When
        partition.trim(4);

        // Then
        StoredEvent oldest = partition.at(0);
        assertEquals(4, oldest.sequenceNumber());
        assertEquals("event 4", new String(oldest.content().body(), StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefuseToForgetWhatHasNotCome() {
        // When
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> partition.trim(1));

        // Then
        assertEquals("Cannot begin at 1: the next event will be 0.", refused.getMessage());
    }

    @Test
    void shouldHoldBackFromANumberOnWhatIsThereAndWhatComes() {
        // Given
        partition.append(FakeEvent.of("zero"));

        // When
        partition.holdFrom(1);
        partition.append(FakeEvent.of("one"));

        // Then
        assertEquals(0, partition.at(0).sequenceNumber());
        assertNull(partition.at(1));
        partition.holdFrom(Long.MAX_VALUE);
        assertEquals(1, partition.at(1).sequenceNumber());
    }

    @Test
    void shouldStartAtNothingWhenItIsMadeAnew() {
        // Given
        partition.append(FakeEvent.of("body"));
        partition.trim(1);

        // When
        partition.reset();

        // Then
        assertEquals(0, partition.append(FakeEvent.of("first")));
        assertEquals(0, partition.state().beginSequenceNumber());
    }
}
