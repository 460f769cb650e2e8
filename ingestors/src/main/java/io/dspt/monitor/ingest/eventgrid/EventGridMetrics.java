package io.dspt.monitor.ingest.eventgrid;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What can be watched of the webhook. Labels are the name of the source and what became of a request. */
final class EventGridMetrics {
    private static final String SOURCE = "source";

    private final Map<Outcome, Counter> requests = new EnumMap<>(Outcome.class);
    private final Counter records;
    private final Counter unrouted;
    private final Timer answer;
    private final AtomicLong lastTaken = new AtomicLong();

    /** What became of a request. */
    enum Outcome {
        /** Its events are in the log. */
        TAKEN,
        /** It asked whether events are wanted. */
        HANDSHAKE,
        /** Whoever sent it may not. */
        REFUSED,
        /** Whether whoever sent it may could not be told. */
        UNDECIDED,
        /** Its events could not be brought into the log. */
        UNAVAILABLE,
        /** It is too long. */
        TOO_LARGE,
        /** It is none that this address takes. */
        WRONG,
        /** It came while the ingestor was about to stop. */
        STOPPING,
        /** An error of the ingestor's own. */
        FAILED
    }

    EventGridMetrics(MeterRegistry registry, String source) {
        for (Outcome outcome : Outcome.values()) {
            requests.put(
                    outcome,
                    Counter.builder("dspt.ingest.eventgrid.requests")
                            .description("requests, by what became of them")
                            .tag(SOURCE, source)
                            .tag(
                                    "outcome",
                                    outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(registry));
        }
        this.records = Counter.builder("dspt.ingest.records")
                .description("records written to the log")
                .tag(SOURCE, source)
                .register(registry);
        this.unrouted = Counter.builder("dspt.ingest.unrouted")
                .description("records that no estate claims, written to the quarantine")
                .tag(SOURCE, source)
                .register(registry);
        this.answer = Timer.builder("dspt.ingest.eventgrid.answer")
                .description("from a request's beginning to its answer; Event Grid waits 30 s")
                .tag(SOURCE, source)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
        registry.gauge(
                "dspt.ingest.eventgrid.last.taken.timestamp.seconds",
                Tags.of(SOURCE, source),
                lastTaken,
                AtomicLong::doubleValue);
    }

    void request(Outcome outcome) {
        Counter counter = requests.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void taken(int number, Instant at) {
        records.increment(number);
        lastTaken.accumulateAndGet(at.getEpochSecond(), Math::max);
    }

    void unrouted() {
        unrouted.increment();
    }

    void answered(Duration after) {
        answer.record(after);
    }
}
