package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.core.standard.Requirement;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvidenceCsvTest {

    private static List<List<String>> table() {
        MonthlySummary summary = new SummaryMaker(InventedHistory.of(7).inputs(), SignalSettings.DEFAULT)
                .make(new SummaryRequest(YearMonth.of(2026, 10), "RA9", false));
        return read(new String(SummaryReport.of(summary, SummaryReport.Format.CSV), StandardCharsets.UTF_8));
    }

    @Test
    void shouldKeepTheOrderOfTheToolkit() {
        // When the table is read
        List<List<String>> table = table();

        // Then requirements stand in the order of the toolkit's own file, and every line has all columns
        List<String> outcomes = InventedHistory.RULES.standards().all().stream()
                .filter(standard -> standard.name().equals("DSPT/9/CAF"))
                .flatMap(standard -> standard.requirements().stream())
                .map(Requirement::id)
                .toList();
        assertEquals(
                outcomes,
                table.stream()
                        .filter(line -> line.get(0).equals("DSPT/9/CAF"))
                        .map(line -> line.get(1))
                        .toList());
        assertTrue(table.stream().allMatch(line -> line.size() == table.get(0).size()));
    }

    @Test
    void shouldHaveNoCellThatASpreadsheetComputes() {
        // Given registers in which people wrote what looks like formulas
        List<String> cells = table().stream().flatMap(List::stream).toList();

        // Then no cell begins like one, and what they wrote is still there
        assertTrue(cells.stream().noneMatch(cell -> cell.matches("(?s)[=+\\-@\t\r].*")));
        assertTrue(cells.contains("'@IG lead"), cells::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uFF1D1"})
    void shouldNeutraliseWhatWouldBeAFormula(String cell) {
        assertEquals("'" + cell, CsvTable.harmless(cell));
    }

    /** RFC 4180, read by its own words. */
    private static List<List<String>> read(String csv) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                line.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    lines.add(List.copyOf(line));
                    line.clear();
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        return lines;
    }
}
