package io.dspt.monitor.core.register;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.yaml.NearestName;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a register is and what its rows look like.
 *
 * @param name as files and rules write it
 * @param title short name
 * @param meaning what it is for
 * @param whenNotLoaded what it answers before it is loaded
 * @param validity when a row is in force
 * @param reported whether reports show what it says: its rows are told as they come and go
 * @param columns by name, in the order in which people fill them in
 * @param example one good row, as written
 */
public record RegisterDefinition(
        String name,
        String title,
        String meaning,
        WhenNotLoaded whenNotLoaded,
        Validity validity,
        boolean reported,
        Map<String, RegisterColumn> columns,
        Map<String, String> example) {
    /** More is no register. */
    public static final int MOST_COLUMNS = 40;

    private static final String DIVIDER = "\u001f";

    public RegisterDefinition {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        example = Collections.unmodifiableMap(new LinkedHashMap<>(example));
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a register");
        }
        if (columns.size() > MOST_COLUMNS) {
            throw new IllegalArgumentException(name + ": more than " + MOST_COLUMNS + " columns");
        }
        if (columns.values().stream().noneMatch(RegisterColumn::key)) {
            throw new IllegalArgumentException(name + ": no column is the key");
        }
        for (String bound : bounds(validity)) {
            RegisterColumn column = columns.get(bound);
            if (column == null || (column.type() != ColumnType.DATE && column.type() != ColumnType.TIME)) {
                throw new IllegalArgumentException(name + ": '" + bound + "' is no column of dates or times");
            }
        }
    }

    private static List<String> bounds(Validity validity) {
        return java.util.stream.Stream.of(validity.from(), validity.until())
                .flatMap(java.util.stream.Stream::ofNullable)
                .toList();
    }

    /**
     * Reads a row as written.
     *
     * @param written cells by column; blank ones are empty
     * @throws BadCellException for the first cell that is not what its column asks for
     */
    public RegisterRow row(Map<String, String> written) {
        SortedMap<String, FactValue> cells = new TreeMap<>();
        for (Map.Entry<String, String> cell : written.entrySet()) {
            RegisterColumn column = columns.get(cell.getKey());
            if (column == null) {
                throw new BadCellException(
                        cell.getKey(), "no such column" + NearestName.hint(columns.keySet(), cell.getKey()));
            }
            if (!cell.getValue().isBlank()) {
                cells.put(column.name(), column.read(cell.getValue()));
            }
        }
        return checked(new RegisterRow(cells));
    }

    /**
     * Checks a row that somebody else has read.
     *
     * @return the row
     * @throws BadCellException when it is no row of this register
     */
    public RegisterRow checked(RegisterRow row) {
        for (Map.Entry<String, FactValue> cell : row.cells().entrySet()) {
            RegisterColumn column = columns.get(cell.getKey());
            if (column == null) {
                throw new BadCellException(cell.getKey(), "no such column");
            }
            if (!column.read(shown(cell.getValue())).equals(cell.getValue())) {
                throw new BadCellException(cell.getKey(), "not in the form in which it is kept");
            }
        }
        for (RegisterColumn column : columns.values()) {
            if (column.required() && !row.cells().containsKey(column.name())) {
                throw new BadCellException(column.name(), "required and empty");
            }
        }
        Instant begins = validity.begins(row);
        Instant ends = validity.ends(row);
        if (begins != null && ends != null && !ends.isAfter(begins)) {
            throw new BadCellException(String.valueOf(validity.until()), "ends before it begins");
        }
        return row;
    }

    /** What tells this row from the others; cells that are equal but for their case make one row. */
    public String keyOf(RegisterRow row) {
        StringBuilder key = new StringBuilder();
        for (RegisterColumn column : columns.values()) {
            if (column.key()) {
                key.append(key.length() == 0 ? "" : DIVIDER).append(folded(row.cell(column.name())));
            }
        }
        return key.toString();
    }

    /** The row as people name it: its key as written. */
    public String shownKeyOf(RegisterRow row) {
        StringBuilder key = new StringBuilder();
        for (RegisterColumn column : columns.values()) {
            if (column.key()) {
                key.append(key.length() == 0 ? "" : " | ").append(shown(row.cell(column.name())));
            }
        }
        return key.toString();
    }

    /** The row's cells as people write them, empty ones left out. */
    public SortedMap<String, String> shown(RegisterRow row) {
        SortedMap<String, String> cells = new TreeMap<>();
        row.cells().forEach((column, value) -> cells.put(column, shown(value)));
        return cells;
    }

    /** The first column that names such a thing. */
    public Optional<RegisterColumn> columnNaming(RegisterColumn.Names what) {
        return columns.values().stream()
                .filter(column -> column.names() == what)
                .findFirst();
    }

    /** The first column of this type. */
    public Optional<RegisterColumn> columnOf(ColumnType type) {
        return columns.values().stream().filter(column -> column.type() == type).findFirst();
    }

    private static String folded(FactValue value) {
        return shown(value).toLowerCase(Locale.ROOT);
    }

    private static String shown(FactValue value) {
        if (value instanceof FactValue.Text text) {
            return text.value();
        } else if (value instanceof FactValue.Flag flag) {
            return Boolean.toString(flag.value());
        }
        return value instanceof FactValue.Whole whole ? Long.toString(whole.value()) : "";
    }
}
