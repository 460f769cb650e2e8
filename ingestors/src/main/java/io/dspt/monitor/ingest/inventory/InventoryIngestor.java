package io.dspt.monitor.ingest.inventory;

import com.azure.core.http.HttpPipeline;
import io.dspt.monitor.ingest.AcknowledgedLog;
import io.dspt.monitor.ingest.AcknowledgedLog.LogUnavailableException;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import io.dspt.monitor.ingest.inventory.InventoryMetrics.Result;
import io.dspt.monitor.ingest.inventory.InventorySchedule.Due;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes inventories by the schedule of one source, on a thread of its own, until it is told to stop. What fails and may
 * heal is tried again, waiting longer each time; what was told of a snapshot that did not come to its end is merged like
 * any record, and nothing is missed by it.
 */
public final class InventoryIngestor implements AutoCloseable {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    /** Who asks for one snapshot wants an answer, not patience. */
    private static final int TRIES_OF_ONE = 3;

    private final InventorySource source;
    private final InventoryRound round;
    private final InventoryMetrics metrics;
    private final InstantSource clock;
    private final Consumer<String> say;
    private final Consumer<Duration> pause;
    private final boolean once;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "inventory");
    private volatile boolean underWay;
    private volatile boolean well;

    /** It cannot take inventories, and waiting will not help; the message is one line for whoever runs it. */
    public static final class CannotTakeInventoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotTakeInventoryException(String message) {
            super(message);
        }
    }

    /**
     * An ingestor that has not begun.
     *
     * @param once whether one whole snapshot is all that is wanted
     * @param say gets a line for whoever runs it
     */
    public InventoryIngestor(
            InventorySource source,
            ReaderPipeline pipeline,
            EstateDirectory estates,
            AcknowledgedLog log,
            MeterRegistry registry,
            boolean once,
            Consumer<String> say) {
        this(
                source,
                ResourceGraphReader.pipeline(source.credential().map(EntraCredential::token), source.endpoint()),
                ResourceGraphReader.MOST_ROWS,
                pipeline,
                estates,
                log,
                registry,
                InstantSource.system(),
                once,
                say,
                null);
    }

    InventoryIngestor(
            InventorySource source,
            HttpPipeline http,
            int rowsPerPage,
            ReaderPipeline pipeline,
            EstateDirectory estates,
            AcknowledgedLog log,
            MeterRegistry registry,
            InstantSource clock,
            boolean once,
            Consumer<String> say,
            @Nullable Consumer<Duration> pause) {
        this.source = source;
        this.clock = clock;
        this.once = once;
        this.say = say;
        this.pause = pause == null ? this::await : pause;
        this.metrics = new InventoryMetrics(registry, source.name());
        ResourceGraphReader graph = new ResourceGraphReader(http, source.endpoint(), rowsPerPage, this::awaitQuota);
        this.round = new InventoryRound(
                source, graph, new InventorySnapshot(graph, pipeline, source), estates, log, metrics, asked::isDone);
    }

    /** Begins. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when it has ended by itself, exceptionally when it cannot go on. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Whether its last snapshot could be taken. */
    public boolean isWell() {
        return well;
    }

    /** What it is doing, for whoever waits; empty when it waits itself. */
    public String underWay() {
        return underWay ? "takes an inventory: " + round.told() + " resources so far" : "";
    }

    /** Stops; a snapshot that is under way ends without an end. */
    @Override
    public void close() {
        asked.complete(null);
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            if (once) {
                takeOne();
            } else {
                takeBySchedule();
            }
            ended.complete(null);
        } catch (CancellationException e) {
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void takeOne() {
        for (int tries = 1; ; tries++) {
            try {
                SnapshotTold told = take(Due.WHOLE, now(), null);
                if (!told.complete()) {
                    throw new CannotTakeInventoryException(String.join("; ", told.problems()));
                }
                return;
            } catch (ResourceGraphException | LogUnavailableException e) {
                if (tries == TRIES_OF_ONE) {
                    throw new CannotTakeInventoryException(String.valueOf(e.getMessage()));
                }
                failed(e, wait(tries));
            }
        }
    }

    private void takeBySchedule() {
        InventorySchedule schedule = InventorySchedule.begin(source);
        int failures = 0;
        while (!asked.isDone()) {
            Instant now = now();
            Due due = schedule.due(now);
            if (due == Due.NOTHING) {
                pause.accept(Duration.between(now, schedule.next()));
                continue;
            }
            try {
                SnapshotTold told = take(due, now, due == Due.WHOLE ? null : schedule.changesSince());
                told.problems().forEach(say);
                schedule = schedule.taken(now, due == Due.WHOLE && told.complete());
                failures = 0;
            } catch (ResourceGraphException | LogUnavailableException e) {
                failed(e, wait(++failures));
            }
        }
    }

    private SnapshotTold take(Due kind, Instant now, @Nullable Instant since) {
        underWay = true;
        Result result = Result.FAILED;
        try {
            SnapshotTold told = round.take(now, since);
            result = told.complete() ? Result.COMPLETE : Result.INCOMPLETE;
            well = true;
            say.accept((kind == Due.WHOLE ? "told the whole inventory: " : "told what has changed: ")
                    + told.resources()
                    + (told.resources() == 1 ? " resource" : " resources"));
            return told;
        } finally {
            underWay = false;
            metrics.taken(kind, result, now);
        }
    }

    private void failed(RuntimeException failure, Duration wait) {
        well = false;
        if (asked.isDone()) {
            throw new CancellationException("asked to stop");
        }
        if (failure instanceof ResourceGraphException graph && !graph.heals()) {
            throw new CannotTakeInventoryException(String.valueOf(failure.getMessage()));
        }
        say.accept(failure.getMessage() + "; tries again in " + wait.toSeconds() + " s");
        pause.accept(wait);
    }

    /** Twice as long after each failure. */
    private static Duration wait(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private void awaitQuota(Duration wait) {
        say.accept("has asked as often as Resource Graph allows: waits " + wait.toSeconds() + " s");
        pause.accept(wait);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void await(Duration wait) {
        try {
            asked.get(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The time is over, and nobody has asked to stop.
            return;
        } catch (InterruptedException | ExecutionException e) {
            throw new CancellationException("asked to stop");
        }
    }
}
