package io.dspt.monitor.ingest.inventory;

import io.dspt.monitor.ingest.AcknowledgedLog;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.LogEntry;
import io.dspt.monitor.ingest.RoutedEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One snapshot of everything that is in scope: one after the other into the log of each estate. */
final class InventoryRound {
    private final InventorySource source;
    private final ResourceGraphReader graph;
    private final InventorySnapshot snapshot;
    private final EstateDirectory estates;
    private final AcknowledgedLog log;
    private final InventoryMetrics metrics;
    private final BooleanSupplier stopped;
    private final AtomicLong told = new AtomicLong();

    /** @param stopped whether nothing more is to be written */
    InventoryRound(
            InventorySource source,
            ResourceGraphReader graph,
            InventorySnapshot snapshot,
            EstateDirectory estates,
            AcknowledgedLog log,
            InventoryMetrics metrics,
            BooleanSupplier stopped) {
        this.source = source;
        this.graph = graph;
        this.snapshot = snapshot;
        this.estates = estates;
        this.log = log;
        this.metrics = metrics;
        this.stopped = stopped;
    }

    /**
     * Takes it.
     *
     * @param since since when changes are to be told; {@code null} for a whole one
     * @throws ResourceGraphException when Azure does not answer
     * @throws AcknowledgedLog.LogUnavailableException when Kafka does not
     * @throws CancellationException when it is to stop
     */
    SnapshotTold take(Instant now, @Nullable Instant since) {
        told.set(0);
        VisibleSubscriptions visible = VisibleSubscriptions.ask(graph, source, estates);
        int unclaimed =
                visible.byEstate().getOrDefault(estates.quarantine(), List.of()).size();
        metrics.subscriptions(visible.count() - unclaimed, unclaimed);
        SnapshotTold all = hidden(visible);
        for (Map.Entry<String, List<String>> estate : visible.byEstate().entrySet()) {
            SnapshotSink sink = entries -> append(estate.getKey(), entries);
            all = all.and(
                    since == null
                            ? snapshot.whole(estate.getValue(), now, sink)
                            : snapshot.changes(estate.getValue(), now, since, sink));
        }
        return all;
    }

    /** How many rows the present snapshot has told so far. */
    long told() {
        return told.get();
    }

    private static SnapshotTold hidden(VisibleSubscriptions visible) {
        return visible.hidden().isEmpty()
                ? SnapshotTold.NOTHING
                : new SnapshotTold(
                        0,
                        List.of("The identity is not shown all that is asked for: grant it the role Reader on "
                                + new InventoryScope.Subscriptions(visible.hidden()).named()));
    }

    private void append(String estate, List<LogEntry> entries) {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("asked to stop");
        }
        log.append(entries.stream().map(entry -> new RoutedEntry(estate, entry)).toList());
        told.addAndGet(entries.size());
        metrics.records(entries.size(), estate.equals(estates.quarantine()));
    }
}
