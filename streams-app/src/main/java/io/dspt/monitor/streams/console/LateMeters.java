package io.dspt.monitor.streams.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Meters whose values come from the output topics, read from their beginning: none is shown before the topics have been
 * read once, so that a restart looks like no burst. Used by one thread, read by many.
 */
final class LateMeters {
    private final PrometheusMeterRegistry registry;
    private final Map<String, AtomicLong> values = new ConcurrentHashMap<>();
    private final List<Runnable> registrations = new ArrayList<>();
    private boolean caughtUp;

    LateMeters(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** From now on everything is shown. */
    void caughtUp() {
        caughtUp = true;
        registrations.forEach(Runnable::run);
        registrations.clear();
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Where meters are shown. */
    MeterRegistry registry() {
        return registry;
    }

    /** Shows a meter, at once or when everything has been read. */
    void register(Runnable registration) {
        if (caughtUp) {
            registration.run();
        } else {
            registrations.add(registration);
        }
    }

    /** A value that is no meter: what was counted before. */
    AtomicLong value(String name) {
        return values.computeIfAbsent(name, absent -> new AtomicLong());
    }

    /** A value that only goes up. */
    AtomicLong counter(String name, String description, Tags tags) {
        return values.computeIfAbsent(name + "|" + tags, absent -> {
            AtomicLong count = new AtomicLong();
            register(() -> FunctionCounter.builder(name, count, AtomicLong::get)
                    .description(description)
                    .tags(tags)
                    .register(registry));
            return count;
        });
    }

    /**
     * A value that goes up and down.
     *
     * @param unit {@code null} for a number of things
     */
    AtomicLong gauge(String name, String description, @Nullable String unit, Tags tags) {
        return values.computeIfAbsent(name + "|" + tags, absent -> {
            AtomicLong gauge = new AtomicLong();
            register(() -> Gauge.builder(name, gauge, AtomicLong::get)
                    .description(description)
                    .baseUnit(unit)
                    .tags(tags)
                    .register(registry));
            return gauge;
        });
    }

    /**
     * How long something took, in seconds. Straight from Prometheus's own client, which takes exemplars.
     *
     * @param name as Prometheus shows it, without {@code _bucket}
     * @param bounds upper ends of the buckets
     */
    Histogram seconds(String name, String description, double[] bounds, String... labels) {
        return shown(histogram(name, description, bounds, labels).withoutExemplars());
    }

    /** The same with an example beside each bucket; each observation brings its own. */
    Histogram secondsWithExamples(String name, String description, double[] bounds) {
        return shown(histogram(name, description, bounds).withExemplars());
    }

    private static Histogram.Builder histogram(String name, String description, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(description)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(bounds);
    }

    private Histogram shown(Histogram.Builder builder) {
        Histogram histogram = builder.build();
        register(() -> registry.getPrometheusRegistry().register(histogram));
        return histogram;
    }
}
