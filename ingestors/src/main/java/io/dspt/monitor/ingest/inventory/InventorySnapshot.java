package io.dspt.monitor.ingest.inventory;

import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.ingest.LogEntry;
import io.dspt.monitor.ingest.ReaderPipeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes snapshots of the resources of one estate: asks Azure Resource Graph, and appends each row to the log, masked, as
 * its own bytes. What is concluded from them is for the monitor to say.
 *
 * <p>A whole snapshot ends with a record that names the subscriptions it told whole, and only when what was read adds up.
 * Rows of one without an end are as good; only nothing is missed by them.
 */
final class InventorySnapshot {
    /** So many ids fit into a question with room to spare. */
    private static final int IDS_AT_ONCE = 100;

    private final ResourceGraphReader graph;
    private final ReaderPipeline pipeline;
    private final String source;
    private final Duration settling;

    /**
     * Snapshots from this source.
     *
     * @param graph answers
     * @param pipeline cuts and masks
     */
    InventorySnapshot(ResourceGraphReader graph, ReaderPipeline pipeline, InventorySource source) {
        this.graph = graph;
        this.pipeline = pipeline;
        this.source = source.name();
        this.settling = source.settling();
    }

    /**
     * Tells all resources of some subscriptions.
     *
     * @param subscriptions those of the estate that the identity is shown: of others Resource Graph is silent, as if they
     *     were empty
     * @param now the wall clock; another for each snapshot of an estate
     * @throws ResourceGraphException when Azure does not answer; what was read before has been told
     */
    SnapshotTold whole(List<String> subscriptions, Instant now, SnapshotSink sink) {
        SnapshotTold told = SnapshotTold.NOTHING;
        int number = 0;
        for (List<String> batch : batches(subscriptions, LogRecord.SnapshotEnd.MOST_SUBSCRIPTIONS)) {
            Snapshot snapshot = new Snapshot("whole-" + now + "-" + number++, now.minus(settling), sink);
            GraphQuery.everything(batch).forEach(snapshot::tell);
            snapshot.end(batch);
            told = told.and(snapshot.told());
        }
        return told;
    }

    /**
     * Tells the resources that have changed. Of those that are gone, it cannot tell: Resource Graph has no row of them.
     *
     * @param now the wall clock; another for each snapshot of an estate
     * @param since changes before that have been told
     * @throws ResourceGraphException when Azure does not answer; what was read before has been told
     */
    SnapshotTold changes(List<String> subscriptions, Instant now, Instant since, SnapshotSink sink) {
        Snapshot snapshot = new Snapshot("changes-" + now, now.minus(settling), sink);
        for (List<String> batch : batches(subscriptions, LogRecord.SnapshotEnd.MOST_SUBSCRIPTIONS)) {
            Set<String> changed = new TreeSet<>();
            GraphQuery.changes(batch, since)
                    .forEach(query -> graph.read(query, page -> changed.addAll(page.texts(GraphQuery.CHANGED))));
            for (List<String> ids : batches(List.copyOf(changed), IDS_AT_ONCE)) {
                GraphQuery.some(batch, ids).forEach(snapshot::tell);
            }
        }
        return snapshot.told();
    }

    private static List<List<String>> batches(List<String> all, int size) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            batches.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return batches;
    }

    /** A snapshot on its way into the log. */
    private final class Snapshot {
        private final String name;
        private final Instant takenAt;
        private final SnapshotSink sink;
        private final List<String> problems = new ArrayList<>();
        private long rows;
        private int pages;

        private Snapshot(String name, Instant takenAt, SnapshotSink sink) {
            this.name = name;
            this.takenAt = takenAt;
            this.sink = sink;
        }

        /** Tells an answer, and notes when its pages do not add up: rows came or went while they were read. */
        private void tell(GraphQuery query) {
            List<Long> totals = new ArrayList<>();
            long before = rows;
            graph.read(query, page -> {
                totals.add(page.totalRecords());
                tell(page);
            });
            long read = rows - before;
            long first = totals.get(0);
            if (read != first || Collections.frequency(totals, first) != totals.size()) {
                problems.add("The inventory changed while it was read: of " + first + " resources " + read
                        + " were read; the next one may tell all");
            }
        }

        private void tell(GraphPage page) {
            List<LogEntry> entries = new ArrayList<>();
            try {
                pipeline.read(
                        new ByteArrayInputStream(page.body()),
                        source + "/" + name + "/" + pages++,
                        entry -> entries.add(asTold(entry)));
            } catch (IOException e) {
                throw new IllegalStateException("bytes in memory do not fail", e);
            }
            rows += entries.size();
            if (!entries.isEmpty()) {
                sink.append(entries);
            }
        }

        /** What could not be cut stays as it is: it lacks in the count, so that nothing is concluded. */
        private LogEntry asTold(LogEntry entry) {
            return entry.record() instanceof LogRecord.AzureRecord row
                    ? LogEntry.whole(new LogRecord.SnapshotResource(row.bytes(), row.origin(), takenAt, name))
                    : entry;
        }

        private void end(List<String> subscriptions) {
            if (problems.isEmpty()) {
                sink.append(List.of(
                        LogEntry.whole(new LogRecord.SnapshotEnd(name, takenAt, new TreeSet<>(subscriptions), rows))));
            }
        }

        private SnapshotTold told() {
            return new SnapshotTold(rows, problems);
        }
    }
}
