package io.dspt.monitor.ingest.inventory;

import io.dspt.monitor.ingest.LogEntry;
import java.util.List;

/** Where a snapshot's records go: the log of one estate. */
@FunctionalInterface
interface SnapshotSink {

    /**
     * Appends records, in order, behind those before, and returns when they are safe.
     *
     * @throws RuntimeException when they are not: the snapshot ends there, without an end
     */
    void append(List<LogEntry> entries);
}
