package io.dspt.monitor.core.ledger;

import io.dspt.monitor.core.ledger.LedgerLine.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the ledger of one estate, line by line from the first on. It keeps no line: a ledger may be of any length.
 */
public final class LedgerVerification {
    private final byte[] estateMember;
    /** The hashes that signed heads name, by number; more than one where signed heads contradict each other. */
    private final NavigableMap<Long, TreeSet<String>> signed = new TreeMap<>();

    private final List<LedgerHead> agreed = new ArrayList<>();
    private LedgerSpan span = LedgerSpan.NOTHING;
    private long lines;
    private @Nullable BrokenLink broken;

    /**
     * A verification before its first line.
     *
     * @param estate whose ledger it should be
     * @param heads whose signatures have been verified, in any order
     */
    public LedgerVerification(String estate, Collection<LedgerHead> heads) {
        // Within a text quotes are escaped: these bytes stand nowhere but at a member of this name.
        this.estateMember = (",\"estate\":\"" + estate + "\",").getBytes(StandardCharsets.UTF_8);
        for (LedgerHead head : heads) {
            signed.computeIfAbsent(head.sequence(), absent -> new TreeSet<>()).add(head.hash());
        }
    }

    /** Takes the next line, without its end. Lines after the first broken link change nothing but what is said of it. */
    public void take(byte[] line) {
        lines++;
        Reading reading = LedgerLine.read(line);
        if (broken == null) {
            broken = linked(reading, line);
        } else if (broken instanceof BrokenLink.Missing missing
                && reading instanceof Reading.Sound sound
                && sound.line().sequence() == missing.sequence()) {
            broken = new BrokenLink.OutOfOrder(missing.line(), missing.sequence(), lines);
        }
    }

    /** Which link is broken, as far as the lines taken so far tell; {@code null} while none is. */
    public @Nullable BrokenLink broken() {
        return broken;
    }

    /** The last entry that holds. */
    public LedgerHead head() {
        return span.head();
    }

    /** What it has come to, when the last line has been taken. */
    public LedgerVerdict verdict() {
        long next = span.head().sequence() + 1;
        if (broken != null) {
            return new LedgerVerdict.Broken(span, broken);
        } else if (!signed.isEmpty() && signed.lastKey() >= next) {
            return new LedgerVerdict.Broken(span, new BrokenLink.TailRemoved(lines, next, signed.lastKey()));
        }
        return new LedgerVerdict.Holds(span, agreed);
    }

    /** Joins a line to those before; gives what is wrong with it. */
    private @Nullable BrokenLink linked(Reading reading, byte[] bytes) {
        LedgerHead last = span.head();
        long expected = last.sequence() + 1;
        if (reading instanceof Reading.NoLine) {
            return new BrokenLink.NoLedgerLine(lines, expected);
        } else if (reading instanceof Reading.Altered) {
            return new BrokenLink.Altered(lines, expected);
        }
        LedgerLine line = ((Reading.Sound) reading).line();
        if (line.sequence() > expected) {
            return new BrokenLink.Missing(lines, expected, line.sequence());
        } else if (line.sequence() < expected) {
            return new BrokenLink.Repeated(lines, expected, line.sequence());
        } else if (!line.previous().equals(last.hash())) {
            return new BrokenLink.OtherPredecessor(lines, expected);
        } else if (!contains(bytes, estateMember)) {
            return new BrokenLink.OfAnotherEstate(lines, expected);
        }
        TreeSet<String> named = signed.get(expected);
        if (named != null) {
            if (named.size() > 1 || !named.contains(line.hash())) {
                return new BrokenLink.NotWhatWasSigned(lines, expected);
            }
            agreed.add(line.head());
        }
        span = span.with(line);
        return null;
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int at = 0; at <= bytes.length - part.length; at++) {
            int matched = 0;
            while (matched < part.length && bytes[at + matched] == part[matched]) {
                matched++;
            }
            if (matched == part.length) {
                return true;
            }
        }
        return false;
    }
}
