package io.dspt.monitor.quickstart;

import io.dspt.monitor.ingest.files.FilesProgress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a person informed on stderr: what is being done, and at least every two seconds that it is still being done. */
final class Progress implements FilesProgress, AutoCloseable {
    private static final long SILENCE_MILLISECONDS = 1_500;

    private final Terminal terminal;
    private final ScheduledExecutorService clock;
    private final AtomicLong elements = new AtomicLong();
    private final AtomicLong lastSaid = new AtomicLong();
    /** Empty while there is nothing to wait for. */
    private volatile String step = "starting";

    Progress(Terminal terminal) {
        this.terminal = terminal;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        lastSaid.set(System.nanoTime());
        var unused = clock.scheduleAtFixedRate(this::tick, 250, 250, TimeUnit.MILLISECONDS);
    }

    /** Begins a step that may take a while. */
    void begin(String newStep) {
        step = newStep;
        say(newStep);
    }

    /** Nothing is being done until the next step begins. */
    void rest() {
        step = "";
    }

    @Override
    public void skipped(String source) {
        say("skipped " + source + ": its name is not that of a log");
    }

    @Override
    public void unreadable(String source, String why) {
        say("cannot read " + source + ": " + why);
    }

    @Override
    public void alreadyIngested(String source) {
        say("already ingested: " + source);
    }

    @Override
    public void element(String source) {
        elements.incrementAndGet();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void tick() {
        if (!step.isEmpty()
                && System.nanoTime() - lastSaid.get() >= TimeUnit.MILLISECONDS.toNanos(SILENCE_MILLISECONDS)) {
            long read = elements.get();
            say(step + "…" + (read == 0 ? "" : " " + read + " elements read"));
        }
    }

    private void say(String message) {
        lastSaid.set(System.nanoTime());
        terminal.say(message);
    }
}
