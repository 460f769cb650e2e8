package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Structure;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ResourcePropertyTable.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the inventory says of where a resource's data goes, and of whom it is given to: properties that name other
 * resources, followed to the rows of those. What has no row is unknown, never guessed from its name.
 */
final class ElsewhereFacts {
    private static final String BLOB_CONTAINER = "microsoft.storage/storageaccounts/blobservices/containers";
    private static final String RESOURCE_GROUP = "microsoft.resources/subscriptions/resourcegroups";
    private static final String LIGHTHOUSE_ASSIGNMENT = "microsoft.managedservices/registrationassignments";
    private static final String MARKETPLACE_SAAS = "microsoft.saas/resources";
    private static final String MANAGED_APPLICATION = "microsoft.solutions/applications";
    /** Providers that are companies themselves; their resources are services bought from them. */
    private static final List<String> PARTNERS =
            List.of("microsoft.datadog", "dynatrace.observability", "microsoft.elastic", "newrelic.observability");

    private final ResourceRow row;
    private final Inventory inventory;
    private final ReferenceData reference;

    ElsewhereFacts(ResourceRow row, Inventory inventory, ReferenceData reference) {
        this.row = row;
        this.inventory = inventory;
        this.reference = reference;
    }

    FactValue root() {
        return ReferenceData.orAbsent(row.id().root().map(ResourceId::display));
    }

    FactValue blobContainer() {
        return ReferenceData.orAbsent(row.id().within(BLOB_CONTAINER).map(ResourceId::display));
    }

    FactValue destinationResources() {
        return destinations(this::structure);
    }

    FactValue destinationIds() {
        return destinations((named, written) -> FactValue.text(written));
    }

    FactValue pairRegion() {
        FactValue region = regionOf(row.id(), row);
        return region instanceof Text text ? reference.regions().pairOf(text.value()) : region;
    }

    /** The region of a resource or of the nearest resource that contains it; a resource group only holds descriptions. */
    private FactValue regionOf(ResourceId id, @org.jspecify.annotations.Nullable ResourceRow known) {
        Optional<ResourceRow> at = known == null ? inventory.resource(id) : Optional.of(known);
        Optional<ResourceId> next = Optional.of(id);
        for (int level = 0; next.isPresent() && level < 12; level++) {
            FactValue region = at.filter(found -> !found.deleted())
                    .map(found -> found.read(Facts.RESOURCE_REGION.name()))
                    .orElse(Missing.UNKNOWN);
            if (region.isPresent()) {
                return region;
            }
            next = next.get().container().filter(container -> !container.type().equals(RESOURCE_GROUP));
            at = next.flatMap(inventory::resource);
        }
        return Missing.UNKNOWN;
    }

    private interface DestinationForm {
        FactValue of(Reference reference, String written);
    }

    /** All destinations of the resource; unknown while one of the properties that would name them is. */
    private FactValue destinations(DestinationForm form) {
        List<Reference> references =
                reference.properties().destinationsOf(row.id().type());
        if (references.isEmpty()) {
            return Missing.ABSENT;
        }
        List<FactValue> found = new ArrayList<>();
        boolean unknown = false;
        for (Reference one : references) {
            FactValue value = row.read(one.fact().name());
            unknown |= value == Missing.UNKNOWN;
            if (value instanceof Text text) {
                found.add(form.of(one, text.value()));
            } else if (value instanceof Many many) {
                for (FactValue element : many.elements()) {
                    if (element instanceof Text text) {
                        found.add(form.of(one, text.value()));
                    }
                }
            }
        }
        return unknown && found.isEmpty() ? Missing.UNKNOWN : new Many(found);
    }

    private FactValue structure(Reference named, String written) {
        Optional<ResourceRow> byName =
                written.startsWith("/") || named.namedType().isEmpty()
                        ? Optional.empty()
                        : inventory.named(named.namedType(), written);
        Optional<ResourceId> id = byName.map(ResourceRow::id)
                .or(() -> written.startsWith("/") ? ResourceId.parse(written) : Optional.empty());
        FactValue region = id.map(of -> regionOf(of, byName.orElse(null))).orElse(Missing.UNKNOWN);
        SortedMap<String, FactValue> members = new TreeMap<>();
        members.put("id", FactValue.text(id.map(ResourceId::display).orElse(written)));
        members.put("region", region);
        members.put("known", FactValue.flag(region.isPresent()));
        members.put(
                "subscription",
                id.flatMap(ResourceId::subscription).map(FactValue::text).orElse(Missing.UNKNOWN));
        return new Structure(members);
    }

    /** The tenant as the assignment itself tells it, or the definition that it assigns. */
    FactValue lighthouseTenant() {
        if (!row.id().type().equals(LIGHTHOUSE_ASSIGNMENT)) {
            return Missing.ABSENT;
        }
        FactValue own = row.read("lighthouse.managedBy");
        if (own.isPresent() || !(row.read("lighthouse.definition") instanceof Text definition)) {
            return own.isPresent() ? own : Missing.UNKNOWN;
        }
        return ResourceId.parse(definition.value())
                .flatMap(inventory::resource)
                .map(found -> found.read("lighthouseDefinition.managedBy"))
                .filter(FactValue::isPresent)
                .orElse(Missing.UNKNOWN);
    }

    FactValue publisher() {
        String type = row.id().type();
        if (type.equals(MARKETPLACE_SAAS)) {
            return row.read("saas.publisher");
        } else if (type.equals(MANAGED_APPLICATION)) {
            return row.read("managedApplication.publisher");
        }
        String provider = type.substring(0, Math.max(0, type.indexOf('/')));
        return PARTNERS.contains(provider)
                ? FactValue.text(provider.replace("microsoft.", "")
                        .replace(".observability", "")
                        .toLowerCase(Locale.ROOT))
                : Missing.ABSENT;
    }
}
