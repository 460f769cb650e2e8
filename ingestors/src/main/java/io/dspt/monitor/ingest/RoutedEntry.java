package io.dspt.monitor.ingest;

import java.util.Objects;

/**
 * A record and the estate in whose log it belongs.
 *
 * @param estate name of the estate
 * @param entry the record
 */
public record RoutedEntry(String estate, LogEntry entry) {
    public RoutedEntry {
        Objects.requireNonNull(entry);
        if (estate.isBlank()) {
            throw new IllegalArgumentException("an estate has a name");
        }
    }
}
