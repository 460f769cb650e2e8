package io.dspt.monitor.streams.hosting;

/** Is told how long steps took, of some of them. */
@FunctionalInterface
public interface StepTimes {

    /** Looks the other way. */
    StepTimes NONE = nanoseconds -> {};

    /**
     * A step with an Azure record took so long: reading it, judging it by all rules, keeping what came of it.
     *
     * @param nanoseconds without what was sent out
     */
    void took(long nanoseconds);
}
