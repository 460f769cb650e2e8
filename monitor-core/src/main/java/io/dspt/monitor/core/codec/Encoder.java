package io.dspt.monitor.core.codec;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes values one after another. The first byte is the version of the row's form; {@link Decoder} reads the values
 * back in the same order. Equal values give equal bytes.
 */
public final class Encoder {
    private byte[] row = new byte[128];
    private int length;

    /** Begins a row of this version of its form. */
    public Encoder(int formatVersion) {
        put(formatVersion);
    }

    /** Variable-length integer, small values short, negative ones allowed. */
    public Encoder whole(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7FL) != 0) {
            put((int) ((zigzag & 0x7F) | 0x80));
            zigzag >>>= 7;
        }
        put((int) zigzag);
        return this;
    }

    /** An integer that takes eight bytes whatever its size, so that it can be changed in its place. */
    public Encoder fixed(long value) {
        makeRoom(Long.BYTES);
        ByteBuffer.wrap(row).putLong(length, value);
        length += Long.BYTES;
        return this;
    }

    /** Where the next value goes, in bytes from the beginning of the row. */
    public int position() {
        return length;
    }

    public Encoder flag(boolean value) {
        put(value ? 1 : 0);
        return this;
    }

    public Encoder bytes(byte[] value) {
        whole(value.length);
        makeRoom(value.length);
        System.arraycopy(value, 0, row, length, value.length);
        length += value.length;
        return this;
    }

    public Encoder text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public Encoder textOrNull(@Nullable String value) {
        flag(value != null);
        return value == null ? this : text(value);
    }

    /** Seconds and nanoseconds, so that Azure's seven digits survive. */
    public Encoder time(Instant value) {
        return whole(value.getEpochSecond()).whole(value.getNano());
    }

    public Encoder timeOrNull(@Nullable Instant value) {
        flag(value != null);
        return value == null ? this : time(value);
    }

    public Encoder facts(SortedMap<String, FactValue> values) {
        whole(values.size());
        for (Map.Entry<String, FactValue> entry : values.entrySet()) {
            text(entry.getKey()).fact(entry.getValue());
        }
        return this;
    }

    public Encoder fact(FactValue value) {
        if (value instanceof Text text) {
            put('t');
            return text(text.value());
        } else if (value instanceof Flag flag) {
            put(flag.value() ? 'y' : 'n');
            return this;
        } else if (value instanceof Whole whole) {
            put('w');
            return whole(whole.value());
        } else if (value instanceof Many many) {
            put('m');
            whole(many.elements().size());
            many.elements().forEach(this::fact);
            return this;
        } else if (value instanceof Structure structure) {
            put('s');
            return facts(structure.members());
        }
        put(value == Missing.ABSENT ? 'a' : 'u');
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(row, length);
    }

    private void put(int one) {
        makeRoom(1);
        row[length++] = (byte) one;
    }

    private void makeRoom(int bytes) {
        if (length + bytes > row.length) {
            row = Arrays.copyOf(row, Math.max(2 * row.length, length + bytes));
        }
    }
}
