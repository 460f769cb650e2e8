package io.dspt.monitor.streams.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PostureMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PostureMetrics metrics = new PostureMetrics(registry);

    private void told(String estate, Map<String, Integer> signals) {
        metrics.outcomes(estate, new TreeMap<>(signals));
    }

    private Map<String, Double> shown() {
        Map<String, Double> shown = new TreeMap<>();
        registry.find("dspt.outcome.signal")
                .gauges()
                .forEach(gauge -> shown.put(
                        gauge.getId().getTag("estate") + " " + gauge.getId().getTag("outcome"), gauge.value()));
        return shown;
    }

    @Test
    void shouldShowWhatWasToldLast() {
        told("northmoor", Map.of("A1.a", 1, "B2.a", 2));
        told("northmoor", Map.of("A1.a", 1, "B2.a", 0));

        assertEquals(Map.of("northmoor A1.a", 1.0, "northmoor B2.a", 0.0), shown());
    }

    @Test
    void shouldShowNothingMoreOfWhatSomebodyElseTellsNow() {
        // Given two estates
        told("northmoor", Map.of("B2.a", 2));
        told("eastvale", Map.of("B2.a", 1));

        // When one of them is judged elsewhere, and an outcome of the other is asked no more
        metrics.forget("northmoor");
        told("eastvale", Map.of("C1.a", 1));

        // Then
        assertEquals(Map.of("eastvale C1.a", 1.0), shown());
    }

    @Test
    void shouldShowTheLowestSignalOfEstatesThatShareALabel() {
        // Given two estates whose names are none
        told("203.0.113.7", Map.of("B2.a", 2));
        told("somebody@example.nhs.uk", Map.of("B2.a", 0));

        // Then neither is named
        assertEquals(Map.of("other B2.a", 0.0), shown());
    }
}
