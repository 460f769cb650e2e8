package io.dspt.monitor.ingest.eventhubs;

import io.dspt.monitor.ingest.eventhubs.HubIngestor.CannotReadHubException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/** A partition of a hub that this process owns: a thread that reads it, and takes it up again after a failure. */
final class OwnedPartition {
    private final HubSource source;
    private final int partition;
    private final HubPartition reading;
    private final HubMetrics metrics;
    private final Consumer<String> say;
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final AtomicReference<@Nullable CannotReadHubException> failure = new AtomicReference<>();
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private volatile boolean stopping;

    OwnedPartition(HubSource source, int partition, HubPartition reading, HubMetrics metrics, Consumer<String> say) {
        this.source = source;
        this.partition = partition;
        this.reading = reading;
        this.metrics = metrics;
        this.say = say;
        this.thread = new Thread(this::run, "hub-" + source.name() + "-" + partition);
    }

    void start() {
        thread.start();
    }

    /** Asks it to stop once what it has begun is committed. */
    void stop() {
        stopping = true;
        stop.tryEmitEmpty().orThrow();
    }

    /** Returns when it has stopped. */
    void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Throws why it cannot go on, when it cannot. */
    void throwFailure() {
        CannotReadHubException told = failure.get();
        if (told != null) {
            throw told;
        }
    }

    private void run() {
        while (!stopping) {
            try {
                reading.read(stop.asMono(), backoff::reset);
            } catch (RuntimeException e) {
                HubFailure why = HubFailure.of(e, source, reading.hubAnswered());
                if (!why.heals()) {
                    failure.set(new CannotReadHubException(why.says(), e));
                    return;
                }
                if (!stopping) {
                    metrics.restart();
                    say.accept(why.says() + "; partition " + partition + " is taken up again in "
                            + backoff.next().toSeconds() + " s, from where the log ends");
                    backoff.await(() -> stopping);
                }
            } catch (Error e) {
                failure.set(new CannotReadHubException("partition " + partition + ": " + e, e));
                throw e;
            }
        }
    }
}
