package io.dspt.monitor.streams.hosting;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One cache and one write buffer for all stores of the process: left alone, RocksDB takes some 50 MB off the heap for
 * every store of every partition.
 */
public final class BoundedRocksMemory implements RocksDBConfigSetter {
    private static final long CACHE_BYTES = 96L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 48L * 1024 * 1024;
    private static final long ONE_WRITE_BUFFER_BYTES = 16L * 1024 * 1024;

    /** Share of a write buffer that says which keys it does not hold. */
    private static final double MEMTABLE_FILTER_SHARE = 0.05;

    /** A cache is divided by two to the power of this; no block can be larger than a part. */
    private static final int CACHE_PARTS = 2;

    /** Share of the cache that is kept for what leads to rows, so that rows that are read once do not drive it out. */
    private static final double INDEX_SHARE = 0.3;

    private static final long INDEX_BLOCK_BYTES = 8L * 1024;
    private static final int KEYS_BETWEEN_WHOLE_ONES = 16;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(CACHE_BYTES, CACHE_PARTS, false, INDEX_SHARE);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        // A file may hold a whole store, and its index then be larger than the cache takes, so that it would be read
        // anew for every row. In two levels it is read in blocks, and only the index of these stays.
        table.setIndexType(IndexType.kTwoLevelIndexSearch);
        table.setPartitionFilters(true);
        table.setMetadataBlockSize(INDEX_BLOCK_BYTES);
        table.setPinTopLevelIndexAndFilter(true);
        // Neighbouring keys begin alike: an estate, a kind of row, a subscription.
        table.setIndexBlockRestartInterval(KEYS_BETWEEN_WHOLE_ONES);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(ONE_WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        // Most rows that are asked for and not found, the fold asks for once: a filter answers for what lies in memory.
        options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_SHARE);
        options.setMemtableWholeKeyFiltering(true);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and write buffers are shared by all stores and live as long as the process.
    }
}
