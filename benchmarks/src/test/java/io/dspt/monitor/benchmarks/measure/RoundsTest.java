package io.dspt.monitor.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<String> runs = new ArrayList<>();

    private Map<String, Double> noted(String variant) {
        runs.add(variant);
        return Map.of("run", (double) runs.size());
    }

    @Test
    void shouldRunEveryVariantOnceARoundAndBeginEachWithAnother() {
        // When
        Map<String, Samples> samples = Rounds.of(1, 2)
                .variant("a", () -> noted("a"))
                .variant("b", () -> noted("b"))
                .variant("c", () -> noted("c"))
                .run();

        // Then
        assertEquals(List.of("c", "a", "b", "a", "b", "c", "b", "c", "a"), runs);
        assertEquals(List.of("a", "b", "c"), List.copyOf(samples.keySet()));
    }

    @Test
    void shouldLeaveWarmUpsOut() {
        // When
        Map<String, Samples> samples =
                Rounds.of(2, 3).variant("a", () -> noted("a")).run();

        // Then
        assertEquals(List.of(3.0, 4.0, 5.0), samples.get("a").values("run"));
    }

    @Test
    void shouldNameTheVariantThatFailed() {
        // Given
        Rounds rounds = Rounds.of(0, 1).variant("a", () -> {
            throw new IllegalStateException("no broker");
        });

        // When
        MeasurementFailedException failed = assertThrows(MeasurementFailedException.class, rounds::run);

        // Then
        assertEquals("a: java.lang.IllegalStateException: no broker", failed.getMessage());
    }

    @Test
    void shouldRefuseASecondVariantOfTheSameName() {
        // Given
        Rounds rounds = Rounds.of(0, 1).variant("a", Map::of);

        // Then
        assertThrows(IllegalArgumentException.class, () -> rounds.variant("a", Map::of));
    }
}
