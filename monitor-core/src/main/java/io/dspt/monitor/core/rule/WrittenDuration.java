package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.yaml.YamlNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Durations as rules write them: ISO 8601, longer than nothing. */
final class WrittenDuration {
    private static final Duration LONGEST = Duration.ofDays(3_660);

    private WrittenDuration() {}

    /** A duration of at most ten years. */
    static Duration read(YamlNode node) {
        Duration duration = parse(node);
        if (duration.compareTo(LONGEST) > 0) {
            throw node.refused("must be at most ten years, " + LONGEST.toDays() + " days");
        }
        return duration;
    }

    /** A duration of at most so many days. */
    static Duration ofAtMostDays(YamlNode node, int days) {
        Duration duration = parse(node);
        if (duration.compareTo(Duration.ofDays(days)) > 0) {
            throw node.refused("must be at most " + days + " days");
        }
        return duration;
    }

    private static Duration parse(YamlNode node) {
        try {
            Duration duration = Duration.parse(node.text());
            if (duration.isNegative() || duration.isZero()) {
                throw node.refused("must be longer than nothing");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw node.refused("'" + node.text() + "' is no ISO 8601 duration such as P1D or PT30M");
        }
    }
}
