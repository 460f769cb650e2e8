package io.dspt.monitor.core.fold;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of estates as the last step left them, so that they are not read back from what was just written. That is
 * speed, not state: it begins anew with every store, and a step that fails leaves nothing behind in it. A host applies
 * every result before it takes the next record of the same store.
 */
final class EstateMemory {
    /** A store holds few estates; demonstrations come and go. */
    private static final int MOST_ESTATES = 64;

    private final Map<String, EstateRow> rows = new HashMap<>();
    private @Nullable OrderedStore of;

    /** The row of an estate, which the memory has no more until it is kept again. */
    EstateRow take(String estate, OrderedStore store, StepState state) {
        if (of != store || rows.size() > MOST_ESTATES) {
            rows.clear();
            of = store;
        }
        EstateRow known = rows.remove(estate);
        return known == null ? EstateRow.load(estate, state) : known;
    }

    /** Keeps a row whose step has succeeded. */
    void keep(String estate, EstateRow row) {
        rows.put(estate, row);
    }
}
