package io.dspt.monitor.benchmarks.pipeline;

/**
 * What a client process answers, as JSON, about the measured part.
 *
 * @param records how many it did
 * @param nanos how long it took, nanoseconds
 * @param cpuNanos CPU time of its whole process, nanoseconds
 * @param brokerCpuNanos CPU time of the broker's process meanwhile, nanoseconds in steps of ten milliseconds
 * @param commits how often it committed
 * @param warmUpNanos from its first commit to the beginning of the measured part, nanoseconds
 * @param speedUp records per second in the second half of the measured part, over those in the first: near 1 when the
 *     client was warm
 */
public record ClientResult(
        long records, long nanos, long cpuNanos, long brokerCpuNanos, long commits, long warmUpNanos, double speedUp) {

    /** Records per second. */
    public double recordsPerSecond() {
        return records * 1e9 / nanos;
    }

    /** CPU time of the client per record, microseconds. */
    public double cpuMicrosPerRecord() {
        return cpuNanos / 1e3 / records;
    }

    /** CPU time of the broker per record, microseconds. */
    public double brokerCpuMicrosPerRecord() {
        return brokerCpuNanos / 1e3 / records;
    }

    /** Milliseconds from one commit to the next. */
    public double millisPerCommit() {
        return nanos / 1e6 / Math.max(1, commits);
    }
}
