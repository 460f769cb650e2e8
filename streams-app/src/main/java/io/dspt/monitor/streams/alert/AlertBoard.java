package io.dspt.monitor.streams.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The alerts there have to be, between the one thread that decides and the several that send: each Alertmanager has its
 * own, and takes from here what it has not had yet, so that one that is down holds up no other.
 */
final class AlertBoard {
    /** An end is repeated for so many regular sendings after it was taken: Alertmanager may die before it has told it. */
    private static final int END_REPEATED = 15;
    /** After so long Alertmanager itself has forgotten, by its own defaults, that it ever told of the alert. */
    private static final Duration END_REMEMBERED = Duration.ofDays(5);

    private final Collection<String> receivers;
    private final Duration keepEnd;
    private final SortedMap<String, Alert> alerts = new TreeMap<>();
    private final Map<String, Map<String, Instant>> endsTaken = new HashMap<>();
    private long changes;

    /**
     * An empty board.
     *
     * @param receivers names of those who are to be told
     * @param resendEvery how often they are told again
     */
    AlertBoard(Collection<String> receivers, Duration resendEvery) {
        this.receivers = List.copyOf(receivers);
        this.keepEnd = resendEvery.multipliedBy(END_REPEATED);
    }

    /** An alert has begun, changed or ended. */
    synchronized void put(AlertRow row, SortedMap<String, String> annotations) {
        Alert before = alerts.get(row.key());
        boolean same = before != null && before.row().equals(row);
        if (!same) {
            changes++;
            endsTaken.remove(row.key());
        }
        alerts.put(row.key(), new Alert(row, annotations, before != null && same ? before.version() : changes));
        if (!same) {
            notifyAll();
        }
    }

    /** An alert is nobody's business here any more: everybody knows its end, or another process has taken it over. */
    synchronized void remove(String key) {
        alerts.remove(key);
        endsTaken.remove(key);
    }

    /** All of them. */
    synchronized List<Alert> all() {
        return new ArrayList<>(alerts.values());
    }

    /** Whether an alert of this finding stands here, so that its silences are this process's business. */
    synchronized boolean knows(String key) {
        return alerts.containsKey(key);
    }

    /** A receiver has taken the end of an alert. */
    synchronized void endTaken(Alert alert, String receiver, Instant now) {
        Alert is = alerts.get(alert.key());
        if (is != null && is.version() == alert.version()) {
            endsTaken.computeIfAbsent(alert.key(), absent -> new HashMap<>()).putIfAbsent(receiver, now);
        }
    }

    /** Keys of alerts whose end everybody has heard of for long enough, or that nobody remembers any more. */
    synchronized List<String> over(Instant now) {
        List<String> over = new ArrayList<>();
        for (Alert alert : alerts.values()) {
            if (!alert.row().fires() && isOver(alert, now)) {
                over.add(alert.key());
            }
        }
        return over;
    }

    private boolean isOver(Alert alert, Instant now) {
        Map<String, Instant> taken = endsTaken.getOrDefault(alert.key(), Map.of());
        boolean everybody = receivers.stream().allMatch(receiver -> {
            @Nullable Instant at = taken.get(receiver);
            return at != null && !now.isBefore(at.plus(keepEnd));
        });
        return everybody || now.isAfter(alert.row().changedAt().plus(END_REMEMBERED));
    }

    /** Goes up with every change. */
    synchronized long changes() {
        return changes;
    }

    /** Waits until something has changed since, or so long. */
    synchronized void awaitChange(long since, Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (changes == since) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
