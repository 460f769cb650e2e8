package io.dspt.monitor.streams.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.fold.Output.ResourceCounts;
import io.dspt.monitor.core.fold.Output.ResourcesCounted;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ResourcesJsonTest {
    private static final ResourcesCounted COUNTED = new ResourcesCounted(
            LocalDate.of(2026, 3, 2),
            new TreeMap<>(Map.of("uksouth", "GB", "westeurope", "NL")),
            counts(5, 1),
            new TreeMap<>(Map.of("RA9", counts(4, 0), "RX1", counts(1, 1))));

    private static ResourceCounts counts(long uk, long abroad) {
        return new ResourceCounts(
                new TreeMap<>(Map.of("uksouth", uk, "westeurope", abroad)), new TreeMap<>(Map.of("ukwest", 2L)), 3, 4);
    }

    @Test
    void shouldReadBackWhatItWrote() {
        assertEquals(COUNTED, ResourcesJson.parse(ResourcesJson.of("northmoor", COUNTED)));
    }

    @Test
    void shouldTellItsKeyFromThoseOfOthers() {
        assertEquals("northmoor/resources/2026-03-02", ResourcesJson.key("northmoor", COUNTED.day()));
        assertTrue(ResourcesJson.isKey("northmoor/resources/2026-03-02"));
        assertFalse(ResourcesJson.isKey("northmoor/day/2026-03-02"));
        assertFalse(ResourcesJson.isKey("northmoor/register/resources/2026-03-02"));
    }

    @Test
    void shouldRefuseWhatIsNoCount() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ResourcesJson.parse("{\"day\": \"today\"}".getBytes(StandardCharsets.UTF_8)));
    }
}
