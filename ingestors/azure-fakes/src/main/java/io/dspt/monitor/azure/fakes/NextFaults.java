package io.dspt.monitor.azure.fakes;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What the next calls are answered with instead of what they asked for, one after the other. Any thread may use it. */
final class NextFaults<T> {
    private final Deque<T> waiting = new ArrayDeque<>();

    /** Adds a fault for so many calls. */
    synchronized void add(int times, T fault) {
        if (times < 0) {
            throw new IllegalArgumentException("Cannot fail " + times + " times.");
        }
        for (int each = 0; each < times; each++) {
            waiting.add(fault);
        }
    }

    /** The fault of this call; null when it is to succeed. */
    synchronized @Nullable T next() {
        return waiting.poll();
    }
}
