package io.dspt.monitor.core.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries by the operation, else the kind of event, else always: an event meets only what could hold for it.
 *
 * @param <E> what is indexed
 */
final class RuleIndex<E> {
    private final Comparator<E> order;
    private final Map<String, List<E>> byOperation = new HashMap<>();
    private final Map<String, List<E>> byKind = new HashMap<>();
    private final List<E> always = new ArrayList<>();

    /** An index whose answers come in this order. */
    RuleIndex(Comparator<E> order) {
        this.order = order;
    }

    void add(E entry, @Nullable Set<String> operations, @Nullable Set<String> kinds) {
        if (operations != null) {
            operations.forEach(operation -> byOperation
                    .computeIfAbsent(operation, k -> new ArrayList<>())
                    .add(entry));
        } else if (kinds != null) {
            kinds.forEach(
                    kind -> byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(entry));
        } else {
            always.add(entry);
        }
    }

    List<E> find(String operation, String kind) {
        List<E> ofOperation = byOperation.getOrDefault(operation.toLowerCase(Locale.ROOT), List.of());
        List<E> ofKind = byKind.getOrDefault(kind, List.of());
        if (ofOperation.isEmpty() && ofKind.isEmpty() && always.isEmpty()) {
            return List.of();
        }
        List<E> found = new ArrayList<>(always);
        found.addAll(ofOperation);
        found.addAll(ofKind);
        found.sort(order);
        for (int i = found.size() - 1; i > 0; i--) {
            if (found.get(i) == found.get(i - 1)) {
                found.remove(i); // indexed by several of its conditions
            }
        }
        return found;
    }
}
