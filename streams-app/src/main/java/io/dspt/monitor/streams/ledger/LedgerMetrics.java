package io.dspt.monitor.streams.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is measured of the ledger; the only label is the name of an estate, and of so many estates only. */
final class LedgerMetrics {
    private static final int MOST_ESTATES = 300;
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> broken = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> signed = new ConcurrentHashMap<>();
    private final Counter failures;

    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.failures = Counter.builder("dspt.ledger.head.failures")
                .description("heads of the ledger that could not be written")
                .register(registry);
    }

    /** The ledger of an estate is read. */
    void read(String estate) {
        String label = label(estate);
        broken.computeIfAbsent(label, absent -> {
            AtomicInteger value = new AtomicInteger();
            Gauge.builder("dspt.ledger.broken", value, AtomicInteger::get)
                    .description("1 when the chain of the ledger does not hold, or not with what was signed of it")
                    .tag("estate", label)
                    .register(registry);
            return value;
        });
    }

    /** It does not hold. */
    void broken(String estate) {
        read(estate);
        AtomicInteger value = broken.get(label(estate));
        if (value != null) {
            value.set(1);
        }
    }

    /** Its head of this entry was signed and written. */
    void signed(String estate, long sequence) {
        String label = label(estate);
        signed.computeIfAbsent(label, absent -> {
                    AtomicLong value = new AtomicLong();
                    Gauge.builder("dspt.ledger.signed.entry", value, AtomicLong::get)
                            .description("number of the entry that the latest signed head is of")
                            .tag("estate", label)
                            .register(registry);
                    return value;
                })
                .set(sequence);
    }

    /** A head could not be written. */
    void failed() {
        failures.increment();
    }

    private String label(String estate) {
        boolean known = broken.containsKey(estate) || broken.size() < MOST_ESTATES;
        return known && estate.matches("[A-Za-z][A-Za-z0-9._-]{0,63}") ? estate : OTHER;
    }
}
