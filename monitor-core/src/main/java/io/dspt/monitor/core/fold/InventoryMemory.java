package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.inventory.PrincipalRow;
import io.dspt.monitor.core.inventory.ResourceRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The resources and principals that were last asked for, decoded: a few stores and people make most of what happens. That
 * is speed, not state, like all of {@link EstateMemory}.
 */
final class InventoryMemory {
    private static final int MOST_RESOURCES = 2_000;
    private static final int MOST_PRINCIPALS = 20_000;

    /** By canonical id; empty for one that is not in the inventory. */
    final Map<String, Optional<ResourceRow>> resources = new LatestAsked<>(MOST_RESOURCES);
    /** By object id in lower case; empty for one that is not in the inventory. */
    final Map<String, Optional<PrincipalRow>> principals = new LatestAsked<>(MOST_PRINCIPALS);

    private static final class LatestAsked<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        private final int most;

        LatestAsked(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
