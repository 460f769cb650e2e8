package io.dspt.monitor.core.ledger;

import java.util.List;

/** What verifying a ledger has come to. */
public sealed interface LedgerVerdict {

    /** The entries that hold: all of them, or those before the first broken link. */
    LedgerSpan span();

    /**
     * Every entry follows the one before.
     *
     * @param agreed the signed heads that agree with it, in order
     */
    record Holds(LedgerSpan span, List<LedgerHead> agreed) implements LedgerVerdict {
        public Holds {
            agreed = List.copyOf(agreed);
        }
    }

    /** It does not hold. */
    record Broken(LedgerSpan span, BrokenLink link) implements LedgerVerdict {}
}
