package io.dspt.monitor.ingest.inventory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What can be watched of inventories. Labels are the name of the source and words of closed sets. */
final class InventoryMetrics {
    private final MeterRegistry registry;
    private final String source;
    private final Counter records;
    private final Counter unrouted;
    private final AtomicLong claimed;
    private final AtomicLong unclaimed;
    private final AtomicLong lastWhole;

    /** What has become of a snapshot. */
    enum Result {
        COMPLETE,
        INCOMPLETE,
        FAILED
    }

    InventoryMetrics(MeterRegistry registry, String source) {
        this.registry = registry;
        this.source = source;
        this.records = counter("dspt.ingest.records", "records written to the log", Tags.empty());
        this.unrouted = counter(
                "dspt.ingest.unrouted", "records that no estate claims, written to the quarantine", Tags.empty());
        this.claimed = subscriptions("yes");
        this.unclaimed = subscriptions("no");
        this.lastWhole = registry.gauge(
                "dspt.ingest.inventory.last.whole.timestamp.seconds", Tags.of("source", source), new AtomicLong());
    }

    private AtomicLong subscriptions(String isClaimed) {
        return registry.gauge(
                "dspt.ingest.inventory.subscriptions",
                Tags.of("source", source, "claimed", isClaimed),
                new AtomicLong());
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name)
                .description(description)
                .tags(tags.and("source", source))
                .register(registry);
    }

    void records(int count, boolean inQuarantine) {
        records.increment(count);
        if (inQuarantine) {
            unrouted.increment(count);
        }
    }

    /** How many subscriptions the identity is shown. */
    void subscriptions(int byEstates, int byNone) {
        claimed.set(byEstates);
        unclaimed.set(byNone);
    }

    void taken(InventorySchedule.Due kind, Result result, Instant at) {
        counter(
                        "dspt.ingest.inventory.snapshots",
                        "snapshots by what they were of and what became of them",
                        Tags.of(
                                "kind",
                                kind.name().toLowerCase(Locale.ROOT),
                                "result",
                                result.name().toLowerCase(Locale.ROOT)))
                .increment();
        if (kind == InventorySchedule.Due.WHOLE && result == Result.COMPLETE) {
            lastWhole.set(at.getEpochSecond());
        }
    }
}
