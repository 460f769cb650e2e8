package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    /** Types of which their container holds exactly one, named {@code default}. */
    private static final Set<String> ONLY_CHILDREN = Set.of(
            "microsoft.storage/storageaccounts/blobservices",
            "microsoft.storage/storageaccounts/fileservices",
            "microsoft.storage/storageaccounts/queueservices",
            "microsoft.storage/storageaccounts/tableservices",
            "microsoft.storage/storageaccounts/managementpolicies");

    private final ResourcePropertyTable table;
    private final PolicyEvaluations policyEvaluations;
    private final DefenderAlerts alerts = new DefenderAlerts();

    ActivityLogReader(ResourcePropertyTable table, PolicyEvaluations policyEvaluations) {
        this.table = table;
        this.policyEvaluations = policyEvaluations;
    }

    private static final KnownWords<Boolean> KNOWN_NOTICES = new KnownWords<>(NOTICES::contains);

    /** Whether the activity log has this category. */
    static boolean hasCategory(String category) {
        return CHANGES.contains(category) || NOTICES.contains(category);
    }

    /** Whether a record that has no category names an operation of Azure Resource Manager, itself or in its properties. */
    static boolean namesOperation(JsonObject record) {
        JsonObject properties = properties(record);
        String operation = record.text("operationName", "OperationNameValue");
        String message = properties.text("eventCategory") == null ? null : properties.text("message");
        return OperationName.changes(operation)
                || OperationName.changes(message)
                || (operation != null
                        && record.has("eventTimestamp")
                        && (record.has("authorization") || record.has("claims") || record.has("caller")));
    }

    @Override
    public ReadResult read(JsonObject record) {
        JsonObject properties = properties(record);
        RecordTime time = RecordTime.of(record, properties);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String category = category(record, properties);
        Operation details = new Operation(operation(record, properties), record, properties);
        EventHeader header = new EventHeader(category, details.operation(), time.instant(), details);
        boolean notice = KNOWN_NOTICES.meaning(category);
        if (notice && category.equalsIgnoreCase("Policy")) {
            Optional<AzureEvent> evaluation = policyEvaluations.ofActivity(header, properties);
            if (evaluation.isPresent()) {
                return new ReadResult.Parsed(evaluation.get());
            }
        }
        Optional<AzureEvent> alert = alerts.ofActivity(header, record, properties);
        if (alert.isPresent()) {
            return new ReadResult.Parsed(alert.get());
        }
        return new ReadResult.Parsed(event(header, notice, record, properties));
    }

    /** One operation: the record and what its properties hold. */
    private record Operation(String operation, JsonObject record, JsonObject properties)
            implements EventHeader.Details {
        private JsonObject claims() {
            return firstFilled(record.object("identity").object("claims"), record.object("claims", "Claims_d"));
        }

        @Override
        public Outcome outcome() {
            return OutcomeWords.of(
                    record.text("resultType", "ActivityStatusValue", "ActivityStatus", "status"),
                    record.text("resultSignature"),
                    properties.text("activityStatusValue"),
                    properties.text("statusCode"));
        }

        @Override
        public @Nullable ResourceId resource() {
            return ActivityLogReader.resource(operation, record, properties);
        }

        @Override
        public @Nullable String tenant() {
            return Tenant.of(
                    Tenant.ofRecord(record),
                    Tenant.ofResource(record.text("resourceId", "_ResourceId")),
                    Tenant.ofClaims(claims()),
                    properties.text("tenantId"),
                    Tenant.ofHierarchy(properties.text("hierarchy")),
                    Tenant.ofHierarchy(record.text("hierarchy")));
        }

        @Override
        public Actor actor() {
            return ActivityLogReader.actor(record, properties, claims(), authorization(record));
        }

        @Override
        public Actor.@Nullable Type actorType() {
            return properties.has("CallerInfo")
                    ? null
                    : ActivityActor.typeOf(claims(), authorization(record).object("evidence"), record.text("caller"));
        }

        @Override
        public @Nullable String correlationId() {
            return record.text("correlationId");
        }
    }

    private AzureEvent event(EventHeader header, boolean notice, JsonObject record, JsonObject properties) {
        Effect effect = notice ? Effect.NONE : OperationName.effect(header.operation(), header::resource);
        ResourceOperationFacts facts = new ResourceOperationFacts(
                table,
                header::resource,
                () -> effect == Effect.WRITE
                        ? ResourceOperationFacts.bodyIn(properties).or(() -> ResourceOperationFacts.bodyIn(record))
                        : Optional.empty(),
                () -> ResourceOperationFacts.created(
                        properties.text("statusCode"),
                        record.text("resultSignature"),
                        record.text("subStatus", "ActivitySubstatusValue", "ActivitySubstatus")));
        return new AzureEvent.ResourceOperation(
                header,
                LockboxFacts.around(facts, header, properties),
                effect,
                effect == Effect.WRITE ? facts.contained() : List.of());
    }

    private static JsonObject properties(JsonObject record) {
        return record.object("properties", "Properties_d");
    }

    private static JsonObject authorization(JsonObject record) {
        return firstFilled(record.object("identity").object("authorization"), record.object("authorization"));
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
    private static String operation(JsonObject record, JsonObject properties) {
        String named = record.text("OperationNameValue", "operationName", "operation");
        String operation = OperationName.resourceManager(named);
        if (operation == null) {
            operation = OperationName.resourceManager(properties.text("message"));
        }
        if (operation == null) {
            operation = OperationName.resourceManager(authorization(record).text("action"));
        }
        if (operation != null) {
            return operation;
        }
        return named == null ? "" : named;
    }

    /**
     * The resource acted on. A record may name what the resource is attached to or contained in instead, so that of its
     * ids the one of the operation's own type comes first.
     */
    private static @Nullable ResourceId resource(String operation, JsonObject record, JsonObject properties) {
        String type = OperationName.resourceType(operation);
        List<ResourceId> ids = new ArrayList<>(3);
        if (addId(ids, record.text("resourceId", "_ResourceId", "resourceUri"), type)
                || addId(ids, properties.text("entity", "resource"), type)
                || addId(ids, authorization(record).text("scope"), type)) {
            return ids.get(ids.size() - 1);
        }
        return namedByBody(type, ids, properties)
                .or(() -> onlyChild(type, ids))
                .or(() -> ids.stream().findFirst())
                .orElse(null);
    }

    /** Adds an id, if a text is one; tells whether it is of this type, so that nobody need look further. */
    private static boolean addId(List<ResourceId> ids, @Nullable String written, String type) {
        ResourceId id = written == null || !isPath(written)
                ? null
                : ResourceId.parse(written).orElse(null);
        if (id != null) {
            ids.add(id);
        }
        return id != null && id.type().equals(type);
    }

    /** Whether a text is an id, rather than the bare names of a resource and what contains it. */
    private static boolean isPath(String id) {
        return id.startsWith("/") || id.regionMatches(true, 0, "subscriptions/", 0, "subscriptions/".length());
    }

    /** The resource whose id only its body tells: in full, or for a role assignment its name. */
    private static Optional<ResourceId> namedByBody(String type, List<ResourceId> ids, JsonObject properties) {
        Optional<String> named = ResourceOperationFacts.bodyIn(properties).map(body -> body.text("id"));
        if (type.equals("microsoft.authorization/roleassignments") && !ids.isEmpty()) {
            Optional<ResourceId> assignment = named.filter(ActivityActor::isGuid)
                    .flatMap(name -> ResourceId.parse(ids.get(0) + "/providers/Microsoft.Authorization/roleAssignments/"
                            + name.toLowerCase(Locale.ROOT)));
            if (assignment.isPresent()) {
                return assignment;
            }
        }
        return named.filter(ActivityLogReader::isPath)
                .flatMap(ResourceId::parse)
                .filter(id -> id.type().equals(type));
    }

    /** The child of which a resource has but one, so that its name goes without saying. */
    private static Optional<ResourceId> onlyChild(String type, List<ResourceId> ids) {
        if (!ONLY_CHILDREN.contains(type)) {
            return Optional.empty();
        }
        String childType = type.substring(type.lastIndexOf('/') + 1);
        return ids.stream()
                .filter(id -> type.equals(id.type() + "/" + childType))
                .findFirst()
                .map(id -> id.child(childType, "default"));
    }

    private static Actor actor(JsonObject record, JsonObject properties, JsonObject claims, JsonObject authorization) {
        String address = record.text("callerIpAddress");
        if (address == null) {
            address = record.object("httpRequest").text("clientIpAddress");
        }
        if (address == null) {
            address = claims.text("ipaddr");
        }
        List<JsonObject> callerInfo = properties.objects("CallerInfo");
        return callerInfo.isEmpty()
                ? ActivityActor.of(claims, authorization.object("evidence"), record.text("caller"), address)
                : ActivityActor.ofCallerInfo(callerInfo, address);
    }
}
