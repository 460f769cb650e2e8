package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactValue;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long categories may be silent, by the shared parameters: each list {@code nameSources} goes with minutes {@code
 * nameSilenceMinutes}. A category in several lists has the shortest time; a list without minutes expects nothing.
 */
final class ExpectedSilence {
    private static final String SOURCES = "Sources";
    private static final String MINUTES = "SilenceMinutes";

    private ExpectedSilence() {}

    static SortedMap<String, Duration> of(Parameters parameters) {
        SortedMap<String, Duration> expected = new TreeMap<>();
        for (Map.Entry<String, FactValue> parameter : parameters.values().entrySet()) {
            String name = parameter.getKey();
            if (!name.endsWith(SOURCES) || !(parameter.getValue() instanceof FactValue.Many categories)) {
                continue;
            }
            FactValue minutes = parameters.values().get(name.substring(0, name.length() - SOURCES.length()) + MINUTES);
            if (minutes instanceof FactValue.Whole whole && whole.value() > 0) {
                Duration silence = Duration.ofMinutes(whole.value());
                categories.elements().forEach(category -> {
                    if (category instanceof FactValue.Text text) {
                        expected.merge(text.value(), silence, (one, other) -> one.compareTo(other) < 0 ? one : other);
                    }
                });
            }
        }
        return expected;
    }
}
