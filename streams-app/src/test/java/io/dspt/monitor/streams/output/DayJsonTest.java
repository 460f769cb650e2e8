package io.dspt.monitor.streams.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.Output.DayCounted;
import io.dspt.monitor.core.fold.Output.ElementCounts;
import io.dspt.monitor.core.fold.Output.VerdictCounts;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DayJsonTest {
    private static final DayCounted DAY = new DayCounted(
            LocalDate.of(2026, 3, 2),
            true,
            15,
            new ElementCounts(
                    counts("SignInLogs", 5),
                    counts("Administrative", 4),
                    counts("AuditLogs", 3),
                    counts("Odd", 2),
                    counts("not-json", 1)),
            new VerdictCounts(counts("ACC-014", 5), counts("RES-001", 6), counts("ENC-001", 7)));

    private static SortedMap<String, Long> counts(String name, long count) {
        return new TreeMap<>(Map.of(name, count));
    }

    @Test
    void shouldReadBackWhatItWrote() {
        // When
        DayCounted read = DayJson.parse(DayJson.of("northmoor", DAY));

        // Then
        assertEquals(DAY, read);
        assertEquals(read.received(), read.elements().sum());
    }

    @Test
    void shouldTellItsKeyFromThoseOfOthers() {
        assertEquals("northmoor/day/2026-03-02", DayJson.key("northmoor", DAY.day()));
        assertTrue(DayJson.isKey("northmoor/day/2026-03-02"));
        assertFalse(DayJson.isKey("northmoor/source/day/2026-03-02"));
        assertFalse(DayJson.isKey("northmoor/rules"));
    }

    @Test
    void shouldRefuseWhatIsNoDay() {
        assertThrows(
                IllegalArgumentException.class,
                () -> DayJson.parse("{\"day\": \"today\"}".getBytes(StandardCharsets.UTF_8)));
    }
}
