package io.dspt.monitor.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a piece of work cost the thread that did it. Work of other threads, such as the garbage collector's, is not in it.
 *
 * @param cpuNanos nanoseconds of processor time
 * @param allocatedBytes bytes of heap allocated
 */
public record ThreadCost(long cpuNanos, long allocatedBytes) {
    /** Microseconds of processor time per record. */
    public static final String CPU_MICROS = "cpu µs/record";

    /** Bytes of heap allocated per record. */
    public static final String ALLOCATED = "bytes allocated/record";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What the present thread has cost so far. */
    public static ThreadCost now() {
        return new ThreadCost(THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    /** The cost of this work in the present thread. */
    public static ThreadCost of(Runnable work) {
        ThreadCost before = now();
        work.run();
        return now().minus(before);
    }

    /** What has been spent since an earlier reading of the same thread. */
    public ThreadCost minus(ThreadCost earlier) {
        return new ThreadCost(cpuNanos - earlier.cpuNanos, allocatedBytes - earlier.allocatedBytes);
    }

    /** The cost of one of so many records, by the names of the figures. */
    public Map<String, Double> per(long records) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put(CPU_MICROS, cpuNanos / 1_000.0 / records);
        figures.put(ALLOCATED, (double) allocatedBytes / records);
        return figures;
    }
}
