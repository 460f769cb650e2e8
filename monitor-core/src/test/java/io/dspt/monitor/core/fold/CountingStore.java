package io.dspt.monitor.core.fold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the rows a step reads, and notes where it scans. */
final class CountingStore implements OrderedStore {
    private final OrderedStore store;
    private final List<byte[]> scanned = new ArrayList<>();
    private int rowsRead;

    CountingStore(OrderedStore store) {
        this.store = store;
    }

    int rowsRead() {
        return rowsRead;
    }

    /** How often all rows of a kind were scanned from the first key that one could have. */
    long scansFromTheStartOf(StateKeys.Kind kind) {
        byte[] prefix = StateKeys.key(EstateLogRunner.ESTATE, kind);
        return scanned.stream().filter(from -> Arrays.equals(from, prefix)).count();
    }

    void reset() {
        rowsRead = 0;
        scanned.clear();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        rowsRead++;
        return store.get(key);
    }

    @Override
    public Rows scan(byte[] from, byte[] to) {
        scanned.add(from);
        Rows rows = store.scan(from, to);
        return new Rows() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Map.Entry<byte[], byte[]> next() {
                rowsRead++;
                return rows.next();
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }
}
