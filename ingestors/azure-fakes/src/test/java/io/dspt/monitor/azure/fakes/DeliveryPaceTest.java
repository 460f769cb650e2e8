package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DeliveryPaceTest {
    private static final long MILLISECOND = 1_000_000;

    private final DeliveryPace pace = new DeliveryPace();

    @Test
    void shouldLetTheFirstGoAtOnceAndTheNextAfterTheInterval() {
        // Given
        assertEquals(0, pace.nanosecondsToWait(500, 100));

        // When
        pace.sent(500, 100);

        // Then
        assertEquals(100, pace.nanosecondsToWait(500, 100));
        assertEquals(1, pace.nanosecondsToWait(599, 100));
        assertEquals(0, pace.nanosecondsToWait(600, 100));
    }

    @Test
    void shouldMakeUpForAThreadThatWakesLate() {
        // Given
        pace.sent(0, MILLISECOND);

        // When
        pace.sent(5 * MILLISECOND, MILLISECOND);

        // Then
        assertEquals(0, pace.nanosecondsToWait(5 * MILLISECOND, MILLISECOND));
    }

    @Test
    void shouldNotMakeUpForALongTimeWithoutEvents() {
        // Given
        pace.sent(0, MILLISECOND);
        long later = 1000 * MILLISECOND;

        // When
        int sent = 0;
        while (pace.nanosecondsToWait(later, MILLISECOND) == 0) {
            pace.sent(later, MILLISECOND);
            sent++;
        }

        // Then
        assertEquals(21, sent);
    }
}
