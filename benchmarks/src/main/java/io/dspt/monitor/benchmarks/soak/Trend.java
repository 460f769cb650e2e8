package io.dspt.monitor.benchmarks.soak;

import java.util.List;

/**
 * How a figure went over a time.
 *
 * @param first median of the first third of its samples
 * @param last median of the last third
 * @param perHour slope of the straight line that fits the samples best
 */
record Trend(double first, double last, double perHour) {
    private static final double SECONDS_PER_HOUR = 3_600;

    /** One reading. */
    record Reading(double seconds, double value) {}

    /**
     * The trend of at least two readings in the order of their times.
     *
     * @throws IllegalArgumentException when there are fewer
     */
    static Trend of(List<Reading> readings) {
        if (readings.size() < 2) {
            throw new IllegalArgumentException(readings.size() + " readings show no trend");
        }
        int third = Math.max(1, readings.size() / 3);
        double seconds = mean(readings.stream().map(Reading::seconds).toList());
        double value = mean(readings.stream().map(Reading::value).toList());
        double together = 0;
        double alone = 0;
        for (Reading reading : readings) {
            together += (reading.seconds() - seconds) * (reading.value() - value);
            alone += (reading.seconds() - seconds) * (reading.seconds() - seconds);
        }
        return new Trend(
                median(readings.subList(0, third)),
                median(readings.subList(readings.size() - third, readings.size())),
                alone == 0 ? 0 : together / alone * SECONDS_PER_HOUR);
    }

    /** By what share the median has grown; negative when it has shrunk. */
    double change() {
        return first == 0 ? (last == 0 ? 0 : Double.POSITIVE_INFINITY) : (last - first) / first;
    }

    /**
     * Whether it has grown by no more than is tolerated: what shrinks is no leak.
     *
     * @param share of what it was
     * @param least growth that means nothing, however little it was
     */
    boolean isFlat(double share, double least) {
        return last - first <= Math.max(least, share * Math.abs(first));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double median(List<Reading> readings) {
        double[] sorted = readings.stream().mapToDouble(Reading::value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
