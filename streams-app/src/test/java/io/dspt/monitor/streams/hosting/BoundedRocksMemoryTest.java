package io.dspt.monitor.streams.hosting;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

/** A store that is much larger than the cache, all of it in one file, as compaction leaves it. */
final class BoundedRocksMemoryTest {
    private static final int ROWS = 250_000;
    private static final int READS = 5_000;

    static {
        RocksDB.loadLibrary();
    }

    @TempDir
    private Path folder;

    private static byte[] key(int number) {
        String id = String.format(
                Locale.ROOT,
                "northmoor/subscriptions/7d1c9a52-0000-4000-8000-%012d/resourcegroups/rg-imaging-prod/providers/"
                        + "microsoft.storage/storageaccounts/st%08d",
                number % 7,
                number);
        return id.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldNotReadTheIndexOfALargeFileAnewForEachRow() throws RocksDBException {
        // Given a store set up as Kafka Streams does it, and as we bound it
        BlockBasedTableConfig table = new BlockBasedTableConfig();
        table.setFilterPolicy(new BloomFilter());
        table.setBlockSize(4096);
        try (Statistics statistics = new Statistics();
                Options options = new Options()
                        .setCreateIfMissing(true)
                        .setCompactionStyle(CompactionStyle.UNIVERSAL)
                        .setTableFormatConfig(table)
                        .setStatistics(statistics)) {
            new BoundedRocksMemory().setConfig("estates", options, Map.of());
            try (RocksDB rocks = RocksDB.open(options, folder.toString())) {
                byte[] row = new byte[600];
                for (int i = 0; i < ROWS; i++) {
                    rocks.put(key(i), row);
                }
                rocks.compactRange();

                // When rows of all of it are read, in no order
                Random random = new Random(7);
                read(rocks, random);
                long before = statistics.getTickerCount(TickerType.BLOCK_CACHE_INDEX_MISS);
                read(rocks, random);
                long missed = statistics.getTickerCount(TickerType.BLOCK_CACHE_INDEX_MISS) - before;

                // Then what leads to them stays in memory, nearly all of it
                assertTrue(missed < READS / 10, () -> missed + " of " + READS + " reads did not find the index");
            }
        }
    }

    private static void read(RocksDB rocks, Random random) throws RocksDBException {
        for (int i = 0; i < READS; i++) {
            assertNotNull(rocks.get(key(random.nextInt(ROWS))));
        }
    }
}
