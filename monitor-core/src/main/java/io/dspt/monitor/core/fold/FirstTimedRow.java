package io.dspt.monitor.core.fold;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a kind that is kept by time begin. A store marks what was deleted and passes its marks one by one, so
 * that a scan from the start of a kind whose first rows are always the next to go grows with all that ever went.
 *
 * <p>That is speed, not state: it begins anew with every store, and what a scan gives does not depend on it.
 */
final class FirstTimedRow {
    /** Later than any time that is asked for. */
    private static final Instant NONE = Instant.ofEpochMilli(Long.MAX_VALUE);
    /** A time by which every row is due. */
    static final Instant FOR_EVER = NONE.minusMillis(1);

    private final StateKeys.Kind kind;
    /** No row is earlier; {@code null} as long as nobody has looked. */
    private @Nullable Instant notBefore;

    FirstTimedRow(StateKeys.Kind kind) {
        this.kind = kind;
    }

    /** Whether certainly no row has a time that is not after this one. */
    boolean isAfter(Instant time) {
        return notBefore != null && notBefore.isAfter(time);
    }

    /** A row of this time has been written. */
    void written(Instant at) {
        Instant asInKey = at.truncatedTo(ChronoUnit.MILLIS);
        if (notBefore != null && asInKey.isBefore(notBefore)) {
            notBefore = asInKey;
        }
    }

    /** The key from which to scan. */
    byte[] key(Step step) {
        return notBefore == null ? step.key(kind) : StateKeys.timed(step.estateName(), kind, notBefore);
    }

    /** Looks for the first row there is now, after rows were taken out. */
    void lookAgain(Step step) {
        byte[] end = StateKeys.after(step.key(kind));
        notBefore = step.state().scan(key(step), end, 1).keySet().stream()
                .findFirst()
                .map(StateKeys::timeOf)
                .orElse(NONE);
    }

    /** Up to {@code most} rows that are due by a time. */
    Map<byte[], byte[]> due(Step step, Instant time, int most) {
        return step.state().scan(key(step), StateKeys.timed(step.estateName(), kind, time.plusMillis(1)), most);
    }
}
