package io.dspt.monitor.streams.alert;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured of the delivery; labels are the configured names of Alertmanagers and closed sets. */
final class AlertMetrics {
    private final Map<String, AtomicInteger> up = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    /** What became of a request. */
    enum Result {
        TAKEN,
        REFUSED,
        UNREACHABLE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    AlertMetrics(MeterRegistry registry, AlertBoard board, Iterable<String> receivers) {
        this.registry = registry;
        for (Notify notify : Notify.values()) {
            Gauge.builder("dspt.alerts.firing", board, all -> firing(all, notify))
                    .description("alerts that fire, of the partitions this process has")
                    .tag("notify", notify.label())
                    .register(registry);
        }
        for (String receiver : receivers) {
            gauge("dspt.alertmanager.up", "whether the latest request was taken", receiver, up);
            gauge("dspt.alerts.waiting", "alerts that have changed and were not taken yet", receiver, waiting);
            Arrays.stream(Result.values()).forEach(result -> posts(receiver, result));
        }
    }

    /** A request was answered, or not. */
    void posted(String receiver, Result result) {
        posts(receiver, result).increment();
        value(up, receiver).set(result == Result.TAKEN ? 1 : 0);
    }

    /** It answers. */
    void reached(String receiver) {
        value(up, receiver).set(1);
    }

    /** So many alerts have not been taken yet. */
    void waiting(String receiver, int alerts) {
        value(waiting, receiver).set(alerts);
    }

    private Counter posts(String receiver, Result result) {
        return Counter.builder("dspt.alert.posts")
                .description("requests with alerts, and what became of them")
                .tags("alertmanager", receiver, "result", result.label())
                .register(registry);
    }

    private void gauge(String name, String description, String receiver, Map<String, AtomicInteger> values) {
        Gauge.builder(name, value(values, receiver), AtomicInteger::get)
                .description(description)
                .tags(Tags.of("alertmanager", receiver))
                .register(registry);
    }

    private static AtomicInteger value(Map<String, AtomicInteger> values, String receiver) {
        return values.computeIfAbsent(receiver, absent -> new AtomicInteger());
    }

    private static double firing(AlertBoard board, Notify notify) {
        return board.all().stream()
                .map(Alert::row)
                .filter(row -> row.fires() && row.label(AlertLabels.NOTIFY).equals(notify.label()))
                .count();
    }
}
