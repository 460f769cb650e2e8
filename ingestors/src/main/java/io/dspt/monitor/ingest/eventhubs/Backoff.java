package io.dspt.monitor.ingest.eventhubs;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How long to wait before something is tried again: twice as long each time, up to half a minute. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LOOK_UP_EVERY = Duration.ofMillis(50);

    private Duration next = FIRST;

    /** How long it waits next. */
    Duration next() {
        return next;
    }

    /** It has worked: the next failure is a first one again. */
    void reset() {
        next = FIRST;
    }

    /** Waits, unless there is no more reason to. */
    void await(BooleanSupplier over) {
        long until = System.nanoTime() + next.toNanos();
        while (System.nanoTime() - until < 0 && !over.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_UP_EVERY.toNanos());
        }
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    }
}
