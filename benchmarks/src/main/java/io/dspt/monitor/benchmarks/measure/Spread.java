package io.dspt.monitor.benchmarks.measure;

import java.util.List;

/**
 * Several values of one figure in short.
 *
 * @param median the middle one; of an even number the mean of the two in the middle
 * @param min the lowest
 * @param max the highest
 */
public record Spread(double median, double min, double max) {

    /** The spread of at least one value. */
    public static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** From the lowest to the highest, as tables show it. */
    public String range() {
        return min == max ? "" : Figures.shown(min) + "–" + Figures.shown(max);
    }
}
