package io.dspt.monitor.core.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Entries that follow one another, from the first on.
 *
 * @param head the last of them
 * @param kinds how many there are of each kind
 * @param from when the earliest happened; {@code null} where there is none that says so
 * @param to when the latest happened; likewise
 */
public record LedgerSpan(
        LedgerHead head,
        SortedMap<String, Long> kinds,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** No entry. */
    static final LedgerSpan NOTHING = new LedgerSpan(LedgerHead.BEGINNING, new TreeMap<>(), null, null);

    public LedgerSpan {
        kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    }

    /** How many entries there are. */
    public long entries() {
        return head.sequence();
    }

    /** With one more. */
    LedgerSpan with(LedgerLine line) {
        SortedMap<String, Long> more = new TreeMap<>(kinds);
        more.merge(line.kind(), 1L, Long::sum);
        Instant at = line.at();
        if (at.equals(Instant.EPOCH)) {
            return new LedgerSpan(line.head(), more, from, to); // said before anything had moved the log's clock
        }
        return new LedgerSpan(
                line.head(),
                more,
                from == null || at.isBefore(from) ? at : from,
                to == null || at.isAfter(to) ? at : to);
    }
}
