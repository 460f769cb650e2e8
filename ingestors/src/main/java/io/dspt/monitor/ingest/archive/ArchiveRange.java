package io.dspt.monitor.ingest.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which hours of an archive are wanted: all that have a moment in common with it.
 *
 * @param from first moment; {@code null} for the beginning
 * @param to first moment that is wanted no more; {@code null} for the end
 */
public record ArchiveRange(@Nullable Instant from, @Nullable Instant to) {
    /** Everything. */
    public static final ArchiveRange ALL = new ArchiveRange(null, null);

    public ArchiveRange {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("the range ends at " + to + ", before it begins at " + from);
        }
    }

    boolean includes(ArchiveHour hour) {
        return (from == null || hour.ends().isAfter(from))
                && (to == null || hour.begins().isBefore(to));
    }
}
