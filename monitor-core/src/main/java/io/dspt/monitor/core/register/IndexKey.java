package io.dspt.monitor.core.register;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import java.util.Locale;
import java.util.Optional;

/** Under which key a cell is found. */
public final class IndexKey {
    /** The scope that everything stands in. */
    static final String EVERYWHERE = "*";

    private IndexKey() {}

    /** The key of a cell; empty for columns that are not looked up. */
    public static Optional<String> of(RegisterColumn column, FactValue cell) {
        String text = cell.textOrNull();
        if (text == null || !column.type().isLookedUp()) {
            return Optional.empty();
        }
        return switch (column.type()) {
            case RANGE -> AddressRange.parse(text).map(AddressRange::indexKey);
            case SCOPE -> Optional.of(scope(text));
            default -> Optional.of(folded(text));
        };
    }

    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String scope(String text) {
        return text.equals(EVERYWHERE)
                ? EVERYWHERE
                : ResourceId.parse(text).map(ResourceId::canonical).orElseGet(() -> folded(text));
    }
}
