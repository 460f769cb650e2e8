package io.dspt.monitor.core.codec;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes values one after another. The first byte is the version of the row's form; {@link Decoder} reads the values
 * back in the same order. Equal values give equal bytes.
 */
public final class Encoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    /** Begins a row of this version of its form. */
    public Encoder(int formatVersion) {
        out.write(formatVersion);
    }

    /** Variable-length integer, small values short, negative ones allowed. */
    public Encoder whole(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7FL) != 0) {
            out.write((int) ((zigzag & 0x7F) | 0x80));
            zigzag >>>= 7;
        }
        out.write((int) zigzag);
        return this;
    }

    public Encoder flag(boolean value) {
        out.write(value ? 1 : 0);
        return this;
    }

    public Encoder bytes(byte[] value) {
        whole(value.length);
        out.write(value, 0, value.length);
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

    public Encoder counts(SortedMap<String, Long> values) {
        whole(values.size());
        for (Map.Entry<String, Long> entry : values.entrySet()) {
            text(entry.getKey()).whole(entry.getValue());
        }
        return this;
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
            out.write('t');
            return text(text.value());
        } else if (value instanceof Flag flag) {
            out.write(flag.value() ? 'y' : 'n');
            return this;
        } else if (value instanceof Whole whole) {
            out.write('w');
            return whole(whole.value());
        } else if (value instanceof Many many) {
            out.write('m');
            whole(many.elements().size());
            many.elements().forEach(this::fact);
            return this;
        } else if (value instanceof Structure structure) {
            out.write('s');
            return facts(structure.members());
        }
        out.write(value == Missing.ABSENT ? 'a' : 'u');
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
