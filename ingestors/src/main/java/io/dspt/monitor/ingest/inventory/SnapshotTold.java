package io.dspt.monitor.ingest.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * What snapshots came to.
 *
 * @param resources how many rows were told
 * @param problems why not all was told, a line each, for whoever runs the ingestor; empty when it was
 */
record SnapshotTold(long resources, List<String> problems) {
    static final SnapshotTold NOTHING = new SnapshotTold(0, List.of());

    SnapshotTold {
        problems = List.copyOf(problems);
    }

    /** Whether everything was told that was to be. */
    boolean complete() {
        return problems.isEmpty();
    }

    /** Both of them. */
    SnapshotTold and(SnapshotTold other) {
        List<String> both = new ArrayList<>(problems);
        both.addAll(other.problems);
        return new SnapshotTold(resources + other.resources, both);
    }
}
