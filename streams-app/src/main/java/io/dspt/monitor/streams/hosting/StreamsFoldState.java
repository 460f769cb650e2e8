package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.fold.StateKeys;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.ledger.LedgerHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The state of one task in two stores: rows that nearly every record rewrites lie in a cached one, so that their
 * changelog is written once per commit; all others are written through.
 */
final class StreamsFoldState implements FoldState {
    /** No estate has an empty name, so no row of the fold begins with a zero byte. */
    private static final String FAILED_ELEMENTS = "\u0000failed\u0000";

    private static final String LEDGER_HEAD = "\u0000ledger\u0000";
    /** Behind the name of an estate, so that whatever it is, the row is not taken for the first one of an estate. */
    private static final String END = "\u0000";

    private final KeyValueStore<Bytes, byte[]> state;
    private final KeyValueStore<Bytes, byte[]> perRecord;

    StreamsFoldState(KeyValueStore<Bytes, byte[]> state, KeyValueStore<Bytes, byte[]> perRecord) {
        this.state = state;
        this.perRecord = perRecord;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return storeOf(key).get(Bytes.wrap(key));
    }

    @Override
    public Rows scan(byte[] from, byte[] to) {
        // Rows of one kind lie in one store, and a scan never leaves its kind.
        return new StoreRows(storeOf(from).range(Bytes.wrap(from), Bytes.wrap(to)), to);
    }

    @Override
    public void apply(StepResult result) {
        result.writes().forEach((key, row) -> {
            if (row == null) {
                storeOf(key).delete(Bytes.wrap(key));
            } else {
                storeOf(key).put(Bytes.wrap(key), row);
            }
        });
    }

    /** The estates that have begun a log in this task's partition. */
    List<String> estates() {
        List<String> estates = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows = perRecord.all()) {
            while (rows.hasNext()) {
                StateKeys.estateBegun(rows.next().key.get()).ifPresent(estates::add);
            }
        }
        return List.copyOf(estates);
    }

    @Override
    public long failedElements(String estate) {
        byte @Nullable [] row = perRecord.get(failedKey(estate));
        return row == null ? 0 : ByteBuffer.wrap(row).getLong();
    }

    @Override
    public void countFailedElement(String estate) {
        long failed = failedElements(estate) + 1;
        perRecord.put(
                failedKey(estate),
                ByteBuffer.allocate(Long.BYTES).putLong(failed).array());
    }

    @Override
    public LedgerHead ledgerHead(String estate) {
        byte @Nullable [] row = perRecord.get(ledgerKey(estate));
        return row == null ? LedgerHead.BEGINNING : LedgerHead.decoded(row);
    }

    @Override
    public void keepLedgerHead(String estate, LedgerHead head) {
        perRecord.put(ledgerKey(estate), head.encoded());
    }

    private KeyValueStore<Bytes, byte[]> storeOf(byte[] key) {
        return StateKeys.isPerRecord(key) ? perRecord : state;
    }

    private static Bytes failedKey(String estate) {
        return Bytes.wrap((FAILED_ELEMENTS + estate).getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes ledgerKey(String estate) {
        return Bytes.wrap((LEDGER_HEAD + estate + END).getBytes(StandardCharsets.UTF_8));
    }

    /** Rows of a range whose end the store includes and the fold does not. */
    private static final class StoreRows implements Rows {
        private final KeyValueIterator<Bytes, byte[]> range;
        private final byte[] end;

        StoreRows(KeyValueIterator<Bytes, byte[]> range, byte[] end) {
            this.range = range;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return range.hasNext() && !Arrays.equals(range.peekNextKey().get(), end);
        }

        @Override
        public Map.Entry<byte[], byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            KeyValue<Bytes, byte[]> row = range.next();
            return Map.entry(row.key.get(), row.value);
        }

        @Override
        public void close() {
            range.close();
        }
    }
}
