package io.dspt.monitor.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one variant gave: one value of each figure per round, in the order of the rounds.
 *
 * @param figures values by the name of the figure
 */
public record Samples(SortedMap<String, List<Double>> figures) {

    public Samples {
        SortedMap<String, List<Double>> copy = new TreeMap<>();
        figures.forEach((figure, values) -> copy.put(figure, List.copyOf(values)));
        figures = Collections.unmodifiableSortedMap(copy);
    }

    /** The samples of some rounds. */
    public static Samples of(List<Map<String, Double>> rounds) {
        SortedMap<String, List<Double>> figures = new TreeMap<>();
        for (Map<String, Double> round : rounds) {
            round.forEach((figure, value) ->
                    figures.computeIfAbsent(figure, name -> new ArrayList<>()).add(value));
        }
        return new Samples(figures);
    }

    /**
     * The values of a figure, one per round.
     *
     * @throws IllegalArgumentException when the variant gives no such figure
     */
    public List<Double> values(String figure) {
        List<Double> values = figures.get(figure);
        if (values == null) {
            throw new IllegalArgumentException("no figure '" + figure + "', only " + figures.keySet());
        }
        return values;
    }

    /** Median, lowest and highest value of a figure. */
    public Spread spread(String figure) {
        return Spread.of(values(figure));
    }

    public double median(String figure) {
        return spread(figure).median();
    }

    public double min(String figure) {
        return spread(figure).min();
    }

    public double max(String figure) {
        return spread(figure).max();
    }

    /**
     * How many times the denominator's figure this one is. Rounds are compared pairwise: what disturbed the machine for a
     * while disturbed both variants of a round.
     */
    public Spread ratioTo(Samples denominator, String figure) {
        List<Double> own = values(figure);
        List<Double> other = denominator.values(figure);
        if (own.size() != other.size()) {
            throw new IllegalArgumentException(own.size() + " rounds cannot be compared with " + other.size());
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i) / other.get(i));
        }
        return Spread.of(ratios);
    }

    /**
     * The same of the quickest rounds of both: what a machine that does nothing else would show. It moves less than the
     * median on a busy one, and is for figures of which less is better.
     */
    public double quickestRatioTo(Samples denominator, String figure) {
        return min(figure) / denominator.min(figure);
    }
}
