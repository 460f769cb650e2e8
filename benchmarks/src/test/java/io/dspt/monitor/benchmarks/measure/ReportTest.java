package io.dspt.monitor.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;

    @Test
    void shouldWriteTablesForPeopleAndEverySampleForPrograms() throws IOException {
        // Given
        Samples samples = Samples.of(List.of(Map.of("µs", 12.5), Map.of("µs", 14.0)));
        Table table = new Table("Parse", List.of("variant", "µs", "min–max", "records"))
                .row("ours", samples.spread("µs"), samples.spread("µs").range(), 12_000);

        // When
        new Report(7, true)
                .table(table)
                .samples("Parse", Map.of("ours", samples))
                .ratio("ours / full", new Spread(0.7, 0.6, 0.8), 0.65)
                .note("drools", "10.2.0")
                .write(folder.resolve("results"), "engine");

        // Then
        assertEquals("""
                ### Parse

                | variant | µs | min–max | records |
                | --- | ---: | ---: | ---: |
                | ours | 13.3 | 12.5–14.0 | 12,000 |

                """, Files.readString(folder.resolve("results/engine.md")));
        JsonNode json = new ObjectMapper()
                .readTree(folder.resolve("results/engine.json").toFile());
        assertEquals(7, json.path("seed").asInt());
        assertTrue(json.path("shortForm").asBoolean());
        assertEquals(0.7, json.at("/ratios/ours ~1 full/median").asDouble());
        assertEquals(0.65, json.at("/ratios/ours ~1 full/guarded").asDouble());
        assertEquals(14.0, json.at("/samples/Parse/ours/µs/1").asDouble());
        assertEquals("10.2.0", json.at("/notes/drools").asText());
        assertFalse(json.at("/measuredOn/java").asText().isEmpty());
    }

    @Test
    void shouldRefuseARowThatDoesNotFitTheColumns() {
        // Given
        Table table = new Table("Parse", List.of("variant", "µs"));

        // Then
        assertThrows(IllegalArgumentException.class, () -> table.row("ours"));
    }
}
