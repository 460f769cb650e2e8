package io.dspt.monitor.core.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rows held in memory, for cases and for looking at a file before it is loaded. */
public final class RegisterTables implements RegisterIndex {
    private static final char DIVIDER = '\u0000';

    private final SortedMap<String, List<RegisterRow>> loaded = new TreeMap<>();
    private final SortedMap<String, List<RegisterRow>> byCell = new TreeMap<>();
    private final SortedMap<String, SortedSet<PrefixLength>> lengths = new TreeMap<>();

    /**
     * Holds these rows.
     *
     * @param rows by register; a register without a list is not loaded
     */
    public RegisterTables(RegisterDefinitions definitions, SortedMap<String, List<RegisterRow>> rows) {
        for (Map.Entry<String, List<RegisterRow>> register : rows.entrySet()) {
            RegisterDefinition definition = definitions
                    .find(register.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("there is no register " + register.getKey()));
            SortedMap<String, RegisterRow> byKey = new TreeMap<>();
            register.getValue().forEach(row -> byKey.put(definition.keyOf(row), row));
            loaded.put(definition.name(), List.copyOf(byKey.values()));
            byKey.values().forEach(row -> index(definition, row));
        }
    }

    private void index(RegisterDefinition definition, RegisterRow row) {
        for (RegisterColumn column : definition.columns().values()) {
            IndexKey.of(column, row.cell(column.name())).ifPresent(key -> {
                byCell.computeIfAbsent(place(definition.name(), column.name(), key), k -> new ArrayList<>())
                        .add(row);
                if (column.type() == ColumnType.RANGE) {
                    AddressRange range = AddressRange.parse(
                                    String.valueOf(row.cell(column.name()).textOrNull()))
                            .orElseThrow();
                    lengths.computeIfAbsent(place(definition.name(), column.name(), ""), k -> new TreeSet<>())
                            .add(new PrefixLength(range.bits(), range.prefix()));
                }
            });
        }
    }

    @Override
    public boolean loaded(String register) {
        return loaded.containsKey(register);
    }

    @Override
    public List<RegisterRow> rows(String register, String column, String indexKey, int most) {
        List<RegisterRow> rows = byCell.getOrDefault(place(register, column, indexKey), List.of());
        return List.copyOf(rows.subList(0, Math.min(most, rows.size())));
    }

    @Override
    public SortedSet<PrefixLength> prefixLengths(String register, String column) {
        return new TreeSet<>(lengths.getOrDefault(place(register, column, ""), new TreeSet<>()));
    }

    private static String place(String register, String column, String key) {
        return register + DIVIDER + column + DIVIDER + key;
    }
}
