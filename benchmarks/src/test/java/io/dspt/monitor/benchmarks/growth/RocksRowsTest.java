package io.dspt.monitor.benchmarks.growth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dspt.monitor.core.fold.OrderedStore;
import io.dspt.monitor.core.fold.StepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksRowsTest {

    @Test
    void shouldGiveRowsInTheUnsignedOrderOfTheirKeysUpToTheEnd(@TempDir Path folder) {
        // Given
        try (RocksRows rows = new RocksRows(folder)) {
            for (int key : new int[] {0x01, 0x7F, 0x80, 0xFE, 0xFF}) {
                rows.put(new byte[] {(byte) key}, new byte[] {(byte) key});
            }
            rows.settle();

            // When
            List<Integer> seen = new ArrayList<>();
            try (OrderedStore.Rows range = rows.scan(new byte[] {0x02}, new byte[] {(byte) 0xFF})) {
                range.forEachRemaining(row -> seen.add(row.getKey()[0] & 0xFF));
            }

            // Then
            assertEquals(List.of(0x7F, 0x80, 0xFE), seen);
        }
    }

    @Test
    void shouldApplyWhatAStepWantsWritten(@TempDir Path folder) {
        // Given
        try (RocksRows rows = new RocksRows(folder)) {
            rows.put(new byte[] {1}, new byte[] {1});
            SortedMap<byte[], byte @Nullable []> writes = new TreeMap<>(Arrays::compareUnsigned);
            writes.put(new byte[] {1}, null);
            writes.put(new byte[] {2}, new byte[] {2});

            // When
            rows.apply(new StepResult(1, writes, List.of()));

            // Then
            assertNull(rows.get(new byte[] {1}));
            assertArrayEquals(new byte[] {2}, rows.get(new byte[] {2}));
        }
    }
}
