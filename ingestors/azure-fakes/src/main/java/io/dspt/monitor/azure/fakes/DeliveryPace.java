package io.dspt.monitor.azure.fakes;

import java.util.concurrent.TimeUnit;

/** When the next event of a link may be sent under a limit of events per second. One thread only. */
final class DeliveryPace {
    private long nextAt = System.nanoTime();

    /** Nanoseconds until the next event may go, 0 when it may go now. */
    long nanosecondsToWait(long now) {
        return Math.max(0, nextAt - now);
    }

    /**
     * Counts an event that goes.
     *
     * @param eventsPerSecond the limit
     */
    void sent(long now, int eventsPerSecond) {
        nextAt = Math.max(now, nextAt) + TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
    }
}
