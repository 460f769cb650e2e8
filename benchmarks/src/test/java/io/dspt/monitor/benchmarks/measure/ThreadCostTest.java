package io.dspt.monitor.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadCostTest {

    @Test
    void shouldCountTheBytesThatWorkAllocates() {
        // Given
        List<byte[]> kept = new ArrayList<>();

        // When
        ThreadCost cost = ThreadCost.of(() -> kept.add(new byte[1_000_000]));

        // Then
        assertEquals(1, kept.size());
        assertTrue(cost.allocatedBytes() >= 1_000_000, cost::toString);
    }

    @Test
    void shouldGiveTheCostOfOneRecord() {
        // When
        Map<String, Double> figures = new ThreadCost(3_000_000, 50_000).per(1_000);

        // Then
        assertEquals(Map.of(ThreadCost.CPU_MICROS, 3.0, ThreadCost.ALLOCATED, 50.0), figures);
    }
}
