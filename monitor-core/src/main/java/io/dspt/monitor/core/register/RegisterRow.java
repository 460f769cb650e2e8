package io.dspt.monitor.core.register;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One row of a register. What a row leaves out is absent: the register is the source of what it says.
 *
 * @param cells values by column name, present ones only
 */
public record RegisterRow(SortedMap<String, FactValue> cells) {
    private static final int FORMAT = 1;

    public RegisterRow {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
        if (cells.values().stream().anyMatch(value -> !value.isPresent())) {
            throw new IllegalArgumentException("a row holds what it says and nothing else");
        }
    }

    /** The cell of a column, absent when it is empty. */
    public FactValue cell(String column) {
        FactValue value = cells.get(column);
        return value == null ? Missing.ABSENT : value;
    }

    /** The binary form, in rows of the state and in control records. */
    public byte[] encoded() {
        return new Encoder(FORMAT).facts(cells).toBytes();
    }

    /**
     * Reads the binary form.
     *
     * @throws io.dspt.monitor.core.codec.MalformedRowException when it is none
     */
    public static RegisterRow decoded(byte[] row) {
        return new RegisterRow(new Decoder(row, FORMAT).facts());
    }
}
