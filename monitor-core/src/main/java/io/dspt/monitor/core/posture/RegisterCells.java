package io.dspt.monitor.core.posture;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row of a register as it is now.
 *
 * @param register name of the register
 * @param key key of the row
 * @param cells what it says, without empty cells
 */
public record RegisterCells(String register, String key, SortedMap<String, String> cells) {
    public RegisterCells {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    /** The name by which a report refers to the row. */
    public String row() {
        return "register-" + register + "-" + key;
    }

    /** A cell; empty text when there is none. */
    public String text(String column) {
        return cells.getOrDefault(column, "");
    }

    /** A cell that holds a day; {@code null} when there is none, or it holds something else. */
    public @Nullable LocalDate day(String column) {
        try {
            return cells.containsKey(column) ? LocalDate.parse(text(column)) : null;
        } catch (DateTimeException e) {
            // The register's own definition refuses such a row; a report can only leave it out.
            return null;
        }
    }
}
