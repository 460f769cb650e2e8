package io.dspt.monitor.streams.report;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A table as CSV (RFC 4180), in UTF-8. A cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class CsvTable {
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final int columns;
    private final StringBuilder csv = new StringBuilder();

    /** A table with a line of headings and no other yet. */
    public CsvTable(List<String> headings) {
        this.columns = headings.size();
        line(headings);
    }

    /** Adds a line with a cell for each heading. */
    public CsvTable line(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells under " + columns + " headings");
        }
        for (int i = 0; i < cells.size(); i++) {
            csv.append(i == 0 ? "" : ",").append(quoted(harmless(cells.get(i))));
        }
        csv.append("\r\n");
        return this;
    }

    @Override
    public String toString() {
        return csv.toString();
    }

    /** As it stands in a file. */
    public byte[] toBytes() {
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The text as a spreadsheet shows it and does not compute it. */
    static String harmless(String cell) {
        return !cell.isEmpty() && STARTS_A_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
