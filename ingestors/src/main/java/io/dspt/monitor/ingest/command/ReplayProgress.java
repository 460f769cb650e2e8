package io.dspt.monitor.ingest.command;

import io.dspt.monitor.ingest.files.FilesProgress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Lets the person who started it follow; never silent for more than two seconds. */
final class ReplayProgress implements FilesProgress, AutoCloseable {
    private static final long SAY_EVERY_MILLIS = 1_900;

    private final Consumer<String> say;
    private final ScheduledExecutorService clock;
    private final AtomicLong elements = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong already = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private volatile String step = "";

    ReplayProgress(Consumer<String> say) {
        this.say = say;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        var unused = clock.scheduleAtFixedRate(this::tick, SAY_EVERY_MILLIS, SAY_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Begins a step that may take a while. */
    void begin(String newStep) {
        step = newStep;
        say.accept(newStep);
    }

    /** What has become of everything so far. */
    String summary() {
        return elements + (elements.get() == 1 ? " element" : " elements") + ", " + already + " inputs read before, "
                + skipped + " skipped, " + unreadable + " unreadable";
    }

    @Override
    public void skipped(String source) {
        skipped.incrementAndGet();
        say.accept("skipped " + source + ": its name is not that of a log");
    }

    @Override
    public void unreadable(String source, String why) {
        unreadable.incrementAndGet();
        say.accept("cannot read " + source + ": " + why);
    }

    @Override
    public void alreadyIngested(String source) {
        already.incrementAndGet();
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
        say.accept(step + "… " + elements + " elements");
    }
}
