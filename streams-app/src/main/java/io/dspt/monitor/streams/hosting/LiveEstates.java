package io.dspt.monitor.streams.hosting;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The estates with a live log whose partitions this process judges just now: those that need ticks from it. Stream
 * threads write it, the tick producer reads it.
 */
public final class LiveEstates {
    private final Map<Integer, Set<String>> byPartition = new ConcurrentHashMap<>();

    /** A task for this partition begins; nothing of it is known to be live yet. */
    void begin(int partition) {
        byPartition.put(partition, ConcurrentHashMap.newKeySet());
    }

    /** The log of this estate is live. */
    void add(int partition, String estate) {
        Set<String> estates = byPartition.get(partition);
        if (estates != null) {
            estates.add(estate);
        }
    }

    /** The task for this partition ends, or goes elsewhere. */
    void end(int partition) {
        byPartition.remove(partition);
    }

    /** The partitions judged here. */
    public SortedSet<Integer> partitions() {
        return new TreeSet<>(byPartition.keySet());
    }

    /** The estates of this partition whose logs are live. */
    public SortedSet<String> of(int partition) {
        return new TreeSet<>(byPartition.getOrDefault(partition, Set.of()));
    }
}
