package io.dspt.monitor.azure.fakes;

import java.util.concurrent.TimeUnit;

/** When the next event of a link may be sent under a limit. One thread only; times are those of a nanosecond clock. */
final class DeliveryPace {
    /** What was missed may be made up for this long: a thread that wakes late is not to slow a limit down. */
    private static final long CATCH_UP = TimeUnit.MILLISECONDS.toNanos(20);

    private boolean begun;
    private long last;

    /**
     * Nanoseconds until the next event may go, 0 when it may go now.
     *
     * @param interval nanoseconds between two events
     */
    long nanosecondsToWait(long now, long interval) {
        return begun ? Math.max(0, last + interval - now) : 0;
    }

    /**
     * Counts an event that goes.
     *
     * @param interval nanoseconds between two events
     */
    void sent(long now, long interval) {
        last = begun ? Math.max(last + interval, now - CATCH_UP) : now;
        begun = true;
    }
}
