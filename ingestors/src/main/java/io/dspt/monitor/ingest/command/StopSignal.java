package io.dspt.monitor.ingest.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or a termination signal: tells the command to stop, and lets the process go once it has, or after a while
 * anyway.
 */
public final class StopSignal implements AutoCloseable {
    private static final long LONGEST_STOP_SECONDS = 30;

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::signalled, "stop-signal");

    /** Listens from now on. */
    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Completes when somebody asks to stop. */
    public CompletableFuture<Void> asked() {
        return asked;
    }

    /** The command has stopped, and has said all it had to say. */
    @Override
    public void close() {
        stopped.countDown();
        if (!asked.isDone()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending already, which is what the hook is for.
            }
        }
    }

    private void signalled() {
        asked.complete(null);
        try {
            if (!stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
