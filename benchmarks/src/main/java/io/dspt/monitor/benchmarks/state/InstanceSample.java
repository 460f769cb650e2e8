package io.dspt.monitor.benchmarks.state;

import java.util.Map;
import java.util.TreeMap;

/**
 * How an instance fares, as JSON.
 *
 * @param millis since its JVM began
 * @param running whether Kafka Streams runs, everything restored that is active here
 * @param active whether a partition is judged here
 * @param stores how many stores it has, as standby or to judge
 * @param behind how many rows its stores are behind their changelogs
 * @param collected whether the heap was collected just before
 * @param heap bytes used
 * @param direct bytes of direct buffers
 * @param memtables bytes of RocksDB's memtables
 * @param readers bytes that RocksDB's table readers take beside the cache
 * @param cache bytes in RocksDB's block cache, which all stores share
 * @param resident bytes of the process in memory
 * @param threads live threads
 */
public record InstanceSample(
        long millis,
        boolean running,
        boolean active,
        int stores,
        long behind,
        boolean collected,
        long heap,
        long direct,
        long memtables,
        long readers,
        long cache,
        long resident,
        long threads) {
    private static final double MEGABYTE = 1e6;

    /** All of RocksDB. The write buffers are charged to the cache, so they are in it. */
    public long rocks() {
        return Math.max(cache, memtables) + readers;
    }

    /** The figures that tell whether something grows, in megabytes where they are bytes. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("direct buffers MB", direct / MEGABYTE);
        figures.put("RocksDB memtables MB", memtables / MEGABYTE);
        figures.put("RocksDB table readers MB", readers / MEGABYTE);
        figures.put("RocksDB block cache MB", cache / MEGABYTE);
        figures.put("resident MB", resident / MEGABYTE);
        figures.put("threads", (double) threads);
        return figures;
    }
}
