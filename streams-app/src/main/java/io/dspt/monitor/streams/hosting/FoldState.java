package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.fold.OrderedStore;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.ledger.LedgerHead;

/** The state of the fold as a host keeps it. */
public interface FoldState extends OrderedStore {

    /** Applies what a step that has succeeded wants written. */
    void apply(StepResult result);

    /** How many elements of this estate's log were given up because their step failed. */
    long failedElements(String estate);

    /** Counts one more. */
    void countFailedElement(String estate);

    /** Where the ledger of this estate ends. */
    LedgerHead ledgerHead(String estate);

    /** It ends there now. */
    void keepLedgerHead(String estate, LedgerHead head);
}
