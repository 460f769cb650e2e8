package io.dspt.monitor.ingest.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When which snapshot is due.
 *
 * @param source how often
 * @param lastWhole when the last whole one was taken that told all; {@code null} before the first
 * @param lastTaken when the last one of either kind was taken; {@code null} before the first
 */
record InventorySchedule(
        InventorySource source,
        @Nullable Instant lastWhole,
        @Nullable Instant lastTaken) {

    /** What is due. */
    enum Due {
        WHOLE,
        CHANGES,
        NOTHING
    }

    /** The beginning: a whole snapshot is due. */
    static InventorySchedule begin(InventorySource source) {
        return new InventorySchedule(source, null, null);
    }

    /** What is due now. A whole one that could not tell all is due again as soon as changes would be. */
    Due due(Instant now) {
        Instant taken = lastTaken;
        if (taken != null && now.isBefore(taken.plus(source.changesEvery()))) {
            return Due.NOTHING;
        }
        Instant whole = lastWhole;
        return whole == null || !now.isBefore(whole.plus(source.wholeEvery())) ? Due.WHOLE : Due.CHANGES;
    }

    /**
     * The schedule after a snapshot.
     *
     * @param at when it was begun
     * @param toldAll whether it was a whole one that told all
     */
    InventorySchedule taken(Instant at, boolean toldAll) {
        return new InventorySchedule(source, toldAll ? at : lastWhole, at);
    }

    /** Since when changes are to be told: some are told twice rather than one never. {@code null} before the first. */
    @Nullable
    Instant changesSince() {
        return lastTaken == null ? null : lastTaken.minus(source.settling());
    }

    /** When something is due again; only after the first snapshot. */
    Instant next() {
        if (lastTaken == null) {
            throw new IllegalStateException("nothing was taken yet: it is due now");
        }
        return lastTaken.plus(source.changesEvery());
    }
}
