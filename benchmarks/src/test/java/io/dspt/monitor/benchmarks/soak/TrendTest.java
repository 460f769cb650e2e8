package io.dspt.monitor.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.soak.Trend.Reading;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {

    private static List<Reading> every10Seconds(double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new Reading(10.0 * i, values[i]))
                .toList();
    }

    @Test
    void shouldTellHowFastSomethingGrows() {
        // When it grows by one every ten seconds
        Trend trend = Trend.of(every10Seconds(100, 101, 102, 103, 104, 105));

        // Then
        assertEquals(360, trend.perHour(), 1e-6);
        assertEquals(100.5, trend.first());
        assertEquals(104.5, trend.last());
        assertEquals(0.0398, trend.change(), 1e-4);
    }

    @Test
    void shouldCallFlatWhatGrowsWithinTheTolerance() {
        // Given
        Trend trend = Trend.of(every10Seconds(100, 105, 111));

        // Then
        assertTrue(trend.isFlat(0.12, 0));
        assertFalse(trend.isFlat(0.1, 0));
        assertTrue(trend.isFlat(0.1, 11));
    }

    @Test
    void shouldCallFlatWhatShrinksOrStays() {
        assertTrue(Trend.of(every10Seconds(100, 50)).isFlat(0, 0));
        assertTrue(Trend.of(every10Seconds(7, 7)).isFlat(0, 0));
    }

    @Test
    void shouldNotBeMisledByOneReading() {
        // When one reading of six stands out
        Trend trend = Trend.of(every10Seconds(100, 100, 100, 400, 100, 100, 100, 100, 100));

        // Then
        assertEquals(100, trend.last());
        assertTrue(trend.isFlat(0.1, 0));
    }

    @Test
    void shouldRefuseToTellATrendOfOneReading() {
        List<Reading> one = every10Seconds(1);
        assertThrows(IllegalArgumentException.class, () -> Trend.of(one));
    }
}
