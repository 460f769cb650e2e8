package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.ledger.LedgerHead;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State that ends with its process. Not safe for use by several threads. */
public final class InMemoryFoldState implements FoldState {
    private final InMemoryStore rows = new InMemoryStore();
    private final Map<String, Long> failed = new HashMap<>();
    private final Map<String, LedgerHead> ledgerHeads = new HashMap<>();

    @Override
    public byte @Nullable [] get(byte[] key) {
        return rows.get(key);
    }

    @Override
    public Rows scan(byte[] from, byte[] to) {
        return rows.scan(from, to);
    }

    @Override
    public void apply(StepResult result) {
        rows.apply(result);
    }

    @Override
    public long failedElements(String estate) {
        return failed.getOrDefault(estate, 0L);
    }

    @Override
    public void countFailedElement(String estate) {
        failed.merge(estate, 1L, Long::sum);
    }

    @Override
    public LedgerHead ledgerHead(String estate) {
        return ledgerHeads.getOrDefault(estate, LedgerHead.BEGINNING);
    }

    @Override
    public void keepLedgerHead(String estate, LedgerHead head) {
        ledgerHeads.put(estate, head);
    }
}
