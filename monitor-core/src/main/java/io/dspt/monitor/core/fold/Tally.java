package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts by name, kept in a row of their own. Nearly every record counts something, so the numbers in the row have a
 * fixed width: to count is to change one place in a copy of it.
 */
final class Tally {
    private static final int FORMAT = 1;
    /** Names that are counted each by itself, unless somebody wants more. */
    static final int MOST_NAMES = 250;

    private static final String OTHERS = "others";

    /** A number, and where it stands in the row. */
    private static final class Count {
        private long value;
        private int at;
    }

    private final SortedMap<String, Count> counts = new TreeMap<>();
    private final List<Count> changed = new ArrayList<>();
    private final int mostNames;
    private byte @Nullable [] row;
    /** Whether names have come or gone since the row was made. */
    private boolean otherNames;

    private Tally(int mostNames) {
        this.mostNames = mostNames;
    }

    /** The tally that a row holds; an empty one for no row. */
    static Tally decoded(byte @Nullable [] row) {
        return decoded(row, MOST_NAMES);
    }

    /**
     * The same with another bound.
     *
     * @param mostNames names that are counted each by itself
     */
    static Tally decoded(byte @Nullable [] row, int mostNames) {
        Tally tally = new Tally(mostNames);
        if (row == null) {
            return tally;
        }
        Decoder decoder = new Decoder(row, FORMAT);
        for (int i = decoder.count(); i > 0; i--) {
            Count count = new Count();
            tally.counts.put(decoder.text(), count);
            count.at = decoder.position();
            count.value = decoder.fixed();
        }
        tally.row = row;
        return tally;
    }

    /** Counts one more under a name; beyond a bound of names under {@code others}. */
    void add(String name) {
        Count count = counts.get(name);
        if (count == null) {
            String counted = counts.size() < mostNames ? name : OTHERS;
            otherNames |= !counts.containsKey(counted);
            count = counts.computeIfAbsent(counted, one -> new Count());
        }
        count.value++;
        changed.add(count);
    }

    /** Counts one less under a name, and forgets a name that counts nothing. */
    void remove(String name) {
        Count count = counts.computeIfAbsent(name, one -> new Count());
        count.value--;
        changed.add(count);
        if (count.value == 0) {
            counts.remove(name);
            otherNames = true;
        }
    }

    /** Counts anew from nothing. */
    void clear() {
        otherNames |= !counts.isEmpty();
        counts.clear();
        changed.clear();
    }

    /** The counts by name. */
    SortedMap<String, Long> counts() {
        SortedMap<String, Long> copy = new TreeMap<>();
        counts.forEach((name, count) -> copy.put(name, count.value));
        return copy;
    }

    /** Writes the row when something has been counted since, or it was cleared. */
    void save(byte[] key, StepState state) {
        if (changed.isEmpty() && !otherNames) {
            return;
        }
        row = otherNames || row == null ? written() : patched(row);
        changed.clear();
        otherNames = false;
        state.put(key, row);
    }

    private byte[] patched(byte[] last) {
        byte[] next = last.clone();
        for (Count count : changed) {
            ByteBuffer.wrap(next).putLong(count.at, count.value);
        }
        return next;
    }

    private byte[] written() {
        Encoder encoder = new Encoder(FORMAT).whole(counts.size());
        for (Map.Entry<String, Count> entry : counts.entrySet()) {
            encoder.text(entry.getKey());
            entry.getValue().at = encoder.position();
            encoder.fixed(entry.getValue().value);
        }
        return encoder.toBytes();
    }
}
