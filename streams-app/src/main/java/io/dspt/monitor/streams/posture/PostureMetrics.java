package io.dspt.monitor.streams.posture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is measured of the posture. Labels are names of estates, of so many only, and ids of outcomes, which are as many as
 * standards have. Where estates share a label the lowest signal of them is shown.
 */
final class PostureMetrics {
    private static final int MOST_ESTATES = 300;
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Map<String, SortedMap<String, Integer>> outcomes = new ConcurrentHashMap<>();
    private final SortedMap<String, Meter> meters = new TreeMap<>();
    private final Map<String, String> labels = new ConcurrentHashMap<>();
    private final Counter failures;

    PostureMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.failures = Counter.builder("dspt.posture.failures")
                .description("rounds in which the posture of an estate could not be derived or written")
                .register(registry);
    }

    /** What machines say of the outcomes of an estate just now, by id of the outcome. */
    void outcomes(String estate, SortedMap<String, Integer> signals) {
        String label = labels.computeIfAbsent(estate, this::label);
        outcomes.put(estate, signals);
        for (String outcome : signals.keySet()) {
            meters.computeIfAbsent(
                    label + "/" + outcome,
                    absent -> Gauge.builder("dspt.outcome.signal", this, all -> all.lowest(label, outcome))
                            .description(
                                    "what machines say of an outcome: 0 contradicted, 1 no machine evidence, 2 supported")
                            .tags("estate", label, "outcome", outcome)
                            .register(registry));
        }
        removeWhatIsOver(label);
    }

    /** Somebody else tells of this estate from now on. */
    void forget(String estate) {
        outcomes.remove(estate);
        String label = labels.remove(estate);
        if (label != null) {
            removeWhatIsOver(label);
        }
    }

    /** A posture could not be derived or written. */
    void failed() {
        failures.increment();
    }

    private void removeWhatIsOver(String label) {
        meters.subMap(label + "/", label + "/" + Character.MAX_VALUE).entrySet().removeIf(meter -> {
            String outcome = meter.getKey().substring(label.length() + 1);
            boolean isOver = Double.isNaN(lowest(label, outcome));
            if (isOver) {
                registry.remove(meter.getValue());
            }
            return isOver;
        });
    }

    private double lowest(String label, String outcome) {
        return outcomes.entrySet().stream()
                .filter(estate -> label.equals(labels.get(estate.getKey())))
                .flatMap(estate -> Optional.ofNullable(estate.getValue().get(outcome)).stream())
                .mapToDouble(Integer::doubleValue)
                .min()
                .orElse(Double.NaN);
    }

    private String label(String estate) {
        boolean fits = labels.size() < MOST_ESTATES && estate.matches("[A-Za-z][A-Za-z0-9._-]{0,63}");
        return fits ? estate : OTHER;
    }
}
