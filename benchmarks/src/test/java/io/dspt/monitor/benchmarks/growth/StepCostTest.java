package io.dspt.monitor.benchmarks.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.benchmarks.measure.ThreadCost;
import io.dspt.monitor.benchmarks.state.EstateFold;
import io.dspt.monitor.core.fold.OrderedStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepCostTest {

    @Test
    void shouldWriteRowsOfAccountsThatAreKnown(@TempDir Path folder) {
        // Given a hundred accounts, each with an open finding
        EstateFold fold = new EstateFold("northmoor");
        GrowthCase hundred = new GrowthCase(GrowthCase.FINDINGS, "100", 100, true, 0, Load.aboutAccounts(7, 100, true));
        try (RocksRows store = new RocksRows(folder)) {
            hundred.fill(store, fold);
            StepCost cost = new StepCost(fold, store);

            // When
            Map<String, Double> figures = cost.of(hundred.load(), 400);

            // Then every record writes the estate's own rows, and one in twenty those of an account
            assertTrue(figures.getOrDefault(StepCost.ROWS, 0.0) > 2);
            assertTrue(figures.getOrDefault(ThreadCost.CPU_MICROS, 0.0) > 0);
        }
    }

    @Test
    void shouldKeepOneWindowForEachPersonAndOpenNoFinding(@TempDir Path folder) {
        // Given
        EstateFold fold = new EstateFold("northmoor");
        GrowthCase fifty = new GrowthCase(GrowthCase.KEYS, "50", 0, false, 0, Load.wrongPasswords(50));
        try (RocksRows store = new RocksRows(folder)) {
            fifty.fill(store, fold);
            StepCost cost = new StepCost(fold, store);

            // When
            cost.of(fifty.load(), 1_000);

            // Then
            assertEquals(50, rows(store, "h\0ACC-039"));
            assertEquals(0, rows(store, "f\0ACC-039"));
        }
    }

    private static int rows(RocksRows store, String kind) {
        byte[] from = ("northmoor\0" + kind + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] to = ("northmoor\0" + kind + "\1").getBytes(StandardCharsets.UTF_8);
        int count = 0;
        try (OrderedStore.Rows rows = store.scan(from, to)) {
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
        }
        return count;
    }
}
