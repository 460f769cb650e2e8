package io.dspt.monitor.core.ledger;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiledReportTest {
    private static final String HASH = "ab".repeat(32);

    private static void assertRefused(
            String field, @Nullable String organisation, int revision, SortedMap<String, String> files) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new FiledReport(YearMonth.of(2026, 3), organisation, revision, FiledReport.State.DRAFT, files));
        assertTrue(String.valueOf(refused.getMessage()).startsWith(field + ": "), refused::getMessage);
    }

    private static SortedMap<String, String> file(String name, String hash) {
        return new TreeMap<>(Map.of(name, hash));
    }

    @Test
    void shouldNotBeOfWhatCannotBe() {
        assertRefused("organisation", "an organisation", 1, file("a.pdf", HASH));
        assertRefused("revision", "RX1", 0, file("a.pdf", HASH));
        assertRefused("files", "RX1", 1, new TreeMap<>());
        assertRefused("files", null, 1, file("of Ada Okafor.pdf", HASH));
        assertRefused("files", null, 1, file("../a.pdf", HASH));
        assertRefused("files", null, 1, file("a.pdf", "AB".repeat(32)));
    }
}
