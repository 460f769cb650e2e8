package io.dspt.monitor.core.codec;

import io.dspt.monitor.core.fact.FactValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Encoder} wrote; throws {@link MalformedRowException} for anything else. */
public final class Decoder {
    private final byte[] row;
    private int at;

    /**
     * Opens a row.
     *
     * @param formatVersion the version of the form this reader knows
     */
    public Decoder(byte[] row, int formatVersion) {
        this.row = row;
        if (next() != formatVersion) {
            throw new MalformedRowException(
                    "row has format version " + row[0] + ", this engine reads version " + formatVersion);
        }
    }

    public long whole() {
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = next();
            zigzag |= (long) (b & 0x7F) << shift;
            if ((b & 0x80) == 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new MalformedRowException("integer longer than 64 bits");
    }

    /** An integer of eight bytes. */
    public long fixed() {
        if (row.length - at < Long.BYTES) {
            throw new MalformedRowException("row ends early");
        }
        at += Long.BYTES;
        return ByteBuffer.wrap(row).getLong(at - Long.BYTES);
    }

    /** Where the next value stands, in bytes from the beginning of the row. */
    public int position() {
        return at;
    }

    /** A whole number that counts or indexes something in this row. */
    public int count() {
        long value = whole();
        if (value < 0 || value > row.length) {
            throw new MalformedRowException("count " + value + " in a row of " + row.length + " bytes");
        }
        return (int) value;
    }

    public boolean flag() {
        return next() == 1;
    }

    public byte[] bytes() {
        int length = count();
        if (length > row.length - at) {
            throw new MalformedRowException("row ends early");
        }
        at += length;
        return Arrays.copyOfRange(row, at - length, at);
    }

    public String text() {
        int length = count();
        if (length > row.length - at) {
            throw new MalformedRowException("row ends early");
        }
        at += length;
        return new String(row, at - length, length, StandardCharsets.UTF_8);
    }

    public @Nullable String textOrNull() {
        return flag() ? text() : null;
    }

    public Instant time() {
        long second = whole();
        long nano = whole();
        try {
            return Instant.ofEpochSecond(second, nano);
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedRowException("no time: second " + second + " and nanosecond " + nano);
        }
    }

    public @Nullable Instant timeOrNull() {
        return flag() ? time() : null;
    }

    public SortedMap<String, FactValue> facts() {
        SortedMap<String, FactValue> values = new TreeMap<>();
        for (int i = count(); i > 0; i--) {
            values.put(text(), fact());
        }
        return values;
    }

    public FactValue fact() {
        int kind = next();
        return switch (kind) {
            case 't' -> FactValue.text(text());
            case 'y' -> FactValue.flag(true);
            case 'n' -> FactValue.flag(false);
            case 'w' -> FactValue.whole(whole());
            case 'm' -> {
                List<FactValue> elements = new ArrayList<>();
                for (int i = count(); i > 0; i--) {
                    elements.add(fact());
                }
                yield new FactValue.Many(elements);
            }
            case 's' -> new FactValue.Structure(facts());
            case 'a' -> FactValue.Missing.ABSENT;
            case 'u' -> FactValue.Missing.UNKNOWN;
            default -> throw new MalformedRowException("unknown kind of value " + kind);
        };
    }

    private int next() {
        if (at >= row.length) {
            throw new MalformedRowException("row ends early");
        }
        return row[at++];
    }
}
