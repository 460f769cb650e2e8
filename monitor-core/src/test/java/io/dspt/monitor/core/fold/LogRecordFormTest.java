package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the records of snapshots stand on the log; the other kinds are shown where hosts read them. */
class LogRecordFormTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00.1234567Z");
    private static final byte[] BYTES = "{ \"id\" : \"/x\" }".getBytes(StandardCharsets.UTF_8);
    private static final Origin ORIGIN = new Origin("resource-graph", "s1#7", Sha256.hex(BYTES));

    private static SortedSet<String> subscriptions(String... ids) {
        return new TreeSet<>(List.of(ids));
    }

    @Test
    void shouldKeepTheBytesOfAResourceAndTellTheRestBeside() {
        // When
        LogRecordForm form = LogRecordForm.of(new LogRecord.SnapshotResource(BYTES, ORIGIN, NINE, "s1"));

        // Then
        assertArrayEquals(BYTES, form.value());
        LogRecord.SnapshotResource read = assertInstanceOf(LogRecord.SnapshotResource.class, form.toRecord());
        assertArrayEquals(BYTES, read.bytes());
        assertEquals(ORIGIN, read.origin());
        assertEquals(NINE, read.takenAt());
        assertEquals("s1", read.snapshotId());
    }

    @Test
    void shouldReadTheEndOfASnapshotBack() {
        LogRecord.SnapshotEnd end = new LogRecord.SnapshotEnd("s1", NINE, subscriptions("b-2", "A-1"), 7);

        assertEquals(end, LogRecordForm.of(end).toRecord());
        assertEquals(subscriptions("a-1", "b-2"), end.subscriptions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "taken-at", "resources"})
    void shouldTakeNothingForTheEndOfASnapshotThatLacksAPart(String header) {
        SortedMap<String, byte[]> headers =
                new TreeMap<>(LogRecordForm.of(new LogRecord.SnapshotEnd("s1", NINE, subscriptions("a"), 7))
                        .headers());
        byte[] value = "a".getBytes(StandardCharsets.UTF_8);

        headers.put(header, "?".getBytes(StandardCharsets.UTF_8));
        assertThrows(IllegalArgumentException.class, () -> new LogRecordForm(headers, value).toRecord());
        headers.remove(header);
        assertThrows(IllegalArgumentException.class, () -> new LogRecordForm(headers, value).toRecord());
    }

    @Test
    void shouldRefuseWhatCanBeNoSnapshot() {
        SortedSet<String> tooMany = IntStream.rangeClosed(0, LogRecord.SnapshotEnd.MOST_SUBSCRIPTIONS)
                .mapToObj(i -> "s-" + i)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : List.of("", "a b", "a\u0000b", "x".repeat(101))) {
            assertThrows(
                    IllegalArgumentException.class, () -> new LogRecord.SnapshotResource(BYTES, ORIGIN, NINE, name));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new LogRecord.SnapshotResource(BYTES, ORIGIN, Instant.EPOCH, "s1"));
        assertThrows(
                IllegalArgumentException.class, () -> new LogRecord.SnapshotResource(BYTES, ORIGIN, Instant.MAX, "s1"));
        assertThrows(
                IllegalArgumentException.class, () -> new LogRecord.SnapshotEnd("s1", NINE, subscriptions("a"), -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LogRecord.SnapshotEnd("s1", NINE, Collections.emptySortedSet(), 0));
        assertThrows(
                IllegalArgumentException.class, () -> new LogRecord.SnapshotEnd("s1", NINE, subscriptions("a/b"), 0));
        assertThrows(IllegalArgumentException.class, () -> new LogRecord.SnapshotEnd("s1", NINE, tooMany, 0));
    }
}
