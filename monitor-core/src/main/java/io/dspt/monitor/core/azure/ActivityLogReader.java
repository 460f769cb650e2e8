package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Azure activity log in all its forms: diagnostic settings, the REST API and command line (also in snake case),
 * and rows of Log Analytics, whose operation may be a text for people and whose inner objects are strings.
 */
final class ActivityLogReader implements FamilyReader {
    /** Categories whose records tell of changes made through Azure Resource Manager; the rest are notices. */
    private static final Set<String> CHANGES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private static final Set<String> NOTICES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        CHANGES.addAll(List.of("Administrative", "Write", "Delete", "Action"));
        NOTICES.addAll(List.of(
                "Policy", "Security", "Alert", "Recommendation", "ServiceHealth", "ResourceHealth", "Autoscale"));
    }

    private final ResourcePropertyTable table;
    private final PolicyEvaluations policyEvaluations;

    ActivityLogReader(ResourcePropertyTable table, PolicyEvaluations policyEvaluations) {
        this.table = table;
        this.policyEvaluations = policyEvaluations;
    }

    /** Whether the activity log has this category. */
    static boolean hasCategory(String category) {
        return CHANGES.contains(category) || NOTICES.contains(category);
    }

    @Override
    public ReadResult read(JsonObject record) {
        JsonObject properties = properties(record);
        RecordTime time = RecordTime.of(record, properties);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        JsonObject identity = record.object("identity");
        JsonObject authorization = firstFilled(identity.object("authorization"), record.object("authorization"));
        JsonObject claims = firstFilled(identity.object("claims"), record.object("claims", "Claims_d"));
        String category = category(record, properties);
        String operation = operation(record, properties, authorization);
        String status = record.text("resultType", "ActivityStatusValue", "ActivityStatus", "status");
        EventHeader header = new EventHeader(
                category,
                operation,
                OutcomeWords.of(status, record.text("resultSignature")),
                resource(operation, record, properties, authorization),
                Tenant.of(
                        Tenant.ofRecord(record),
                        Tenant.ofResource(record.text("resourceId", "_ResourceId")),
                        Tenant.ofClaims(claims),
                        properties.text("tenantId")),
                actor(record, claims, authorization),
                record.text("correlationId"),
                time.instant());
        boolean notice = NOTICES.contains(category);
        if (notice && category.equalsIgnoreCase("Policy")) {
            Optional<AzureEvent> evaluation = policyEvaluations.ofActivity(header, properties);
            if (evaluation.isPresent()) {
                return new ReadResult.Parsed(evaluation.get());
            }
        }
        return new ReadResult.Parsed(event(header, notice, record, properties));
    }

    private AzureEvent event(EventHeader header, boolean notice, JsonObject record, JsonObject properties) {
        Effect effect = notice ? Effect.NONE : OperationName.effect(header.operation());
        Optional<ResourceBody> body = effect == Effect.WRITE
                ? ResourceOperationFacts.bodyIn(properties).or(() -> ResourceOperationFacts.bodyIn(record))
                : Optional.empty();
        FactValue created = ResourceOperationFacts.created(
                properties.text("statusCode"),
                record.text("resultSignature"),
                record.text("subStatus", "ActivitySubstatusValue", "ActivitySubstatus"));
        ResourceOperationFacts facts = new ResourceOperationFacts(table, header.resource(), body, created);
        return new AzureEvent.ResourceOperation(header, facts, effect, facts.contained());
    }

    private static JsonObject properties(JsonObject record) {
        return record.object("properties", "Properties_d");
    }

    private static JsonObject firstFilled(JsonObject first, JsonObject second) {
        return first == JsonObject.EMPTY ? second : first;
    }

    private static String category(JsonObject record, JsonObject properties) {
        String category = record.text("CategoryValue", "category");
        if (category == null) {
            category = properties.text("eventCategory");
        }
        return category == null ? "Administrative" : CategoryName.capped(category);
    }

    /** The operation proper; where the record only has a text for people, from the properties or the authorisation. */
    private static String operation(JsonObject record, JsonObject properties, JsonObject authorization) {
        String named = record.text("OperationNameValue", "operationName", "operation");
        return Stream.of(named, properties.text("message"), authorization.text("action"))
                .filter(Objects::nonNull)
                .filter(OperationName::isResourceManager)
                .findFirst()
                .map(OperationName::resourceManager)
                .orElse(named == null ? "" : named);
    }

    /**
     * The resource acted on. A record may name what the resource is attached to instead, so that of its ids the one of
     * the operation's own type comes first.
     */
    private static @Nullable ResourceId resource(
            String operation, JsonObject record, JsonObject properties, JsonObject authorization) {
        List<ResourceId> ids = Stream.of(
                        record.text("resourceId", "_ResourceId", "resourceUri"),
                        properties.text("entity", "resource"),
                        authorization.text("scope"))
                .filter(Objects::nonNull)
                .filter(id -> id.indexOf('/') >= 0)
                .flatMap(id -> ResourceId.parse(id).stream())
                .toList();
        String type = OperationName.resourceType(operation);
        return ids.stream()
                .filter(id -> id.type().equals(type))
                .findFirst()
                .or(() -> roleAssignment(type, ids, properties))
                .or(() -> ids.stream().findFirst())
                .orElse(null);
    }

    /** A role assignment that only its body names. */
    private static Optional<ResourceId> roleAssignment(String type, List<ResourceId> ids, JsonObject properties) {
        if (!type.equals("microsoft.authorization/roleassignments") || ids.isEmpty()) {
            return Optional.empty();
        }
        return ResourceOperationFacts.bodyIn(properties)
                .map(body -> body.text("id"))
                .filter(ActivityActor::isGuid)
                .flatMap(name -> ResourceId.parse(ids.get(0) + "/providers/Microsoft.Authorization/roleAssignments/"
                        + name.toLowerCase(Locale.ROOT)));
    }

    private static Actor actor(JsonObject record, JsonObject claims, JsonObject authorization) {
        String address = record.text("callerIpAddress");
        if (address == null) {
            address = record.object("httpRequest").text("clientIpAddress");
        }
        if (address == null) {
            address = claims.text("ipaddr");
        }
        return ActivityActor.of(claims, authorization.object("evidence"), record.text("caller"), address);
    }
}
