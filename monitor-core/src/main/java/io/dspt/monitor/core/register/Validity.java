package io.dspt.monitor.core.register;

import io.dspt.monitor.core.fact.DateFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a row is in force. Days are those of Europe/London and count as a whole: from the beginning of the first to the
 * end of the last. Times count from the first moment to just before the last.
 *
 * @param from column of the beginning; {@code null} when rows have none
 * @param until column of the end; {@code null} when rows have none
 */
public record Validity(@Nullable String from, @Nullable String until) {

    /** Rows are in force as long as they stand. */
    public static final Validity ALWAYS = new Validity(null, null);

    /** When a row begins to be in force; {@code null} for ever. */
    public @Nullable Instant begins(RegisterRow row) {
        String written = from == null ? null : row.cell(from).textOrNull();
        return written == null ? null : DateFacts.beginning(written).orElse(null);
    }

    /** The first moment at which a row is no longer in force; {@code null} when there is none. */
    public @Nullable Instant ends(RegisterRow row) {
        String written = until == null ? null : row.cell(until).textOrNull();
        return written == null ? null : DateFacts.end(written).orElse(null);
    }

    /** Whether a row is in force. */
    public boolean holds(RegisterRow row, Instant at) {
        Instant begins = begins(row);
        Instant ends = ends(row);
        return (begins == null || !at.isBefore(begins)) && (ends == null || at.isBefore(ends));
    }
}
