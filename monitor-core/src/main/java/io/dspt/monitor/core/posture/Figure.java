package io.dspt.monitor.core.posture;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * A figure of a report together with the rows it counts, so that whoever doubts it can count them.
 *
 * @param id name of it within the report
 * @param label what it counts
 * @param parts the rows, each with what it adds
 */
public record Figure(String id, String label, List<Part> parts) {

    /**
     * What one row adds to a figure.
     *
     * @param row name of the row in the annex
     * @param adds 1 for rows that are counted, more for rows that tell a count themselves
     */
    public record Part(String row, long adds) {}

    public Figure {
        parts = List.copyOf(parts);
    }

    /** A figure that counts rows. */
    public static Figure counting(String id, String label, Collection<String> rows) {
        return new Figure(id, label, rows.stream().map(row -> new Part(row, 1)).toList());
    }

    /** A figure that adds up what days tell; days that add nothing are left out. */
    static Figure adding(String id, String label, Collection<ReceivedDay> days, Function<ReceivedDay, Long> adds) {
        return new Figure(
                id,
                label,
                days.stream()
                        .map(day -> new Part(day.row(), adds.apply(day)))
                        .filter(part -> part.adds() != 0)
                        .toList());
    }

    /** The figure. */
    public long value() {
        return parts.stream().mapToLong(Part::adds).sum();
    }

    /** The rows it counts. */
    public List<String> rows() {
        return parts.stream().map(Part::row).toList();
    }
}
