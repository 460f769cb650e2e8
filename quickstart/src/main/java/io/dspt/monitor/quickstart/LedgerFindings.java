package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.ledger.BrokenLink;
import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.core.ledger.LedgerSpan;
import io.dspt.monitor.core.ledger.LedgerVerdict;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Says what verifying ledgers has come to, and what it cannot tell. */
final class LedgerFindings {
    private static final String INDENT = "  ";

    private final PrintStream out;
    private final boolean hasHeads;
    private boolean allHold = true;

    /** @param hasHeads whether a folder of heads was given, with heads of this estate in it or not */
    LedgerFindings(PrintStream out, boolean hasHeads) {
        this.out = out;
        this.hasHeads = hasHeads;
    }

    /** Whether every ledger that was told of has entries, and all of them hold. */
    boolean allHold() {
        return allHold;
    }

    /** Tells of one estate. */
    void tell(String estate, LedgerVerdict verdict, List<LedgerHeadNote> signed) {
        LedgerSpan span = verdict.span();
        if (verdict instanceof LedgerVerdict.Broken broken) {
            allHold = false;
            BrokenLink link = broken.link();
            out.println(
                    estate + ": BROKEN at line " + link.line() + ", entry " + link.sequence() + ": " + link.problem());
            out.println(INDENT + (span.entries() == 0 ? "no entry before it" : "before it hold " + covered(span)));
            return;
        }
        if (span.entries() == 0) {
            allHold = false;
            out.println(estate + ": no entry: nothing was verified");
            return;
        }
        out.println(estate + ": holds: " + covered(span));
        out.println(INDENT + heads(span, ((LedgerVerdict.Holds) verdict).agreed(), signed));
    }

    private static String covered(LedgerSpan span) {
        String kinds = span.kinds().entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return "entries 1 to " + span.entries() + " (" + kinds + ")"
                + (span.from() == null ? "" : ", from " + span.from() + " to " + span.to());
    }

    private String heads(LedgerSpan span, List<LedgerHead> agreed, List<LedgerHeadNote> signed) {
        if (agreed.isEmpty()) {
            return (hasHeads ? "there is no signed head of it" : "no signed heads were given")
                    + ": that entries were removed from its end, or that all of it was written anew, cannot be seen";
        }
        LedgerHead latest = agreed.get(agreed.size() - 1);
        String at = signed.stream()
                .filter(note -> note.head().equals(latest))
                .map(note -> " at " + note.at())
                .findFirst()
                .orElse("");
        long behind = span.entries() - latest.sequence();
        return agreed.size() + (agreed.size() == 1 ? " signed head agrees" : " signed heads agree")
                + ", the latest of entry "
                + latest.sequence() + at
                + (behind == 0 ? "" : "; of the " + behind + " after it the end could be removed and not be missed");
    }
}
