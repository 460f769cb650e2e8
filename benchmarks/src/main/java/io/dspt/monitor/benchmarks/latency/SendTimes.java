package io.dspt.monitor.benchmarks.latency;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * When marked records were to be sent, and how long after that their findings were seen. What counts is when a record was
 * to be sent, not when it was: a sender that is held up would otherwise hide what it waited for.
 */
final class SendTimes {
    private static final long MOST_MICROS = 600_000_000;
    private static final int DIGITS = 3;

    private final Map<Long, Long> intended = new ConcurrentHashMap<>();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong measuredFrom = new AtomicLong();
    private final Histogram micros = new Histogram(MOST_MICROS, DIGITS);

    /** A marked record is about to be sent that was to be sent then. */
    void sending(long number, long intendedNanos) {
        intended.put(number, intendedNanos);
    }

    /** From the record with this number on, findings are measured; what was measured before is forgotten. */
    void measureFrom(long number) {
        synchronized (micros) {
            micros.reset();
            measuredFrom.set(number);
        }
    }

    /** The finding of a marked record was seen; later ones of the same record do not count. */
    void seen(long number, long nanos) {
        Long sent = intended.remove(number);
        if (sent == null) {
            return;
        }
        seen.incrementAndGet();
        synchronized (micros) {
            if (number >= measuredFrom.get()) {
                micros.recordValue(Math.min(MOST_MICROS, Math.max(0, (nanos - sent) / 1_000)));
            }
        }
    }

    /** How many findings are still to be seen. */
    int missing() {
        return intended.size();
    }

    /** How many findings were seen. */
    long seen() {
        return seen.get();
    }

    /** What was measured since {@link #measureFrom}, microseconds. */
    Histogram measured() {
        synchronized (micros) {
            return micros.copy();
        }
    }
}
