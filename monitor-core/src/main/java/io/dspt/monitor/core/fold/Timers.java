package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Things to do when the arrival clock has reached a time, in the order of their times. */
final class Timers {
    private static final int FORMAT = 1;

    /** What is to be done. */
    enum Purpose {
        /** Forget how much of a snapshot has been told. */
        FORGET_SNAPSHOT,
        /** Forget a body that waited for its other half. */
        FORGET_BODY,
        /** End a finding that has been quiet long enough. */
        END_QUIET,
        /** Forget that a subject was cleared before any violation came. */
        FORGET_CLEARED,
        /** Forget what a threshold has measured. */
        FORGET_THRESHOLD,
        /** Forget how far a sequence has come. */
        FORGET_SEQUENCE,
        /** See whether something has followed in time. */
        LOOK_FOR_ABSENCE,
        /** Forget since when a baseline learns. */
        FORGET_BASELINE,
        /** Forget a combination that a baseline has seen. */
        FORGET_SEEN,
        /** An exemption begins to hold. */
        EXEMPTION_STARTS,
        /** An exemption ends. */
        EXEMPTION_ENDS,
        /** Look through what a schedule is about. */
        LOOK_THROUGH
    }

    /**
     * A timer.
     *
     * @param at when it is due
     * @param first what it concerns, by purpose
     * @param second likewise
     */
    record Timer(Instant at, Purpose purpose, String first, String second) {}

    private Timers() {}

    static void set(Step step, Timer timer) {
        byte[] key = StateKeys.timed(
                step.estateName(),
                StateKeys.Kind.TIMER,
                timer.at(),
                timer.purpose().name(),
                timer.first(),
                timer.second());
        step.state()
                .put(
                        key,
                        new Encoder(FORMAT)
                                .time(timer.at())
                                .text(timer.purpose().name())
                                .text(timer.first())
                                .text(timer.second())
                                .toBytes());
        step.estate().firstTimer.written(timer.at());
    }

    /**
     * Takes timers that are due out of the state and handles each.
     *
     * @param most how many at most
     * @param roomToLeave rows and outputs that must stay free in this step
     * @return whether no timer is due any more
     */
    static boolean fireDue(Step step, Instant clock, int most, int roomToLeave, Consumer<Timer> handler) {
        FirstTimedRow first = step.estate().firstTimer;
        if (first.isAfter(clock)) {
            return true;
        }
        for (Map.Entry<byte[], byte[]> row : first.due(step, clock, most).entrySet()) {
            if (step.state().room() < roomToLeave) {
                return false;
            }
            step.state().delete(row.getKey());
            Decoder decoder = new Decoder(row.getValue(), FORMAT);
            handler.accept(new Timer(decoder.time(), Purpose.valueOf(decoder.text()), decoder.text(), decoder.text()));
        }
        first.lookAgain(step);
        return first.isAfter(clock);
    }
}
