package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.inventory.PrincipalRow;
import io.dspt.monitor.core.inventory.ResourceRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were last asked for, decoded: a few stores, people and findings make most of what happens, and nearly every
 * record asks whether some register is loaded. That is speed, not state, like all of {@link EstateMemory}: whoever writes
 * such a row puts it here too. It holds so many rows and no more, whatever comes.
 */
final class DecodedRows {
    private static final int MOST_RESOURCES = 8_000;
    private static final int MOST_PRINCIPALS = 20_000;
    static final int MOST_SLOTS = 8_000;
    private static final int MOST_REGISTERS = 200;
    private static final int MOST_EXEMPTED = 5_000;
    private static final int MOST_SUBSCRIPTIONS = 2_000;
    /** What findings show of a record may be as long as the record: so long a row is read anew each time. */
    private static final int LONGEST_SLOT = 8_192;

    /** By canonical id; empty for one that is not in the inventory. */
    final Map<String, Optional<ResourceRow>> resources = new LatestAsked<>(MOST_RESOURCES);
    /** By object id in lower case; empty for one that is not in the inventory. */
    final Map<String, Optional<PrincipalRow>> principals = new LatestAsked<>(MOST_PRINCIPALS);
    /** By name. */
    final Map<String, RegisterStore.Summary> registers = new LatestAsked<>(MOST_REGISTERS);
    /** By rule or family: whether any exemption is looked up by it. */
    final Map<String, Boolean> exempted = new LatestAsked<>(MOST_EXEMPTED);
    /** By id in lower case; empty for one that no inventory has told of. */
    final Map<String, Optional<KnownSubscriptions.Row>> subscriptions = new LatestAsked<>(MOST_SUBSCRIPTIONS);

    private final Map<FindingSlots.Place, FindingSlot> slots = new LatestAsked<>(MOST_SLOTS);

    /** The slot of a place, an empty one too; {@code null} when that is not remembered. */
    @Nullable
    FindingSlot slot(FindingSlots.Place place) {
        return slots.get(place);
    }

    /** Remembers what is in a place. */
    void remember(FindingSlots.Place place, FindingSlot slot, int rowLength) {
        if (rowLength > LONGEST_SLOT) {
            slots.remove(place);
        } else {
            slots.put(place, slot);
        }
    }

    private static final class LatestAsked<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        private final int most;

        LatestAsked(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
