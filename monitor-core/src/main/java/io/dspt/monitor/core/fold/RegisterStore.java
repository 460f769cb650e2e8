package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.register.AddressRange;
import io.dspt.monitor.core.register.ColumnType;
import io.dspt.monitor.core.register.IndexKey;
import io.dspt.monitor.core.register.RegisterColumn;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterIndex;
import io.dspt.monitor.core.register.RegisterRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Registers as rows of the state: each row by its key, and a row for each cell that can be looked up. */
final class RegisterStore implements RegisterIndex {
    private static final int FORMAT = 1;
    private static final byte[] CELL = new Encoder(FORMAT).toBytes();

    private final String estate;
    private final StepState state;
    private final DecodedRows memory;

    RegisterStore(String estate, StepState state, DecodedRows memory) {
        this.estate = estate;
        this.state = state;
        this.memory = memory;
    }

    /** The registers of the step's estate. */
    static RegisterStore of(Step step) {
        return new RegisterStore(step.estateName(), step.state(), step.estate().decoded);
    }

    /**
     * A row as it is kept.
     *
     * @param load sequence of the log record that completed the load it came with
     */
    record Kept(RegisterRow row, long load) {
        byte[] encoded() {
            return new Encoder(FORMAT).whole(load).bytes(row.encoded()).toBytes();
        }

        static Kept decoded(byte[] bytes) {
            Decoder decoder = new Decoder(bytes, FORMAT);
            long load = decoder.whole();
            return new Kept(RegisterRow.decoded(decoder.bytes()), load);
        }
    }

    /** What is known of a register as a whole. */
    record Summary(boolean loaded, SortedMap<String, SortedSet<PrefixLength>> lengths) {
        private static final Summary NOTHING = new Summary(false, new TreeMap<>());

        byte[] encoded() {
            Encoder encoder = new Encoder(FORMAT).flag(loaded).whole(lengths.size());
            lengths.forEach((column, used) -> {
                encoder.text(column).whole(used.size());
                used.forEach(length -> encoder.whole(length.bits()).whole(length.prefix()));
            });
            return encoder.toBytes();
        }

        static Summary decoded(byte[] bytes) {
            Decoder decoder = new Decoder(bytes, FORMAT);
            boolean loaded = decoder.flag();
            SortedMap<String, SortedSet<PrefixLength>> lengths = new TreeMap<>();
            for (int i = decoder.count(); i > 0; i--) {
                String column = decoder.text();
                SortedSet<PrefixLength> used = new TreeSet<>();
                // There are more lengths than the row may have bytes only in a row that is none.
                for (int j = decoder.count(); j > 0; j--) {
                    used.add(new PrefixLength((int) decoder.whole(), (int) decoder.whole()));
                }
                lengths.put(column, used);
            }
            return new Summary(loaded, lengths);
        }
    }

    @Override
    public boolean loaded(String register) {
        return summary(register).loaded();
    }

    /** From now on the register counts as loaded. */
    void markLoaded(String register) {
        Summary summary = summary(register);
        if (!summary.loaded()) {
            save(register, new Summary(true, summary.lengths()));
        }
    }

    /** The row of this key. */
    Optional<RegisterRow> row(String register, String rowKey) {
        return kept(register, rowKey).map(Kept::row);
    }

    private Optional<Kept> kept(String register, String rowKey) {
        return Optional.ofNullable(state.get(rowPlace(register, rowKey))).map(Kept::decoded);
    }

    @Override
    public List<RegisterRow> rows(String register, String column, String indexKey, int most) {
        byte[] prefix = StateKeys.key(estate, StateKeys.Kind.REGISTER_CELL, register, column, indexKey, "");
        List<RegisterRow> rows = new ArrayList<>();
        for (byte[] place : state.scan(prefix, StateKeys.after(prefix), most).keySet()) {
            row(register, new String(place, prefix.length, place.length - prefix.length, StandardCharsets.UTF_8))
                    .ifPresent(rows::add);
        }
        return rows;
    }

    @Override
    public SortedSet<PrefixLength> prefixLengths(String register, String column) {
        return Collections.unmodifiableSortedSet(
                summary(register).lengths().getOrDefault(column, Collections.emptySortedSet()));
    }

    /**
     * Rows in the order of their keys.
     *
     * @param from key of the first row
     * @param most how many at most
     */
    SortedMap<String, Kept> scan(String register, String from, int most) {
        byte[] all = StateKeys.key(estate, StateKeys.Kind.REGISTER_ROW, register, "");
        SortedMap<String, Kept> rows = new TreeMap<>();
        for (Map.Entry<byte[], byte[]> row :
                state.scan(rowPlace(register, from), StateKeys.after(all), most).entrySet()) {
            String key = new String(row.getKey(), all.length, row.getKey().length - all.length, StandardCharsets.UTF_8);
            rows.put(key, Kept.decoded(row.getValue()));
        }
        return rows;
    }

    /** Adds a row, or puts it in the place of the one with the same key; gives the one that was there. */
    Optional<RegisterRow> put(RegisterDefinition register, RegisterRow row, long load) {
        String rowKey = register.keyOf(row);
        Optional<RegisterRow> before = row(register.name(), rowKey);
        state.put(rowPlace(register.name(), rowKey), new Kept(row, load).encoded());
        if (!before.equals(Optional.of(row))) {
            before.ifPresent(old -> deleteCells(register, old, rowKey));
            for (RegisterColumn column : register.columns().values()) {
                IndexKey.of(column, row.cell(column.name())).ifPresent(indexKey -> {
                    state.put(cellPlace(register.name(), column.name(), indexKey, rowKey), CELL);
                    noteLength(register.name(), column, row);
                });
            }
            tell(register, rowKey, row);
        }
        return before;
    }

    /** Removes a row; gives the one that was there. */
    Optional<RegisterRow> remove(RegisterDefinition register, String rowKey) {
        Optional<RegisterRow> before = row(register.name(), rowKey);
        before.ifPresent(old -> {
            deleteCells(register, old, rowKey);
            state.delete(rowPlace(register.name(), rowKey));
            tell(register, rowKey, null);
        });
        return before;
    }

    private void tell(RegisterDefinition register, String rowKey, @Nullable RegisterRow row) {
        if (register.reported()) {
            state.send(new Output.ReportedRow(register.name(), rowKey, row == null ? null : register.shown(row)));
        }
    }

    private void deleteCells(RegisterDefinition register, RegisterRow row, String rowKey) {
        for (RegisterColumn column : register.columns().values()) {
            IndexKey.of(column, row.cell(column.name()))
                    .ifPresent(indexKey -> state.delete(cellPlace(register.name(), column.name(), indexKey, rowKey)));
        }
    }

    private void noteLength(String register, RegisterColumn column, RegisterRow row) {
        String written = row.cell(column.name()).textOrNull();
        if (column.type() != ColumnType.RANGE || written == null) {
            return;
        }
        AddressRange range = AddressRange.parse(written).orElseThrow();
        PrefixLength length = new PrefixLength(range.bits(), range.prefix());
        Summary summary = summary(register);
        SortedSet<PrefixLength> used = new TreeSet<>(summary.lengths().getOrDefault(column.name(), new TreeSet<>()));
        if (used.add(length)) {
            SortedMap<String, SortedSet<PrefixLength>> lengths = new TreeMap<>(summary.lengths());
            lengths.put(column.name(), used);
            save(register, new Summary(summary.loaded(), lengths));
        }
    }

    private Summary summary(String register) {
        Summary known = memory.registers.get(register);
        if (known == null) {
            byte[] row = state.get(StateKeys.key(estate, StateKeys.Kind.REGISTER, register));
            known = row == null ? Summary.NOTHING : Summary.decoded(row);
            memory.registers.put(register, known);
        }
        return known;
    }

    private void save(String register, Summary summary) {
        state.put(StateKeys.key(estate, StateKeys.Kind.REGISTER, register), summary.encoded());
        memory.registers.put(register, summary);
    }

    private byte[] rowPlace(String register, String rowKey) {
        return StateKeys.key(estate, StateKeys.Kind.REGISTER_ROW, register, rowKey);
    }

    private byte[] cellPlace(String register, String column, String indexKey, String rowKey) {
        return StateKeys.key(estate, StateKeys.Kind.REGISTER_CELL, register, column, indexKey, rowKey);
    }
}
