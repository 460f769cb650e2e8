package io.dspt.monitor.benchmarks.measure;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A table as people read it: the first column names the row, the others hold what was measured. */
public final class Table {
    private final String title;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String title, List<String> columns) {
        this.title = title;
        this.columns = List.copyOf(columns);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns: texts as they are, numbers with three figures that count, a {@link Spread}
     *     as its median
     */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns of " + title);
        }
        rows.add(Arrays.stream(cells).map(Table::shown).toList());
        return this;
    }

    public String title() {
        return title;
    }

    public List<String> columns() {
        return columns;
    }

    /** The rows as they are shown. */
    public List<List<String>> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** Prints the table for a terminal. */
    public void print(PrintStream out) {
        Column[] heads = new Column[columns.size()];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = new Column()
                    .header(columns.get(i))
                    .headerAlign(align(i))
                    .dataAlign(align(i))
                    .maxWidth(70);
        }
        String[][] data = rows.stream().map(row -> row.toArray(String[]::new)).toArray(String[][]::new);
        out.println(title);
        out.println(AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, heads, data));
        out.println();
        out.flush();
    }

    /** The table for a page. */
    public String markdown() {
        StringBuilder text = new StringBuilder("### ").append(title).append("\n\n");
        line(text, columns);
        text.append("| --- |")
                .append(" ---: |".repeat(Math.max(0, columns.size() - 1)))
                .append('\n');
        rows.forEach(row -> line(text, row));
        return text.append('\n').toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    private static HorizontalAlign align(int column) {
        return column == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT;
    }

    private static String shown(Object cell) {
        if (cell instanceof Spread spread) {
            return Figures.shown(spread.median());
        } else if (cell instanceof Double || cell instanceof Float) {
            return Figures.shown(((Number) cell).doubleValue());
        } else if (cell instanceof Number number) {
            return String.format(java.util.Locale.ROOT, "%,d", number.longValue());
        }
        return String.valueOf(cell);
    }
}
