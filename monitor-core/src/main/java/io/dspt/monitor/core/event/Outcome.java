package io.dspt.monitor.core.event;

/**
 * How an operation ended. {@code Accept} alone is no success; Azure spells success both {@code Success} and
 * {@code Succeeded}.
 */
public enum Outcome {
    START,
    ACCEPTED,
    SUCCESS,
    FAILURE,
    UNKNOWN
}
