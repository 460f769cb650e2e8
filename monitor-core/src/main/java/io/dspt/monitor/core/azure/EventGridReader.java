package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Event Grid's events, in its own schema and as CloudEvents: resource operations and policy states. */
final class EventGridReader implements FamilyReader {
    private static final String RESOURCE_PREFIX = "microsoft.resources.resource";
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
        return kind.startsWith(RESOURCE_PREFIX)
                ? resourceOperation(kind.substring(RESOURCE_PREFIX.length()), event)
                : new ReadResult.Ignored(CategoryName.capped(eventType));
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
                operation == null ? "" : OperationName.resourceManager(operation),
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
                new ResourceOperationFacts(table, header.resource(), Optional.empty(), Missing.UNKNOWN),
                OperationName.effect(header.operation()),
                List.of()));
    }
}
