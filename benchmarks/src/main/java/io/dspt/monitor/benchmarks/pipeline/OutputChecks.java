package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.benchmarks.measure.MeasurementFailedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what variants have written, so that no table shows figures of unequal work. */
final class OutputChecks {
    /** What has to find the same, whenever both have run. */
    private static final List<List<Variant>> ALIKE =
            List.of(List.of(Variant.MONITOR_TWENTY, Variant.FLINK), List.of(Variant.MONITOR, Variant.MONITOR_LARGE));

    private final PrefilledLog log;
    private final TopicReading.Content input;
    private final Map<Variant, FoundViolations> violations = new TreeMap<>();
    private final Map<Variant, TopicReading.Content> forwarded = new TreeMap<>();

    OutputChecks(PrefilledLog log, TopicReading.Content input) {
        this.log = log;
        this.input = input;
        if (input.records() != log.total()) {
            throw new MeasurementFailedException("the log has " + input.records() + " records, not " + log.total());
        }
    }

    /** What a variant forwards is read once. */
    boolean wanted(Variant variant) {
        return !forwarded.containsKey(variant);
    }

    /** Takes what came of a run; it has to be what came of earlier ones. */
    void add(Variant variant, PipelineBench.Ran ran) {
        TopicReading.Content content = ran.forwarded();
        if (content != null) {
            forwarded.put(variant, content);
            if (!content.equals(input)) {
                throw new MeasurementFailedException(
                        variant + " forwarded " + content + " of " + input + ", " + log.total() + " records");
            }
        }
        FoundViolations found = ran.violations();
        if (found != null) {
            FoundViolations before = violations.putIfAbsent(variant, found);
            if (before != null && !before.equals(found)) {
                throw new MeasurementFailedException(
                        variant + " found other violations than before: " + before.difference(found, 5));
            }
        }
    }

    /** Variants with the same rules have to have found the same. */
    void compare() {
        for (List<Variant> alike : ALIKE) {
            FoundViolations one = violations.get(alike.get(0));
            FoundViolations other = violations.get(alike.get(1));
            if (one != null && other != null && !one.equals(other)) {
                throw new MeasurementFailedException(
                        alike + " found different violations: " + one.difference(other, 5));
            }
        }
    }
}
