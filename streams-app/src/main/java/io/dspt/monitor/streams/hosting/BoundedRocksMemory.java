package io.dspt.monitor.streams.hosting;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
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

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(CACHE_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(ONE_WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        // Most rows that are asked for and not found, the fold asks for once: a filter answers for what is in memory,
        // too.
        options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_SHARE);
        options.setMemtableWholeKeyFiltering(true);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and write buffers are shared by all stores and live as long as the process.
    }
}
