package io.dspt.monitor.streams.posture;

import java.time.Duration;

/**
 * How often the posture is told.
 *
 * @param every time between two rounds at least, by the clock on the wall, in which what has changed since is derived and
 *     written. A round that took long lets the next one wait for nine times as long
 */
public record PostureSettings(Duration every) {
    private static final Duration SHORTEST = Duration.ofMillis(100);

    /**
     * Every five minutes: as often as dashboards of posture look. A day that is over is told so much later, and the present
     * day 288 times at most.
     */
    public static final PostureSettings USUAL = new PostureSettings(Duration.ofMinutes(5));

    /** Every five seconds, for somebody who tries it out and waits. */
    public static final PostureSettings FOR_TRYING = new PostureSettings(Duration.ofSeconds(5));

    public PostureSettings {
        if (every.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("the posture cannot be told every " + every);
        }
    }
}
