package io.dspt.monitor.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far a client has come, by what it has committed: measured is from the first commit behind the warm-up to the one
 * that leaves nothing to do, so that no record counts that is not done, and none whose work lies outside.
 */
public final class Progress {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long warmUp;
    private final long total;
    private final long broker;
    private final Map<Integer, Long> byPartition = new HashMap<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable Mark first;
    private @Nullable Mark begin;
    private @Nullable Mark middle;
    private @Nullable Mark end;
    private long commits;

    private record Mark(long records, long nanos, long cpuNanos, long brokerCpuNanos, long commits) {}

    /**
     * For a log of this length.
     *
     * @param warmUp records before the measurement
     * @param total all records
     * @param broker process id of the broker
     */
    public Progress(long warmUp, long total, long broker) {
        this.warmUp = warmUp;
        this.total = total;
        this.broker = broker;
        if (warmUp == 0) {
            begin = mark(0);
            first = begin;
        }
    }

    /** Everything before these offsets is done and committed. */
    public synchronized void committed(Map<Integer, Long> offsets) {
        byPartition.putAll(offsets);
        commits++;
        long records = byPartition.values().stream().mapToLong(Long::longValue).sum();
        if (first == null) {
            first = mark(records);
        }
        if (begin == null && records >= warmUp) {
            begin = mark(records);
        } else if (begin != null && middle == null && records >= (begin.records() + total) / 2) {
            middle = mark(records);
        }
        if (end == null && records >= total) {
            end = mark(records);
            finished.countDown();
        }
    }

    /** How many records are done. */
    public synchronized long records() {
        return byPartition.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Waits until everything is done.
     *
     * @return false when it is not within this time
     */
    public boolean await(Duration longest) throws InterruptedException {
        return finished.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The figures, once everything is done. */
    public synchronized ClientResult result() {
        if (first == null || begin == null || end == null || end.records() == begin.records()) {
            throw new IllegalStateException("nothing was measured: the log is shorter than two commits");
        }
        return new ClientResult(
                end.records() - begin.records(),
                end.nanos() - begin.nanos(),
                end.cpuNanos() - begin.cpuNanos(),
                end.brokerCpuNanos() - begin.brokerCpuNanos(),
                end.commits() - begin.commits(),
                begin.nanos() - first.nanos(),
                middle == null || middle.records() == end.records()
                        ? Double.NaN
                        : perNano(middle, end) / perNano(begin, middle));
    }

    private static double perNano(Mark from, Mark to) {
        return (double) (to.records() - from.records()) / (to.nanos() - from.nanos());
    }

    private Mark mark(long records) {
        long brokerCpu = ProcessHandle.of(broker)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
        return new Mark(records, System.nanoTime(), SYSTEM.getProcessCpuTime(), brokerCpu, commits);
    }
}
