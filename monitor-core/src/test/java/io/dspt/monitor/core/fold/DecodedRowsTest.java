package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Whatever comes, what is remembered stays small. */
class DecodedRowsTest {
    private final DecodedRows rows = new DecodedRows();

    private static FindingSlots.Place place(int number) {
        return new FindingSlots.Place("RES-001", "/subscriptions/" + number);
    }

    @Test
    void shouldForgetASlotThatHasBecomeLong() {
        // Given
        rows.remember(place(1), FindingSlot.EMPTY, 0);

        // When
        rows.remember(place(1), FindingSlot.EMPTY, 1_000_000);

        // Then
        assertNull(rows.slot(place(1)));
    }

    @Test
    void shouldForgetTheSlotThatWasNotAskedForLongest() {
        // Given
        rows.remember(place(0), FindingSlot.EMPTY, 0);

        // When so many others come that there is no room
        for (int i = 1; i <= DecodedRows.MOST_SLOTS; i++) {
            rows.remember(place(i), FindingSlot.EMPTY, 0);
        }

        // Then
        assertNull(rows.slot(place(0)));
        assertSame(FindingSlot.EMPTY, rows.slot(place(1)));
    }
}
