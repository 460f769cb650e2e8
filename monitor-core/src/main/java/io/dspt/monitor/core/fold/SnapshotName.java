package io.dspt.monitor.core.fold;

import java.time.Instant;
import java.util.regex.Pattern;

/** What inventory snapshots are called, and when they can have been taken. */
final class SnapshotName {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._:-]{1,100}");
    private static final Instant BEFORE_AZURE = Instant.parse("2008-01-01T00:00:00Z");
    private static final Instant BEYOND_ANY = Instant.parse("9999-12-31T00:00:00Z");

    private SnapshotName() {}

    /**
     * Refuses what can be no snapshot.
     *
     * @throws IllegalArgumentException when the name is empty, longer than 100 characters or of others than letters, digits
     *     and {@code . _ : -}, or the time is before there was Azure
     */
    static void check(String name, Instant takenAt) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a snapshot: '" + name + "'");
        }
        if (takenAt.isBefore(BEFORE_AZURE) || takenAt.isAfter(BEYOND_ANY)) {
            throw new IllegalArgumentException("no snapshot was taken at " + takenAt);
        }
    }
}
