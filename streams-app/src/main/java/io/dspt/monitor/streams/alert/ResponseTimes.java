package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.finding.Severity;
import java.time.Duration;

/**
 * By when somebody is to take notice of a finding, and to have put it right. These are this product's own; no text of the
 * toolkit names such times.
 *
 * @param notice from its opening
 * @param remedy from its opening
 */
record ResponseTimes(Duration notice, Duration remedy) {

    static ResponseTimes of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> new ResponseTimes(Duration.ofHours(4), Duration.ofHours(24));
            case HIGH -> new ResponseTimes(Duration.ofDays(1), Duration.ofDays(7));
            case MEDIUM -> new ResponseTimes(Duration.ofDays(5), Duration.ofDays(30));
            case LOW -> new ResponseTimes(Duration.ofDays(30), Duration.ofDays(90));
        };
    }
}
