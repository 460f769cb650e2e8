package io.dspt.monitor.core.fold;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the rows a step reads. */
final class CountingStore implements OrderedStore {
    private final OrderedStore store;
    private int rowsRead;

    CountingStore(OrderedStore store) {
        this.store = store;
    }

    int rowsRead() {
        return rowsRead;
    }

    void reset() {
        rowsRead = 0;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        rowsRead++;
        return store.get(key);
    }

    @Override
    public Rows scan(byte[] from, byte[] to) {
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
