package io.dspt.monitor.core.fold;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state in a sorted map: for {@code evaluate}, rule cases and tests. Not safe for use by several threads. */
public final class InMemoryStore implements OrderedStore {
    private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public byte @Nullable [] get(byte[] key) {
        return rows.get(key);
    }

    @Override
    public Rows scan(byte[] from, byte[] to) {
        Iterator<Map.Entry<byte[], byte[]>> range =
                rows.subMap(from, true, to, false).entrySet().iterator();
        return new Rows() {
            @Override
            public boolean hasNext() {
                return range.hasNext();
            }

            @Override
            public Map.Entry<byte[], byte[]> next() {
                return range.next();
            }

            @Override
            public void close() {
                // A view of a map holds nothing open.
            }
        };
    }

    /** A store of its own with the same rows. */
    public InMemoryStore copy() {
        InMemoryStore copy = new InMemoryStore();
        copy.rows.putAll(rows);
        return copy;
    }

    /** Applies what a step wants written. */
    public void apply(StepResult result) {
        result.writes().forEach((key, row) -> {
            if (row == null) {
                rows.remove(key);
            } else {
                rows.put(key, row);
            }
        });
    }

    /** Number of rows held. */
    public int size() {
        return rows.size();
    }
}
