package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.finding.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an alert, on {@code dspt.alerts}: its labels as they were when it was first sent, so that it has one
 * fingerprint for its life whatever becomes of rules and registers, and where it is in that life.
 *
 * @param key finding and severity, or the estate of a digest
 * @param labels by name
 * @param startsAt since when what it tells of is so
 * @param raisedAt when it was sent first
 * @param changedAt when it last began to fire, or ended
 * @param endedAt since when it is over; {@code null} while it fires
 * @param acknowledged whether the finding was acknowledged when it was looked at last
 * @param silentUntil until when an acknowledgement keeps it silent
 */
record AlertRow(
        String key,
        SortedMap<String, String> labels,
        Instant startsAt,
        Instant raisedAt,
        Instant changedAt,
        @Nullable Instant endedAt,
        boolean acknowledged,
        @Nullable Instant silentUntil) {

    private static final String DIGEST = "digest/";

    AlertRow {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** The key of a finding's alert: another severity is another alert. */
    static String key(String findingId, Severity severity) {
        return findingId + "/" + severity.printed();
    }

    /** The key of an estate's digest. */
    static String digestKey(String estate) {
        return DIGEST + estate;
    }

    /** An alert that begins now. */
    static AlertRow raised(String key, SortedMap<String, String> labels, Instant startsAt, Instant now) {
        return new AlertRow(key, labels, earlier(startsAt, now), now, now, null, false, null);
    }

    boolean fires() {
        return endedAt == null;
    }

    /** Whether an acknowledgement keeps it silent now. */
    boolean isSilent(Instant now) {
        return fires() && silentUntil != null && now.isBefore(silentUntil);
    }

    boolean isDigest() {
        return key.startsWith(DIGEST);
    }

    /** Id of its finding; for a digest nothing that a finding is called. */
    String findingId() {
        return key.substring(0, key.lastIndexOf('/'));
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** It is over. An end before its beginning, or in the future, would not be one for Alertmanager. */
    AlertRow ended(Instant at, Instant now) {
        Instant end = earlier(at.isBefore(startsAt) ? startsAt : at, now);
        return new AlertRow(key, labels, startsAt, raisedAt, now, end, false, null);
    }

    /** What it tells of is back: the same alert again. */
    AlertRow again(Instant newStart, Instant now) {
        return new AlertRow(key, labels, earlier(newStart, now), now, now, null, false, null);
    }

    /** Whether its finding is acknowledged; silent for a time when somebody has just done that. */
    AlertRow acknowledged(boolean isSo, @Nullable Instant until) {
        return new AlertRow(key, labels, startsAt, raisedAt, changedAt, endedAt, isSo, until);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
