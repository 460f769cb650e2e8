package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.register.RegisterRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** How rows of a register travel: in parts small enough for the log. */
public final class RegisterTransfer {
    private static final int FORMAT = 1;
    /** Room for the counts and the register's name. */
    private static final int MOST_BYTES_OF_ROWS = ControlRecord.RegisterRows.MOST_BYTES - 64;

    /**
     * What a part holds.
     *
     * @param put rows that are added, or take the place of those with the same key
     * @param removed keys of rows that are no longer there
     */
    record Part(List<RegisterRow> put, List<String> removed) {
        Part {
            put = List.copyOf(put);
            removed = List.copyOf(removed);
        }

        /** How many changes there are. */
        int size() {
            return put.size() + removed.size();
        }

        byte[] encoded() {
            Encoder encoder = new Encoder(FORMAT).whole(put.size());
            put.forEach(row -> encoder.bytes(row.encoded()));
            encoder.whole(removed.size());
            removed.forEach(encoder::text);
            return encoder.toBytes();
        }

        static Part decoded(byte[] bytes) {
            Decoder decoder = new Decoder(bytes, FORMAT);
            List<RegisterRow> put = new ArrayList<>();
            for (int i = decoder.count(); i > 0; i--) {
                put.add(row(decoder.bytes()));
            }
            List<String> removed = new ArrayList<>();
            for (int i = decoder.count(); i > 0; i--) {
                removed.add(decoder.text());
            }
            return new Part(put, removed);
        }

        /** How many rows a part puts, without reading them. */
        static int rowsIn(byte[] bytes) {
            return new Decoder(bytes, FORMAT).count();
        }

        private static RegisterRow row(byte[] bytes) {
            try {
                return RegisterRow.decoded(bytes);
            } catch (IllegalArgumentException e) {
                throw new MalformedRowException("no row of a register: " + e.getMessage());
            }
        }
    }

    private RegisterTransfer() {}

    /**
     * The control records of one load, in order.
     *
     * @param load a name that no other load has
     * @param replaceAll whether rows that are not among these go
     * @param put rows to add or replace
     * @param removed keys of rows to remove, as {@link io.dspt.monitor.core.register.RegisterDefinition#keyOf} makes them
     * @throws IllegalArgumentException when it is too much for one load
     */
    public static List<ControlRecord> parts(
            String load, String register, boolean replaceAll, Collection<RegisterRow> put, Collection<String> removed) {
        List<byte[]> parts = new ArrayList<>();
        List<RegisterRow> rows = new ArrayList<>();
        int bytes = 0;
        for (RegisterRow row : put) {
            int size = row.encoded().length + 4;
            if (bytes + size > MOST_BYTES_OF_ROWS && bytes > 0) {
                parts.add(new Part(rows, List.of()).encoded());
                rows = new ArrayList<>();
                bytes = 0;
            }
            rows.add(row);
            bytes += size;
        }
        List<String> keys = new ArrayList<>();
        for (Iterator<String> left = removed.iterator(); left.hasNext(); ) {
            String key = left.next();
            int size = key.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 4;
            if (bytes + size > MOST_BYTES_OF_ROWS && bytes > 0) {
                parts.add(new Part(rows, keys).encoded());
                rows = new ArrayList<>();
                keys = new ArrayList<>();
                bytes = 0;
            }
            keys.add(key);
            bytes += size;
        }
        parts.add(new Part(rows, keys).encoded());
        List<ControlRecord> records = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            records.add(new ControlRecord.RegisterRows(load, register, replaceAll, i, parts.size(), parts.get(i)));
        }
        return List.copyOf(records);
    }
}
