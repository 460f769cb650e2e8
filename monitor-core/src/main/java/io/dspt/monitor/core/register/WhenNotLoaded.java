package io.dspt.monitor.core.register;

/** What a register answers before it has been loaded for the first time. */
public enum WhenNotLoaded {
    /** Nothing is in it. */
    NONE,
    /** Everything is in it. */
    EVERY,
    /** Nobody can tell. */
    UNKNOWN
}
