package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rows in unsigned byte order, as RocksDB keeps them, and a step's own writes over them. */
class InMemoryStoreTest {
    private static final byte[] ROW = {1};

    private final InMemoryStore store = new InMemoryStore();

    private void put(byte[]... keys) {
        StepState state = new StepState(store);
        for (byte[] key : keys) {
            state.put(key, ROW);
        }
        store.apply(state.result(1));
    }

    private static byte[] key(int... bytes) {
        byte[] key = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            key[i] = (byte) bytes[i];
        }
        return key;
    }

    private static List<String> keys(OrderedStore.Rows rows) {
        List<String> keys = new ArrayList<>();
        try (rows) {
            rows.forEachRemaining(row -> keys.add(Arrays.toString(row.getKey())));
        }
        return keys;
    }

    @Test
    void shouldIterateInUnsignedByteOrder() {
        // Given
        put(key(0xFF), key(0x7F), key(0x80), key(1), key(1, 0), key(0xFF, 0));

        // When
        List<String> keys = keys(store.scan(key(0), key(0xFF, 0xFF)));

        // Then
        assertEquals(List.of("[1]", "[1, 0]", "[127]", "[-128]", "[-1]", "[-1, 0]"), keys);
    }

    @Test
    void shouldTakeTheBeginningOfARangeAndLeaveItsEnd() {
        // Given
        put(key(1), key(2), key(3));

        // Then
        assertEquals(List.of("[1]", "[2]"), keys(store.scan(key(1), key(3))));
        assertEquals(List.of(), keys(store.scan(key(2), key(2))));
    }

    @Test
    void shouldPutAndDeleteWhatAStepWants() {
        // Given
        put(key(1), key(2));
        StepState state = new StepState(store);
        state.delete(key(1));
        state.put(key(2), new byte[] {2});

        // When
        store.apply(state.result(2));

        // Then
        assertNull(store.get(key(1)));
        assertArrayEquals(new byte[] {2}, store.get(key(2)));
        assertEquals(1, store.size());
    }

    @Nested
    class AStepsOwnView {
        @Test
        void shouldSeeItsOwnWritesAndNothingShouldHappenBeforeItIsApplied() {
            // Given
            put(key(1), key(3));
            StepState state = new StepState(store);

            // When
            state.delete(key(1));
            state.put(key(2), ROW);

            // Then
            assertNull(state.get(key(1)));
            assertEquals(2, state.scan(key(0), key(9), 10).size());
            assertEquals(2, store.size());
            assertNull(store.get(key(2)));
        }

        @Test
        void shouldGiveTheFirstRowsOfARangeWhicheverWayTheyWereWritten() {
            Random random = new Random(3);
            for (int round = 0; round < 500; round++) {
                // Given rows in the store, and writes and deletions over them
                InMemoryStore under = new InMemoryStore();
                TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
                StepState first = new StepState(under);
                for (int i = random.nextInt(30); i > 0; i--) {
                    byte[] key = key(random.nextInt(256));
                    first.put(key, ROW);
                    expected.put(key, ROW);
                }
                under.apply(first.result(1));
                StepState state = new StepState(under);
                for (int i = random.nextInt(30); i > 0; i--) {
                    byte[] key = key(random.nextInt(256));
                    if (random.nextBoolean()) {
                        state.put(key, ROW);
                        expected.put(key, ROW);
                    } else {
                        state.delete(key);
                        expected.remove(key);
                    }
                }
                int most = random.nextInt(10);

                // When
                List<String> seen = state.scan(key(10), key(200), most).keySet().stream()
                        .map(Arrays::toString)
                        .toList();

                // Then
                List<String> wanted = expected.subMap(key(10), key(200)).keySet().stream()
                        .limit(most)
                        .map(Arrays::toString)
                        .toList();
                assertEquals(wanted, seen);
            }
        }

        @Test
        void shouldRefuseAResultBeyondTheBoundOfAStep() {
            // Given
            StepState state = new StepState(store);
            for (int i = 0; i < StepResult.MOST_ROWS_AND_OUTPUTS + 1; i++) {
                state.put(key(i >> 8, i), ROW);
            }

            // Then
            assertThrows(IllegalStateException.class, () -> state.result(1));
        }
    }

    @Nested
    class Keys {
        private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

        @Test
        void shouldSortByTimeAlsoBefore1970() {
            Instant[] times = {
                Instant.parse("0001-01-01T00:00:00Z"),
                Instant.EPOCH.minusMillis(1),
                Instant.EPOCH,
                NINE,
                NINE.plusMillis(1)
            };
            for (int i = 1; i < times.length; i++) {
                byte[] earlier = StateKeys.timed("e", StateKeys.Kind.TIMER, times[i - 1], "z");
                byte[] later = StateKeys.timed("e", StateKeys.Kind.TIMER, times[i], "a");
                assertTrue(Arrays.compareUnsigned(earlier, later) < 0, times[i]::toString);
            }
        }

        @Test
        void shouldKeepEstatesAndKindsApart() {
            byte[] prefix = StateKeys.key("north", StateKeys.Kind.RESOURCE, "");
            byte[] end = StateKeys.after(prefix);
            byte[] own = StateKeys.key("north", StateKeys.Kind.RESOURCE, "/s");
            byte[] otherEstate = StateKeys.key("northmoor", StateKeys.Kind.RESOURCE, "/s");
            byte[] otherKind = StateKeys.key("north", StateKeys.Kind.PRINCIPAL, "/s");
            assertTrue(within(own, prefix, end));
            assertFalse(within(otherEstate, prefix, end));
            assertFalse(within(otherKind, prefix, end));
        }

        private static boolean within(byte[] key, byte[] from, byte[] to) {
            return Arrays.compareUnsigned(from, key) <= 0 && Arrays.compareUnsigned(key, to) < 0;
        }

        @Test
        void shouldTellRowsThatNearlyEveryRecordWrites() {
            assertTrue(StateKeys.isPerRecord(StateKeys.key("e", StateKeys.Kind.ESTATE)));
            assertTrue(StateKeys.isPerRecord(StateKeys.key("e", StateKeys.Kind.COVERAGE, "SignInLogs")));
            assertFalse(StateKeys.isPerRecord(StateKeys.key("e", StateKeys.Kind.RESOURCE, "/s")));
            assertThrows(IllegalArgumentException.class, () -> StateKeys.isPerRecord(new byte[] {1, 2}));
        }
    }
}
