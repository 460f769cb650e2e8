package io.dspt.monitor.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/**
 * Measures the variants of one table. Every round runs each variant once, so that whatever the machine does meanwhile
 * meets all alike; each round begins with another variant, so that none always follows the same one.
 */
public final class Rounds {
    private final int warmUps;
    private final int rounds;
    private final Map<String, Callable<Map<String, Double>>> variants = new LinkedHashMap<>();
    private BiConsumer<String, Integer> progress = (variant, round) -> {};

    private Rounds(int warmUps, int rounds) {
        if (warmUps < 0 || rounds < 1) {
            throw new IllegalArgumentException(warmUps + " warm-ups and " + rounds + " rounds");
        }
        this.warmUps = warmUps;
        this.rounds = rounds;
    }

    /**
     * Nothing measured yet.
     *
     * @param warmUps rounds that do not count
     * @param rounds rounds that do
     */
    public static Rounds of(int warmUps, int rounds) {
        return new Rounds(warmUps, rounds);
    }

    /** Adds a variant; a run of it gives its figures by name. */
    public Rounds variant(String name, Callable<Map<String, Double>> run) {
        if (variants.putIfAbsent(name, run) != null) {
            throw new IllegalArgumentException("there is a variant '" + name + "' already");
        }
        return this;
    }

    /** Tells of every run before it begins, with the variant and the round, which is negative while warming up. */
    public Rounds telling(BiConsumer<String, Integer> listener) {
        this.progress = listener;
        return this;
    }

    /**
     * Measures.
     *
     * @return the samples of each variant, in the order in which they were added
     * @throws MeasurementFailedException when a run throws
     */
    public Map<String, Samples> run() {
        List<String> names = List.copyOf(variants.keySet());
        Map<String, List<Map<String, Double>>> results = new LinkedHashMap<>();
        names.forEach(name -> results.put(name, new ArrayList<>()));
        for (int round = -warmUps; round < rounds; round++) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(Math.floorMod(i + round, names.size()));
                progress.accept(name, round);
                Map<String, Double> figures = runOnce(name);
                if (round >= 0) {
                    results.getOrDefault(name, List.of()).add(figures);
                }
            }
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        results.forEach((name, figures) -> samples.put(name, Samples.of(figures)));
        return samples;
    }

    private Map<String, Double> runOnce(String name) {
        Callable<Map<String, Double>> run = variants.getOrDefault(name, Map::of);
        try {
            return run.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementFailedException(name + ": interrupted", e);
        } catch (Exception e) {
            throw new MeasurementFailedException(name + ": " + e, e);
        }
    }
}
