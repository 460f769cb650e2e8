package io.dspt.monitor.streams.console;

import io.dspt.monitor.core.exemption.ExemptionStatus;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.micrometer.core.instrument.Gauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many exemptions are in force, and how many of them end soon by the clock on the wall. */
final class ExemptionMetrics {
    private static final int[] WINDOWS_IN_DAYS = {7, 30, 90};

    private final Clock clock;
    /** Ends of those that were approved and neither revoked nor expired, by the log's clock. */
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    ExemptionMetrics(LateMeters meters, Clock clock) {
        this.clock = clock;
        meters.register(() -> {
            Gauge.builder("dspt.exceptions.active", expiries, Map::size)
                    .description("exemptions that were approved and are at no end")
                    .register(meters.registry());
            for (int days : WINDOWS_IN_DAYS) {
                Gauge.builder("dspt.exceptions.expiring", this, all -> all.expiringWithin(Duration.ofDays(days)))
                        .description("active exemptions that end within so long from now")
                        .tag("window", days + "d")
                        .register(meters.registry());
            }
        });
    }

    void exemption(String key, ExemptionState state) {
        if (state.status() == ExemptionStatus.APPROVED) {
            expiries.put(key, state.exemption().expiresOn());
        } else {
            expiries.remove(key);
        }
    }

    private double expiringWithin(Duration window) {
        Instant now = clock.instant();
        return expiries.values().stream()
                .filter(end -> end.isAfter(now) && end.isBefore(now.plus(window)))
                .count();
    }
}
