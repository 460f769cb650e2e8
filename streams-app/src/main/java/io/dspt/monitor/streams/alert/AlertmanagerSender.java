package io.dspt.monitor.streams.alert;

import io.dspt.monitor.streams.alert.AlertMetrics.Result;
import io.dspt.monitor.streams.alert.AlertmanagerClient.RefusedException;
import io.dspt.monitor.streams.alert.AlertmanagerClient.Silence;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Alertmanager told, on a thread of its own: what has changed at once, everything again and again, and after a
 * failure until it is taken. What begins is sent before what ends, so that a finding that has become worse is never
 * without an alert.
 */
final class AlertmanagerSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSender.class);
    private static final int MOST_AT_ONCE = 64;
    private static final int FORGOTTEN_AFTER = 4;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final String name;
    private final AlertmanagerClient client;
    private final AlertBoard board;
    private final AlertMetrics metrics;
    private final Duration resendEvery;
    private final Clock clock;
    private final Thread thread;
    private final Map<String, Long> sent = new HashMap<>();
    private volatile boolean closing;
    private Instant nextFull = Instant.MIN;
    private int failures;

    AlertmanagerSender(
            String name,
            AlertmanagerClient client,
            AlertBoard board,
            AlertMetrics metrics,
            Duration resendEvery,
            Clock clock) {
        this.name = name;
        this.client = client;
        this.board = board;
        this.metrics = metrics;
        this.resendEvery = resendEvery;
        this.clock = clock;
        this.thread = new Thread(this::run, "alerts-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            long seen = board.changes();
            try {
                Duration pause = tell();
                board.awaitChange(seen, pause);
            } catch (InterruptedException e) {
                return; // closing
            } catch (RuntimeException e) {
                // Nothing that is sent may end the sending: the next attempt finds everything as it was.
                LOG.error(
                        "Alerts could not be sent to {}: {}", name, e.getClass().getName());
                failures++;
            }
            if (failures > 0 && !pauseAfterFailure()) {
                return;
            }
        }
    }

    /** @return how long nothing has to be sent, unless something changes */
    private Duration tell() throws InterruptedException {
        Instant now = clock.instant();
        boolean full = !now.isBefore(nextFull);
        List<Alert> all = board.all();
        List<Alert> changed = all.stream()
                .filter(alert -> sent.getOrDefault(alert.key(), 0L) != alert.version())
                .toList();
        metrics.waiting(name, changed.size());
        List<Alert> due = full ? all : changed;
        try {
            post(due.stream().filter(alert -> alert.row().fires()).toList(), now);
            post(due.stream().filter(alert -> !alert.row().fires()).toList(), now);
            if (full || !changed.isEmpty()) {
                reconcileSilences(all, now);
                metrics.reached(name);
            }
        } catch (IOException e) {
            failed(e);
            return Duration.ZERO;
        }
        if (failures > 0) {
            LOG.info("{} takes alerts again", name);
        }
        failures = 0;
        metrics.waiting(name, 0);
        sent.keySet().removeIf(key -> !board.knows(key));
        if (full) {
            nextFull = now.plus(resendEvery);
        }
        return Duration.between(clock.instant(), nextFull);
    }

    private void post(List<Alert> alerts, Instant now) throws IOException, InterruptedException {
        for (int i = 0; i < alerts.size(); i += MOST_AT_ONCE) {
            List<Alert> some = alerts.subList(i, Math.min(alerts.size(), i + MOST_AT_ONCE));
            try {
                client.post(some, now.plus(resendEvery.multipliedBy(FORGOTTEN_AFTER)));
                taken(some, now);
            } catch (RefusedException e) {
                if (!e.isForGood()) {
                    throw e;
                }
                oneByOne(some, now);
            }
        }
    }

    /** One that Alertmanager cannot read must not take the others with it; it is tried again with the next regular sending. */
    private void oneByOne(List<Alert> alerts, Instant now) throws IOException, InterruptedException {
        for (Alert alert : alerts) {
            try {
                client.post(List.of(alert), now.plus(resendEvery.multipliedBy(FORGOTTEN_AFTER)));
                taken(List.of(alert), now);
            } catch (RefusedException e) {
                if (!e.isForGood()) {
                    throw e;
                }
                metrics.posted(name, Result.REFUSED);
                LOG.error(
                        "{} refuses an alert of rule {}: {}", name, alert.row().label("rule"), e.getMessage());
                sent.put(alert.key(), alert.version());
            }
        }
    }

    private void taken(List<Alert> alerts, Instant now) {
        metrics.posted(name, Result.TAKEN);
        for (Alert alert : alerts) {
            sent.put(alert.key(), alert.version());
            if (!alert.row().fires()) {
                board.endTaken(alert, name, now);
            }
        }
    }

    /**
     * Makes the silences that acknowledgements ask for, and ends those that hold no longer. Silences of alerts that are
     * not known here belong to another process or a person.
     */
    private void reconcileSilences(List<Alert> all, Instant now) throws IOException, InterruptedException {
        List<Alert> silent =
                all.stream().filter(alert -> alert.row().isSilent(now)).toList();
        List<Silence> there = client.silences();
        for (Alert alert : silent) {
            Instant until = alert.row().silentUntil();
            if (until == null) {
                continue;
            }
            boolean held = there.stream()
                    .anyMatch(silence -> silence.key().equals(alert.key())
                            && !silence.until().isBefore(until.minusSeconds(1)));
            if (!held) {
                client.silence(alert.row(), now, until);
            }
        }
        List<String> wanted = new ArrayList<>(silent.stream().map(Alert::key).toList());
        for (Silence silence : there) {
            if (!wanted.contains(silence.key()) && board.knows(silence.key())) {
                client.expire(silence);
            }
        }
    }

    private void failed(IOException failure) {
        metrics.posted(name, failure instanceof RefusedException ? Result.REFUSED : Result.UNREACHABLE);
        if (failures == 0) {
            LOG.warn("{} does not take alerts: {}", name, failure.toString());
        }
        failures++;
    }

    private boolean pauseAfterFailure() {
        long doubled = FIRST_BACKOFF.toMillis() << Math.min(failures - 1, 10);
        try {
            Thread.sleep(Math.min(doubled, LONGEST_BACKOFF.toMillis()));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
