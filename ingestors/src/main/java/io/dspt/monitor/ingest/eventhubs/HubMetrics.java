package io.dspt.monitor.ingest.eventhubs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What can be watched of one hub. Labels are the name of the source and, where something is of one partition, its number.
 */
final class HubMetrics {
    private final Counter events;
    private final Counter records;
    private final Counter repeats;
    private final Counter gaps;
    private final Counter missing;
    private final Counter unrouted;
    private final Counter restarts;
    private final Timer delay;
    private final Timer wholeDelay;
    private final AtomicLong[] behind;
    private final AtomicLong lastEnqueued = new AtomicLong();

    HubMetrics(MeterRegistry registry, String source, int partitions) {
        this.events = counter(registry, "dspt.ingest.hub.events", "events read from the hub", source);
        this.records = counter(registry, "dspt.ingest.records", "records written to the log", source);
        this.repeats = counter(
                registry,
                "dspt.ingest.hub.repeats",
                "events that the hub delivered again and that were left out",
                source);
        this.gaps = counter(registry, "dspt.ingest.hub.gaps", "places where sequence numbers were left out", source);
        this.missing = counter(
                registry,
                "dspt.ingest.hub.missing",
                "sequence numbers that the hub no longer had, or never had, when they were to be read",
                source);
        this.unrouted = counter(
                registry, "dspt.ingest.unrouted", "records that no estate claims, written to the quarantine", source);
        this.restarts = counter(
                registry,
                "dspt.ingest.hub.restarts",
                "times that a partition was taken up again after a failure",
                source);
        this.delay = timer(
                registry,
                "dspt.ingest.hub.delay",
                "from the hub's taking an event in to its records' being committed; last event of each transaction",
                source);
        this.wholeDelay = timer(
                registry,
                "dspt.ingest.delay",
                "from what a record tells of to its being committed; last record of each transaction",
                source);
        this.behind = IntStream.range(0, partitions)
                .mapToObj(partition -> registry.gauge(
                        "dspt.ingest.hub.behind",
                        Tags.of("source", source, "partition", Integer.toString(partition)),
                        new AtomicLong()))
                .toArray(AtomicLong[]::new);
        registry.gauge(
                "dspt.ingest.hub.last.enqueued.timestamp.seconds",
                Tags.of("source", source),
                lastEnqueued,
                AtomicLong::doubleValue);
    }

    private static Timer timer(MeterRegistry registry, String name, String description, String source) {
        return Timer.builder(name)
                .description(description)
                .tag("source", source)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofDays(1))
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, String source) {
        return Counter.builder(name)
                .description(description)
                .tag("source", source)
                .register(registry);
    }

    void event() {
        events.increment();
    }

    void record() {
        records.increment();
    }

    void repeat() {
        repeats.increment();
    }

    void gap(long sequenceNumbers) {
        gaps.increment();
        missing.increment(sequenceNumbers);
    }

    void unrouted() {
        unrouted.increment();
    }

    void restart() {
        restarts.increment();
    }

    /**
     * A transaction was committed.
     *
     * @param enqueuedSecond when the hub took its last event in, seconds of the epoch
     * @param waited how long that event took from there
     */
    void committed(long enqueuedSecond, Duration waited) {
        delay.record(waited.isNegative() ? Duration.ZERO : waited);
        lastEnqueued.accumulateAndGet(enqueuedSecond, Math::max);
    }

    /** How long the last record of a transaction took from what it tells of. */
    void happened(Duration ago) {
        wholeDelay.record(ago.isNegative() ? Duration.ZERO : ago);
    }

    /** How many events the hub has beyond the last one read of this partition. */
    void behind(int partition, long eventsBehind) {
        behind[partition].set(Math.max(0, eventsBehind));
    }
}
