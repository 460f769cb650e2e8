package io.dspt.monitor.core.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Answers given before, by kind and operation. */
    private final Map<String, Map<String, List<E>>> found = new ConcurrentHashMap<>();

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

    /** What may hold for an event, in order; the list is shared and does not change. */
    List<E> find(String operation, String kind) {
        String lower = operation.toLowerCase(Locale.ROOT);
        // Operations that no entry names all find the same, so that what is remembered is bounded by the rules.
        String named = byOperation.containsKey(lower) ? lower : "";
        return found.computeIfAbsent(kind, k -> new ConcurrentHashMap<>()).computeIfAbsent(named, name -> merged(name, kind));
    }

    private List<E> merged(String operation, String kind) {
        List<E> merged = new ArrayList<>(always);
        merged.addAll(byOperation.getOrDefault(operation, List.of()));
        merged.addAll(byKind.getOrDefault(kind, List.of()));
        merged.sort(order);
        for (int i = merged.size() - 1; i > 0; i--) {
            if (merged.get(i) == merged.get(i - 1)) {
                merged.remove(i); // indexed by several of its conditions
            }
        }
        return List.copyOf(merged);
    }
}
