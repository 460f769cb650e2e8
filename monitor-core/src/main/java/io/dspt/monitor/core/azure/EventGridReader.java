package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Event Grid's events, in its own schema and as CloudEvents: resource operations, resource notifications and policy
 * states.
 */
final class EventGridReader implements FamilyReader {
    private static final String RESOURCE_PREFIX = "microsoft.resources.resource";
    private static final String NOTIFICATION_PREFIX = "microsoft.resourcenotifications.resources.";
    /** What the activity log calls the category of the same operations. */
    private static final String CATEGORY = "Administrative";

    private final ResourcePropertyTable table;
    private final PolicyEvaluations policyEvaluations;

    EventGridReader(ResourcePropertyTable table, PolicyEvaluations policyEvaluations) {
        this.table = table;
        this.policyEvaluations = policyEvaluations;
    }

    /** The event's type when the record is an event, else {@code null}. */
    static @Nullable String eventType(JsonObject record) {
        if (record.has("eventType") && record.has("data")) {
            return record.text("eventType");
        }
        return record.has("specversion") && record.has("source") ? record.text("type") : null;
    }

    @Override
    public ReadResult read(JsonObject event) {
        String eventType = eventType(event);
        if (eventType == null) {
            return new ReadResult.Ignored("unnamed");
        }
        String kind = eventType.toLowerCase(Locale.ROOT);
        if (kind.startsWith(PolicyEvaluations.EVENT_TYPE_PREFIX)) {
            return policyEvaluations.ofState(eventType, event);
        }
        if (kind.startsWith(NOTIFICATION_PREFIX)) {
            return resourceNotification(kind.substring(NOTIFICATION_PREFIX.length()), event);
        }
        return kind.startsWith(RESOURCE_PREFIX)
                ? resourceOperation(kind.substring(RESOURCE_PREFIX.length()), event)
                : new ReadResult.Ignored(CategoryName.capped(eventType));
    }

    /** A resource's state after a change, all of it: the notification carries the resource as a read would give it. */
    private ReadResult resourceNotification(String kind, JsonObject event) {
        JsonObject data = event.object("data");
        JsonObject info = data.object("resourceInfo");
        String written = info.text("id");
        ResourceId resource = ResourceId.parse(written == null ? "" : written).orElse(null);
        if (resource == null) {
            return new ReadResult.Unreadable("resource-unnamed");
        }
        RecordTime time = RecordTime.of(data.object("operationalInfo"), "resourceEventTime")
                .or(event, data);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        boolean deleted = kind.equals("deleted");
        EventHeader header = new EventHeader(
                CATEGORY,
                resource.type() + (deleted ? "/delete" : "/write"),
                Outcome.SUCCESS,
                resource,
                Tenant.of(data.text("tenantId"), data.object("operationalInfo").text("homeTenantId")),
                Actor.NOBODY,
                data.object("operationalInfo").text("correlationId"),
                time.instant());
        Optional<ResourceBody> body = deleted ? Optional.empty() : ResourceBody.of(data.value("resourceInfo"));
        ResourceOperationFacts facts = new ResourceOperationFacts(table, resource, body, Missing.UNKNOWN);
        return new ReadResult.Parsed(new AzureEvent.ResourceOperation(
                header, facts, deleted ? AzureEvent.Effect.DELETE : AzureEvent.Effect.WRITE, facts.contained()));
    }

    /** @param kind verb and outcome, such as {@code writesuccess} */
    private ReadResult resourceOperation(String kind, JsonObject event) {
        JsonObject data = event.object("data");
        RecordTime time = RecordTime.of(event, data);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        JsonObject claims = data.object("claims");
        JsonObject authorization = data.object("authorization");
        String operation = data.text("operationName");
        if (operation == null) {
            operation = authorization.text("action");
        }
        String resource = data.text("resourceUri");
        if (resource == null) {
            resource = event.text("subject");
        }
        String outcome = kind.replaceFirst("^(write|delete|action)", "");
        EventHeader header = new EventHeader(
                CATEGORY,
                operation == null ? "" : OperationName.withoutScope(operation),
                OutcomeWords.of(data.text("status"), outcome),
                resource == null ? null : ResourceId.parse(resource).orElse(null),
                Tenant.of(data.text("tenantId"), Tenant.ofClaims(claims)),
                ActivityActor.of(
                        claims,
                        authorization.object("evidence"),
                        data.text("caller"),
                        data.object("httpRequest").text("clientIpAddress")),
                data.text("correlationId"),
                time.instant());
        return new ReadResult.Parsed(new AzureEvent.ResourceOperation(
                header,
                new ResourceOperationFacts(table, header::resource, Optional::empty, () -> Missing.UNKNOWN),
                OperationName.effect(header.operation(), header::resource),
                List.of()));
    }
}
