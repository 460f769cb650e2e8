package io.dspt.monitor.ingest.inventory;

import io.dspt.monitor.core.azure.RecordOwner;
import io.dspt.monitor.ingest.EstateDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The subscriptions that the identity is shown, by the estate whose they are.
 *
 * @param byEstate ids in lower case, by the name of the estate
 * @param hidden ids of those that were asked for by name and are not shown
 */
record VisibleSubscriptions(SortedMap<String, List<String>> byEstate, List<String> hidden) {

    /**
     * Asks which there are.
     *
     * @throws ResourceGraphException when Azure does not answer, or shows none
     */
    static VisibleSubscriptions ask(ResourceGraphReader graph, InventorySource source, EstateDirectory estates) {
        SortedMap<String, String> estateOf = new TreeMap<>();
        graph.read(
                GraphQuery.subscriptions(source.scope()),
                page -> page.rows().forEach(row -> {
                    Optional<String> id = text(row, "subscriptionId");
                    id.ifPresent(shown -> estateOf.put(
                            shown,
                            source.estate() != null
                                    ? source.estate()
                                    : estates.estateOf(new RecordOwner(id, text(row, "tenantId")))));
                }));
        if (estateOf.isEmpty()) {
            throw new ResourceGraphException(
                    "The identity is shown no subscription: grant it the role Reader on "
                            + source.scope().named(),
                    false,
                    null);
        }
        SortedMap<String, List<String>> byEstate = new TreeMap<>();
        estateOf.forEach((subscription, estate) ->
                byEstate.computeIfAbsent(estate, absent -> new ArrayList<>()).add(subscription));
        TreeSet<String> hidden = new TreeSet<>();
        if (source.scope() instanceof InventoryScope.Subscriptions named) {
            hidden.addAll(named.ids());
            hidden.removeAll(estateOf.keySet());
        }
        return new VisibleSubscriptions(byEstate, List.copyOf(hidden));
    }

    private static Optional<String> text(Object row, String member) {
        return row instanceof Map<?, ?> object && object.get(member) instanceof String text && !text.isBlank()
                ? Optional.of(text.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    int count() {
        return byEstate.values().stream().mapToInt(List::size).sum();
    }
}
