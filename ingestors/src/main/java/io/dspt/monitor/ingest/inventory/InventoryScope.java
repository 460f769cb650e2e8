package io.dspt.monitor.ingest.inventory;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which part of Azure an inventory is of. */
public sealed interface InventoryScope {

    /** What to grant a role on, in words. */
    String named();

    /** Some subscriptions. */
    record Subscriptions(List<String> ids) implements InventoryScope {
        private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        public Subscriptions {
            ids = ids.stream()
                    .map(id -> id.toLowerCase(Locale.ROOT))
                    .distinct()
                    .sorted()
                    .toList();
            if (ids.isEmpty()) {
                throw new IllegalArgumentException("there has to be a subscription");
            }
            for (String id : ids) {
                if (!ID.matcher(id).matches()) {
                    throw new IllegalArgumentException("'" + id + "' is not the id of a subscription");
                }
            }
        }

        @Override
        public String named() {
            return (ids.size() == 1 ? "subscription " : "subscriptions ") + String.join(", ", ids);
        }
    }

    /** All subscriptions below some management groups. */
    record ManagementGroups(List<String> names) implements InventoryScope {
        private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._()-]{1,90}");

        public ManagementGroups {
            names = names.stream().distinct().sorted().toList();
            if (names.isEmpty()) {
                throw new IllegalArgumentException("there has to be a management group");
            }
            for (String name : names) {
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException("'" + name + "' is not the id of a management group");
                }
            }
        }

        @Override
        public String named() {
            return (names.size() == 1 ? "management group " : "management groups ") + String.join(", ", names);
        }
    }

    /** Every subscription of the tenant that the identity may read. */
    record Tenant() implements InventoryScope {
        @Override
        public String named() {
            return "the tenant's root management group";
        }
    }
}
