package io.dspt.monitor.core.register;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.register.RegisterIndex.PrefixLength;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What registers say at a time: the questions of rules, answered by definitions and rows. */
public final class RegisterBook {
    /** Rows that share a cell; where there are more, what the rest says is unknown. */
    private static final int MOST_ROWS = 200;

    private static final int MOST_CONTAINERS = 40;

    private final RegisterDefinitions definitions;
    private final RegisterIndex index;

    public RegisterBook(RegisterDefinitions definitions, RegisterIndex index) {
        this.definitions = definitions;
        this.index = index;
    }

    /**
     * The rows a question finds.
     *
     * @param rows those in force; the narrowest range or scope first
     * @param complete whether there are no more for certain
     */
    public record Found(List<RegisterRow> rows, boolean complete) {
        public Found {
            rows = List.copyOf(rows);
        }
    }

    /** The definitions. */
    public RegisterDefinitions definitions() {
        return definitions;
    }

    /** Whether the register has been loaded. */
    public boolean loaded(String register) {
        return index.loaded(register);
    }

    /**
     * Whether a value is in a column: equal to a cell but for its case, at or below a scope, in a range.
     *
     * @param at when; {@code null} when nobody knows
     * @return a {@link FactValue.Flag}, or unknown when nobody can tell
     */
    public FactValue contains(String register, String column, FactValue value, @Nullable Instant at) {
        Optional<RegisterDefinition> definition = definitions.find(register);
        if (definition.isEmpty() || value == Missing.UNKNOWN) {
            return Missing.UNKNOWN;
        }
        if (!index.loaded(register)) {
            return switch (definition.get().whenNotLoaded()) {
                case NONE -> FactValue.flag(false);
                case EVERY -> FactValue.flag(true);
                case UNKNOWN -> Missing.UNKNOWN;
            };
        }
        Found found = find(register, column, value, at);
        if (!found.rows().isEmpty()) {
            return FactValue.flag(true);
        }
        return found.complete() ? FactValue.flag(false) : Missing.UNKNOWN;
    }

    /** The rows in force in which a value is in a column. */
    public Found find(String register, String column, FactValue value, @Nullable Instant at) {
        RegisterDefinition definition = definitions.find(register).orElse(null);
        RegisterColumn looked = definition == null ? null : definition.columns().get(column);
        String text = value.textOrNull();
        if (definition == null || looked == null || !index.loaded(register)) {
            return new Found(List.of(), false);
        }
        if (text == null) {
            return new Found(List.of(), value == Missing.ABSENT);
        }
        Optional<List<String>> keys = keys(register, looked, text);
        if (keys.isEmpty()) {
            return new Found(List.of(), false);
        }
        List<RegisterRow> inForce = new ArrayList<>();
        boolean complete = true;
        for (String key : keys.get()) {
            List<RegisterRow> rows = index.rows(register, column, key, MOST_ROWS);
            complete &= rows.size() < MOST_ROWS;
            for (RegisterRow row : rows) {
                if (at == null && !definition.validity().equals(Validity.ALWAYS)) {
                    complete = false;
                } else if (at == null || definition.validity().holds(row, at)) {
                    inForce.add(row);
                }
            }
        }
        return new Found(inForce, complete);
    }

    /** The keys under which rows stand that hold a value, narrowest first; empty when the value cannot be looked up. */
    private Optional<List<String>> keys(String register, RegisterColumn column, String text) {
        return switch (column.type()) {
            case RANGE ->
                AddressRange.parse(text)
                        .filter(address -> address.prefix() == address.bits())
                        .map(address -> ranges(register, column.name(), address));
            case SCOPE -> Optional.of(scopes(text));
            default -> Optional.of(List.of(IndexKey.folded(text)));
        };
    }

    private List<String> ranges(String register, String column, AddressRange address) {
        List<String> keys = new ArrayList<>();
        for (PrefixLength length : index.prefixLengths(register, column)) {
            if (length.bits() == address.bits()) {
                keys.add(address.widenedTo(length.prefix()).indexKey());
            }
        }
        return keys;
    }

    /** An ARM id and everything above it, by its segments, so that a row may name any of them. */
    private static List<String> scopes(String text) {
        List<String> keys = new ArrayList<>();
        String scope = ResourceId.parse(text).map(ResourceId::canonical).orElse("");
        while (!scope.isEmpty() && keys.size() < MOST_CONTAINERS) {
            keys.add(scope);
            scope = scope.substring(0, scope.lastIndexOf('/'));
        }
        keys.add(IndexKey.EVERYWHERE);
        return keys;
    }
}
