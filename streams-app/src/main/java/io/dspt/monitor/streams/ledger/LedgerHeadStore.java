package io.dspt.monitor.streams.ledger;

import io.dspt.monitor.core.ledger.LedgerHeadNote;
import java.io.IOException;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Keeps signed heads outside the cluster: one note for each head, in a folder for each estate, named by the number of its
 * entry, so that they stand in order. Wherever that is, copied into a folder it is what {@link LedgerHeadFolder} reads.
 */
public interface LedgerHeadStore {
    /** What the name of a note ends with. */
    String SUFFIX = ".note";
    /** Many times what a note has: of what is longer only the beginning is read, which is none. */
    int MOST_BYTES = 64 * 1024;

    /**
     * A note as it is kept.
     *
     * @param where for people: its path or address
     */
    record Kept(String where, byte[] note) {}

    /**
     * Makes sure that heads can be kept, as far as that can be told before one is written.
     *
     * @return the latest note of every estate
     * @throws IOException when there is no such place, or it cannot be read
     */
    SortedMap<String, Kept> open() throws IOException;

    /**
     * Writes a head: whoever looks there finds all of it or nothing. That of the same entry may have been written before, by
     * this process or by another, at another time.
     *
     * @throws IOException for a person, when it cannot be written; it may be tried again
     */
    void write(LedgerHeadNote note, byte[] signed) throws IOException;

    /** Path of a note below where heads are kept, with slashes: {@code north/000000000012.note}. */
    static String path(LedgerHeadNote note) {
        return note.estate() + "/"
                + String.format(Locale.ROOT, "%012d", note.head().sequence()) + SUFFIX;
    }
}
