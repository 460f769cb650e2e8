package io.dspt.monitor.core.fold;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the fold as its host keeps it: byte keys to byte rows, iterated in unsigned byte order, in memory as in
 * RocksDB. The fold only reads it; the host applies the write set of a step when the step has succeeded.
 */
public interface OrderedStore {

    /** The row of this key, or {@code null}. */
    byte @Nullable [] get(byte[] key);

    /**
     * The rows from {@code from} (inclusive) to {@code to} (exclusive), in unsigned byte order of their keys. The caller
     * closes what it has opened, read to the end or not.
     */
    Rows scan(byte[] from, byte[] to);

    /** An open range. */
    interface Rows extends Iterator<Map.Entry<byte[], byte[]>>, AutoCloseable {
        @Override
        void close();
    }
}
