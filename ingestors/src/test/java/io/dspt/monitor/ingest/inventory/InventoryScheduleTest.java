package io.dspt.monitor.ingest.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dspt.monitor.ingest.inventory.InventorySchedule.Due;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InventoryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final InventorySource SOURCE = new InventorySource(
            "inventory",
            Optional.empty(),
            URI.create("http://127.0.0.1:1"),
            new InventoryScope.Tenant(),
            null,
            Duration.ofHours(6),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5));

    @Test
    void shouldBeginWithAWholeSnapshot() {
        InventorySchedule schedule = InventorySchedule.begin(SOURCE);

        assertEquals(Due.WHOLE, schedule.due(NOW));
        assertNull(schedule.changesSince());
    }

    @Test
    void shouldTellChangesBetweenWholeOnes() {
        // Given
        InventorySchedule whole = InventorySchedule.begin(SOURCE).taken(NOW, true);

        // When, Then
        assertEquals(Due.NOTHING, whole.due(NOW.plus(Duration.ofMinutes(15)).minusMillis(1)));
        assertEquals(Due.CHANGES, whole.due(NOW.plus(Duration.ofMinutes(15))));
        assertEquals(NOW.plus(Duration.ofMinutes(15)), whole.next());

        // And after many changes
        Instant later = NOW.plus(Duration.ofHours(5)).plus(Duration.ofMinutes(50));
        InventorySchedule changes = whole.taken(later, false);
        assertEquals(Due.NOTHING, changes.due(NOW.plus(Duration.ofHours(6))));
        assertEquals(Due.WHOLE, changes.due(later.plus(Duration.ofMinutes(15))));
    }

    @Test
    void shouldSoonTryAgainWhenAWholeSnapshotCouldNotTellAll() {
        InventorySchedule schedule = InventorySchedule.begin(SOURCE).taken(NOW, false);

        assertEquals(Due.NOTHING, schedule.due(NOW.plusSeconds(60)));
        assertEquals(Due.WHOLE, schedule.due(NOW.plus(Duration.ofMinutes(15))));
    }

    @Test
    void shouldTellSomeChangesTwiceRatherThanOneNever() {
        InventorySchedule schedule = InventorySchedule.begin(SOURCE).taken(NOW, true);

        assertEquals(NOW.minus(Duration.ofMinutes(5)), schedule.changesSince());
    }
}
