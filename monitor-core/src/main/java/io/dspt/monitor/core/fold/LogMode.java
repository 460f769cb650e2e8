package io.dspt.monitor.core.fold;

/** What a log is, for ever: its first control record says so. */
public enum LogMode {
    /** The clock is the broker's append time. */
    LIVE,
    /** The clock is the highest event time so far; no wall clock enters. */
    REPLAY
}
