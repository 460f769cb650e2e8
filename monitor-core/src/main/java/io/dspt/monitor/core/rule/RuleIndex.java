package io.dspt.monitor.core.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Entries by a key they are for, else for every key.
 *
 * @param <E> what is indexed
 */
final class RuleIndex<E> {
    private final Comparator<E> order;
    private final UnaryOperator<List<E>> together;
    private final Map<String, List<E>> byKey = new HashMap<>();
    private final List<E> always = new ArrayList<>();
    /** Answers given before, by key; keys of no entry share one. */
    private final Map<String, List<E>> found = new ConcurrentHashMap<>();

    /**
     * An index whose answers come in this order.
     *
     * @param together makes of entries that are found together the same, in the same order
     */
    RuleIndex(Comparator<E> order, UnaryOperator<List<E>> together) {
        this.order = order;
        this.together = together;
    }

    /**
     * Adds an entry, before anything is looked for.
     *
     * @param keys what it is for, in lower case; {@code null} for everything
     */
    void add(E entry, @Nullable Set<String> keys) {
        if (keys == null) {
            always.add(entry);
        } else {
            keys.forEach(
                    key -> byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(entry));
        }
    }

    /** The entries for a key, in order; the list is shared and does not change. */
    List<E> find(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return found.computeIfAbsent(byKey.containsKey(lower) ? lower : "", this::merged);
    }

    private List<E> merged(String key) {
        List<E> merged = new ArrayList<>(always);
        merged.addAll(byKey.getOrDefault(key, List.of()));
        merged.sort(order);
        return List.copyOf(together.apply(merged));
    }
}
