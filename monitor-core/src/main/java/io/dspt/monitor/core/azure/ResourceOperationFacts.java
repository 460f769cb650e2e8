package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.AzureEvent.ContainedResource;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ResourceProperty;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a control-plane record says of the configuration of its resource. A fact is present or absent when a body was
 * carried that can be read, and unknown otherwise; properties of other resource types do not concern it and are absent.
 */
final class ResourceOperationFacts implements FactSource {
    private final ResourcePropertyTable table;
    private final Supplier<@Nullable ResourceId> named;
    private final Supplier<Optional<ResourceBody>> carried;
    private final Supplier<FactValue> created;
    private Optional<ResourceBody> body = Optional.empty();
    private boolean opened;

    /**
     * @param resource the resource acted on
     * @param body its body, where one was carried and could be read
     * @param created whether Azure answered that it was created
     */
    ResourceOperationFacts(
            ResourcePropertyTable table,
            @Nullable ResourceId resource,
            Optional<ResourceBody> body,
            FactValue created) {
        this(table, () -> resource, () -> body, () -> created);
    }

    /** The same, of what takes some work to find out and is often not asked for. */
    ResourceOperationFacts(
            ResourcePropertyTable table,
            Supplier<@Nullable ResourceId> named,
            Supplier<Optional<ResourceBody>> carried,
            Supplier<FactValue> created) {
        this.table = table;
        this.named = named;
        this.carried = carried;
        this.created = created;
    }

    /** What the bodies of request and response among the properties of a record tell. */
    static Optional<ResourceBody> bodyIn(JsonObject properties) {
        return ResourceBody.of(properties.value("requestBody"), properties.value("responseBody"));
    }

    /** Whether any of these status texts says that a resource was created. */
    static FactValue created(@Nullable String... statuses) {
        FactValue created = Missing.UNKNOWN;
        for (String status : statuses) {
            String code = status == null ? "" : statusCode(status);
            if (code.equalsIgnoreCase("Created") || code.equals("201") || code.startsWith("Created (")) {
                return FactValue.flag(true);
            }
            if (!code.isEmpty()) {
                created = FactValue.flag(false);
            }
        }
        return created;
    }

    /** The HTTP status in texts such as {@code Created}, {@code Succeeded.Created} and {@code Created.}. */
    private static String statusCode(String written) {
        String status = written.strip();
        if (status.endsWith(".")) {
            status = status.substring(0, status.length() - 1);
        }
        String detail = status.substring(status.indexOf('.') + 1);
        boolean onlyOutcome = detail.equals(status)
                && List.of("started", "succeeded", "failed", "none").contains(status.toLowerCase(Locale.ROOT));
        return onlyOutcome ? "" : detail;
    }

    @Override
    public FactValue read(Fact fact) {
        if (fact.equals(Facts.EVENT_BODY)) {
            return FactValue.flag(body().isPresent());
        }
        if (fact.equals(Facts.EVENT_CREATED)) {
            return created.get();
        }
        return switch (fact.origin()) {
            case RESOURCE -> resource(fact);
            case PROPERTY -> property(fact);
            default -> Missing.ABSENT;
        };
    }

    /** Opened when it is first asked for: a body is often longer than all else in the record. */
    private Optional<ResourceBody> body() {
        if (!opened) {
            body = carried.get();
            opened = true;
        }
        return body;
    }

    private FactValue resource(Fact fact) {
        if (body().isEmpty()) {
            return Missing.UNKNOWN;
        }
        if (fact.equals(Facts.RESOURCE_REGION)) {
            return body().get().region();
        }
        if (fact.equals(Facts.RESOURCE_REGION_SOURCE)) {
            return body().get().region().isPresent() ? FactValue.text("body") : Missing.ABSENT;
        }
        if (fact.equals(Facts.RESOURCE_SKU)) {
            return body().get().sku();
        }
        if (fact.equals(Facts.RESOURCE_TAGS)) {
            return body().get().tags();
        }
        Optional<String> tag = Facts.tagName(fact);
        if (tag.isEmpty()) {
            return Missing.UNKNOWN;
        }
        FactValue tags = body().get().tags();
        return tags instanceof FactValue.Structure structure ? structure.member(tag.get()) : tags;
    }

    private FactValue property(Fact fact) {
        ResourceId resource = named.get();
        if (resource == null) {
            return Missing.ABSENT;
        }
        for (ResourceProperty property : table.of(resource.type())) {
            if (property.fact().equals(fact)) {
                return body().isEmpty() ? Missing.UNKNOWN : body().get().property(property);
            }
        }
        return Missing.ABSENT;
    }

    /** The resources that the body describes within its own. */
    List<ContainedResource> contained() {
        ResourceId resource = named.get();
        if (resource == null || table.containedIn(resource.type()).isEmpty() || body().isEmpty()) {
            return List.of();
        }
        List<ContainedResource> contained = new ArrayList<>();
        for (ResourcePropertyTable.Contained list : table.containedIn(resource.type())) {
            for (ResourceBody element : body().get().each(list.each())) {
                String name = element.text(list.nameMember());
                if (name != null && name.indexOf('/') < 0) {
                    ResourceId id = resource.child(list.childType(), name);
                    contained.add(new ContainedResource(
                            id, new ResourceOperationFacts(table, id, Optional.of(element), Missing.UNKNOWN)));
                }
            }
        }
        return contained;
    }
}
