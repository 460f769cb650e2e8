package io.dspt.monitor.core.fold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state as a step sees it: the host's rows with the step's own writes over them, and the outputs so far. */
final class StepState {
    private final OrderedStore store;
    private final NavigableMap<byte[], byte @Nullable []> writes = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Output> outputs = new ArrayList<>();
    private final Set<Origin> evidenceSent = new HashSet<>();

    StepState(OrderedStore store) {
        this.store = store;
    }

    byte @Nullable [] get(byte[] key) {
        byte @Nullable [] written = writes.get(key);
        return written != null || writes.containsKey(key) ? written : store.get(key);
    }

    void put(byte[] key, byte[] row) {
        writes.put(key, row);
    }

    void delete(byte[] key) {
        writes.put(key, null);
    }

    void send(Output output) {
        outputs.add(output);
    }

    /** Sends the evidence of a record, however many findings it is evidence for. */
    void sendOnce(Output.EvidenceRecord evidence) {
        if (evidenceSent.add(evidence.origin())) {
            outputs.add(evidence);
        }
    }

    /** How many more rows and outputs this step may have. */
    int room() {
        return StepResult.MOST_ROWS_AND_OUTPUTS - EstateRow.MOST_ROWS - writes.size() - outputs.size();
    }

    /** Up to {@code most} rows of a range, the step's own writes included, in key order. */
    SortedMap<byte[], byte[]> scan(byte[] from, byte[] to, int most) {
        TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        SortedMap<byte[], byte @Nullable []> own = writes.subMap(from, to);
        try (OrderedStore.Rows stored = store.scan(from, to)) {
            // Rows this step deleted are passed over, so up to so many more are read.
            while (stored.hasNext() && rows.size() < most) {
                Map.Entry<byte[], byte[]> row = stored.next();
                if (!own.containsKey(row.getKey())) {
                    rows.put(row.getKey(), row.getValue());
                }
            }
        }
        own.forEach((key, row) -> {
            if (row != null) {
                rows.put(key, row);
            }
        });
        while (rows.size() > most) {
            rows.pollLastEntry();
        }
        return rows;
    }

    StepResult result(long sequence) {
        return new StepResult(sequence, writes, outputs);
    }
}
