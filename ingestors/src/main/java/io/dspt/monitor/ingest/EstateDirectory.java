package io.dspt.monitor.ingest;

import io.dspt.monitor.core.azure.RecordOwner;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which estates there are, and which of them a record belongs to that came by a source they share: by the subscription of
 * its resource, else by its tenant. What belongs to none goes to an estate of its own, where somebody can see it.
 */
public final class EstateDirectory {
    private final SortedSet<String> names = new TreeSet<>();
    private final Map<String, String> bySubscription = new TreeMap<>();
    private final Map<String, String> byTenant = new TreeMap<>();
    private final String quarantine;

    /**
     * One estate.
     *
     * @param name names its log, for ever
     * @param tenants ids of its Entra tenants
     * @param subscriptions ids of its Azure subscriptions
     */
    public record Estate(String name, List<String> tenants, List<String> subscriptions) {
        public Estate {
            requireName(name);
            tenants = tenants.stream().map(id -> id.toLowerCase(Locale.ROOT)).toList();
            subscriptions = subscriptions.stream()
                    .map(id -> id.toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /**
     * A directory of these estates.
     *
     * @param quarantine the estate of records that belong to none of them
     * @throws IllegalArgumentException when two claim the same name, tenant or subscription
     */
    public EstateDirectory(List<Estate> estates, String quarantine) {
        requireName(quarantine);
        this.quarantine = quarantine;
        for (Estate estate : estates) {
            if (!names.add(estate.name())) {
                throw new IllegalArgumentException("estate '" + estate.name() + "' stands twice");
            }
            estate.tenants().forEach(tenant -> claim(byTenant, "tenant", tenant, estate.name()));
            estate.subscriptions()
                    .forEach(subscription -> claim(bySubscription, "subscription", subscription, estate.name()));
        }
        if (names.contains(quarantine)) {
            throw new IllegalArgumentException(
                    "the quarantine has to be an estate of its own, and '" + quarantine + "' is one of the others");
        }
    }

    /** A directory that knows one estate, to which everything belongs. */
    public static EstateDirectory of(String estate) {
        return new EstateDirectory(List.of(new Estate(estate, List.of(), List.of())), "quarantine");
    }

    /** Names of the estates, the quarantine aside. */
    public SortedSet<String> names() {
        return new TreeSet<>(names);
    }

    /** The estate of records that belong to none. */
    public String quarantine() {
        return quarantine;
    }

    /**
     * The estates in whose logs the records of a source may be written.
     *
     * @param estate whose records it carries; {@code null} when any estate's
     */
    public SortedSet<String> writtenBy(@Nullable String estate) {
        if (estate != null) {
            return new TreeSet<>(Set.of(estate));
        }
        SortedSet<String> written = names();
        written.add(quarantine);
        return written;
    }

    /** The estate that a record belongs to; the quarantine when none claims it. */
    public String estateOf(byte[] element) {
        return estateOf(RecordOwner.of(element));
    }

    /** The estate of this subscription, else of this tenant; the quarantine when none claims either. */
    public String estateOf(RecordOwner owner) {
        return owner.subscription()
                .flatMap(subscription -> Optional.ofNullable(bySubscription.get(subscription)))
                .or(() -> owner.tenant().flatMap(tenant -> Optional.ofNullable(byTenant.get(tenant))))
                .orElse(quarantine);
    }

    private static void claim(Map<String, String> claims, String what, String id, String estate) {
        String other = claims.putIfAbsent(id, estate);
        if (other != null) {
            throw new IllegalArgumentException(
                    what + " " + id + " is claimed by the estates '" + other + "' and '" + estate + "'");
        }
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name an estate: letters, digits, '.', '_' and '-', at most 64");
        }
    }
}
