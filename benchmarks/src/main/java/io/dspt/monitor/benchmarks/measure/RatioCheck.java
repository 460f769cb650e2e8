package io.dspt.monitor.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds ratios to what they were when they were written down. Times depend on the machine, ratios of one run hardly: a
 * ratio that has become worse by more than the tolerance is a regression.
 *
 * @param tolerance how much worse a ratio may be, as a share of what is expected
 * @param expected by the names of the ratios
 */
public record RatioCheck(double tolerance, SortedMap<String, Expected> expected) {
    private static final String TOLERANCE = "tolerance";

    /**
     * What a ratio should be.
     *
     * @param ratio as measured when it was written down
     * @param lowerIsBetter whether growing makes it worse, otherwise shrinking does
     */
    public record Expected(double ratio, boolean lowerIsBetter) {}

    public RatioCheck {
        expected = new TreeMap<>(expected);
    }

    /**
     * Reads the expected ratios of a command.
     *
     * @throws IOException when the file cannot be read or does not say what is expected of the command
     */
    public static RatioCheck read(Path file, String command) throws IOException {
        JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
        JsonNode ratios = root.path(command);
        // What a command measures may move more from run to run than what others do.
        JsonNode tolerance = ratios.has(TOLERANCE) ? ratios.path(TOLERANCE) : root.path(TOLERANCE);
        if (!tolerance.isNumber() || !ratios.isObject() || ratios.isEmpty()) {
            throw new IOException(file + " says no tolerance, or nothing of " + command);
        }
        SortedMap<String, Expected> expected = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : ratios.properties()) {
            if (entry.getKey().equals(TOLERANCE)) {
                continue;
            }
            String better = entry.getValue().path("better").asText();
            if (!entry.getValue().path("ratio").isNumber()
                    || !List.of("lower", "higher").contains(better)) {
                throw new IOException(file + ": '" + entry.getKey() + "' needs a ratio, and better: lower or higher");
            }
            expected.put(
                    entry.getKey(), new Expected(entry.getValue().path("ratio").asDouble(), better.equals("lower")));
        }
        return new RatioCheck(tolerance.asDouble(), expected);
    }

    /** Sentences on the ratios that are worse than they may be, or missing; none when all hold. */
    public List<String> regressions(Map<String, Double> measured) {
        List<String> regressions = new ArrayList<>();
        expected.forEach((name, wanted) -> {
            Double ratio = measured.get(name);
            if (ratio == null) {
                regressions.add(name + ": was not measured");
            } else if (isWorse(ratio, wanted)) {
                regressions.add(name + ": " + Figures.shown(ratio) + " instead of "
                        + Figures.shown(wanted.ratio()) + ", " + (wanted.lowerIsBetter() ? "at most " : "at least ")
                        + Figures.shown(limit(wanted)));
            }
        });
        return regressions;
    }

    /** The names of the ratios that hold. */
    public List<String> held(Map<String, Double> measured) {
        return expected.entrySet().stream()
                .filter(entry -> {
                    Double ratio = measured.get(entry.getKey());
                    return ratio != null && !isWorse(ratio, entry.getValue());
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The same check without these ratios. */
    public RatioCheck without(List<String> names) {
        SortedMap<String, Expected> left = new TreeMap<>(expected);
        left.keySet().removeAll(names);
        return new RatioCheck(tolerance, left);
    }

    private double limit(Expected wanted) {
        return wanted.lowerIsBetter() ? wanted.ratio() * (1 + tolerance) : wanted.ratio() / (1 + tolerance);
    }

    private boolean isWorse(double ratio, Expected wanted) {
        // What is no number is no ratio that holds.
        return !(wanted.lowerIsBetter() ? ratio <= limit(wanted) : ratio >= limit(wanted));
    }
}
