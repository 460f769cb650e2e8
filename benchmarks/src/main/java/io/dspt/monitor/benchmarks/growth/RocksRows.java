package io.dspt.monitor.benchmarks.growth;

import io.dspt.monitor.core.fold.OrderedStore;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.streams.hosting.BoundedRocksMemory;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteOptions;

/**
 * State in RocksDB as a store of Kafka Streams has it, with the product's own bounds of memory, but without changelog and
 * commits: what the thread that judges pays for a store of this size.
 */
final class RocksRows implements OrderedStore, AutoCloseable {
    private final Options options = new Options();
    private final BloomFilter filter = new BloomFilter();
    private final BoundedRocksMemory memory = new BoundedRocksMemory();
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private final RocksDB database;

    /** An empty one in a folder that is there. */
    RocksRows(Path folder) {
        BlockBasedTableConfig table = new BlockBasedTableConfig();
        table.setBlockSize(4 * 1024L);
        table.setFilterPolicy(filter);
        options.setTableFormatConfig(table);
        options.setCreateIfMissing(true);
        options.setCompressionType(CompressionType.NO_COMPRESSION);
        options.setCompactionStyle(CompactionStyle.UNIVERSAL);
        options.optimizeFiltersForHits();
        memory.setConfig("growth", options, Map.of());
        try {
            database = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException("RocksDB cannot be opened in " + folder, e);
        }
    }

    void put(byte[] key, byte[] row) {
        try {
            database.put(unlogged, key, row);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    void apply(StepResult result) {
        result.writes().forEach((key, row) -> {
            if (row == null) {
                delete(key);
            } else {
                put(key, row);
            }
        });
    }

    /** Writes everything to disk and waits until it lies there in order: what a store looks like that was not just filled. */
    void settle() {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            database.flush(flush);
            database.compactRange();
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        try {
            return database.get(key);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    @Override
    public Rows scan(byte[] from, byte[] to) {
        Slice end = new Slice(to);
        ReadOptions bounded = new ReadOptions().setIterateUpperBound(end);
        RocksIterator range = database.newIterator(bounded);
        range.seek(from);
        return new Rows() {
            @Override
            public boolean hasNext() {
                return range.isValid();
            }

            @Override
            public Map.Entry<byte[], byte[]> next() {
                if (!range.isValid()) {
                    throw new NoSuchElementException();
                }
                Map.Entry<byte[], byte[]> row = Map.entry(range.key(), range.value());
                range.next();
                return row;
            }

            @Override
            public void close() {
                range.close();
                bounded.close();
                end.close();
            }
        };
    }

    @Override
    public void close() {
        database.close();
        unlogged.close();
        options.close();
        filter.close();
    }

    private void delete(byte[] key) {
        try {
            database.delete(unlogged, key);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(RocksDBException e) {
        return new IllegalStateException("RocksDB failed", e);
    }
}
