package io.dspt.monitor.quickstart;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or a termination signal: tells the command to stop, and lets the process go once it has, or after a while
 * anyway.
 */
final class StopSignal implements AutoCloseable {
    private static final long LONGEST_STOP_SECONDS = 30;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread command = Thread.currentThread();
    private final Thread hook = new Thread(this::signalled, "stop-signal");
    private volatile boolean waiting;

    /** Listens from now on, on behalf of the calling thread. */
    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits until somebody asks to stop. */
    void await() throws InterruptedException {
        waiting = true;
        asked.await();
    }

    /** Whether somebody has asked to stop. */
    boolean asked() {
        return asked.getCount() == 0;
    }

    /** The command has stopped. */
    @Override
    public void close() {
        stopped.countDown();
        if (!asked()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending already, which is what the hook is for.
            }
        }
    }

    private void signalled() {
        asked.countDown();
        if (!waiting) {
            // In the midst of its work: whatever it waits for, it stops waiting.
            command.interrupt();
        }
        try {
            if (!stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
