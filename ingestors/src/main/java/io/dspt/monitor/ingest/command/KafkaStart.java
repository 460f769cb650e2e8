package io.dspt.monitor.ingest.command;

import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.OpenedLogs;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** What has to be so before a process may begin its work, and an ingestor may write: the cluster is there, and the logs have been begun as they should. */
public final class KafkaStart {
    private static final Duration SAY_EVERY = Duration.ofMillis(1_900);

    private final KafkaConnection connection;
    private final Consumer<String> say;

    /**
     * The start of a process.
     *
     * @param say told what is waited for
     */
    public KafkaStart(KafkaConnection connection, Consumer<String> say) {
        this.connection = connection;
        this.say = say;
    }

    /**
     * Waits for the cluster, and says so.
     *
     * @param longest how long
     * @param stop completes when nobody wants to wait any more
     * @return false when it was stopped
     */
    public boolean awaitCluster(Duration longest, CompletableFuture<Void> stop) {
        long until = System.nanoTime() + longest.toNanos();
        try (Admin admin = connection.admin()) {
            while (!stop.isDone()) {
                try {
                    var unused = admin.describeCluster(
                                    new DescribeClusterOptions().timeoutMs((int) SAY_EVERY.toMillis()))
                            .clusterId()
                            .get();
                    return true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof AuthenticationException
                            || e.getCause() instanceof AuthorizationException) {
                        throw IngestFailedException.failed(connection + " does not let this process in: "
                                + e.getCause().getMessage());
                    }
                }
                if (System.nanoTime() - until > 0) {
                    throw IngestFailedException.failed(
                            connection + " has not answered within " + longest.toSeconds()
                                    + " s: see that it runs, and that kafka.bootstrap.servers and its security settings are right");
                }
                say.accept("waits for " + connection);
                pause(stop);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (KafkaException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw IngestFailedException.wronglyConfigured("kafka: " + why.getMessage());
        }
    }

    private static void pause(CompletableFuture<Void> stop) throws InterruptedException {
        try {
            stop.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Nobody has asked to stop.
            return;
        }
    }

    /** Makes sure that each of these logs was begun, and as a live one. */
    void requireLive(Collection<String> estates) {
        OpenedLogs logs = logs();
        for (String estate : estates) {
            if (begun(logs, estate, "--live") != LogMode.LIVE) {
                throw IngestFailedException.failed(
                        "the log of estate '" + estate + "' is a replay: live records belong to a log of their own");
            }
        }
    }

    /** Makes sure that this log was begun, and as a replay. */
    void requireReplay(String estate) {
        if (begun(logs(), estate, "--replay") != LogMode.REPLAY) {
            throw IngestFailedException.failed("the log of estate '" + estate
                    + "' is a live one, which takes records as they happen and no past ones: begin a log of their own with"
                    + " 'dspt-monitor estate begin NAME --replay'");
        }
    }

    private OpenedLogs logs() {
        OpenedLogs logs = new OpenedLogs(connection);
        if (logs.partitions() == 0) {
            throw IngestFailedException.failed("there is no topic " + Topics.LOG + " on " + connection
                    + ": make the topics with 'dspt-monitor ingest topics --config FILE'");
        }
        return logs;
    }

    private static LogMode begun(OpenedLogs logs, String estate, String option) {
        return logs.mode(estate)
                .orElseThrow(() -> IngestFailedException.failed("the log of estate '" + estate
                        + "' has not been begun, and what came would not be judged: begin it with 'dspt-monitor estate begin "
                        + estate + " " + option + "'"));
    }
}
