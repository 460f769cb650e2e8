package io.dspt.monitor.ingest.archive;

import io.dspt.monitor.ingest.files.InputTree;
import io.dspt.monitor.ingest.files.InputTree.Entry;
import io.dspt.monitor.ingest.files.InputTree.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts the files of an archive into the order of their hours, oldest first and across all resources and categories, so that
 * a replay lives through them as they happened. Within an hour they follow by name; within a file records stand as they do.
 */
public final class ArchiveOrder {
    private final ArchiveRange range;
    private final Instant now;

    /**
     * An order as of now.
     *
     * @param range hours that are wanted
     * @param now tells which files may still grow
     */
    public ArchiveOrder(ArchiveRange range, Instant now) {
        this.range = range;
        this.now = now;
    }

    private record Dated(ArchiveHour hour, Found found) {}

    /**
     * The entries to ingest: first what cannot be read or is no part of an archive, then the files in order. Files of other
     * hours are left out.
     */
    public List<Entry> ordered(List<Entry> entries) {
        List<Entry> ordered = new ArrayList<>();
        List<Dated> dated = new ArrayList<>();
        for (Entry entry : entries) {
            Optional<ArchiveHour> hour = ArchiveHour.of(entry.source());
            if (!(entry instanceof Found found)) {
                ordered.add(entry);
            } else if (hour.isEmpty()) {
                ordered.add(new InputTree.Skipped(found.source()));
            } else if (range.includes(hour.get())) {
                dated.add(new Dated(
                        hour.get(),
                        hour.get().mayGrow(now) ? new Found(found.file().whileGrowing()) : found));
            }
        }
        dated.stream()
                .sorted(Comparator.comparing((Dated one) -> one.hour().begins())
                        .thenComparing(one -> one.found().source()))
                .forEach(one -> ordered.add(one.found()));
        return ordered;
    }
}
