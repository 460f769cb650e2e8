package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes policy evaluations of Event Grid's policy states and of the activity log's policy records. */
final class PolicyEvaluations {
    static final String EVENT_TYPE_PREFIX = "microsoft.policyinsights.policystate";
    private static final String DELETED = "policystatedeleted";
    private static final String CREATED = "policystatecreated";
    private static final String CATEGORY = "Policy";

    private static final Set<String> JUDGING_EFFECTS = Set.of("audit", "auditifnotexists", "deny");
    private static final Actor AZURE_POLICY = new Actor(Actor.Type.SYSTEM, null, null, null, null, null);

    private final ResourcePropertyTable table;

    PolicyEvaluations(ResourcePropertyTable table) {
        this.table = table;
    }

    /** Reads a policy state event; its own timestamp, when the resource was evaluated, wins over the event's. */
    ReadResult ofState(String eventType, JsonObject event) {
        JsonObject data = event.object("data");
        String evaluated = event.text("subject");
        ResourceId state = state(
                evaluated == null ? data.text("resourceId") : evaluated,
                data.text("policyAssignmentId"),
                data.text("policyDefinitionId"));
        if (state == null) {
            return new ReadResult.Unreadable("policy-state-unnamed");
        }
        RecordTime time = RecordTime.of(data, "timestamp").or(event, data);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        EventHeader header = new EventHeader(
                CATEGORY,
                eventType,
                Outcome.SUCCESS,
                state,
                Tenant.of(
                        Tenant.ofResource(event.text("topic")),
                        Tenant.ofResource(event.text("source")),
                        data.text("tenantId")),
                AZURE_POLICY,
                event.text("id"),
                time.instant());
        String kind = eventType.toLowerCase(Locale.ROOT);
        return new ReadResult.Parsed(new AzureEvent.PolicyEvaluation(
                header,
                new ResourceOperationFacts(
                        table, state, ResourceBody.of(event.value("data")), FactValue.flag(kind.endsWith(CREATED))),
                kind.endsWith(DELETED) ? Effect.DELETE : Effect.WRITE));
    }

    /**
     * The evaluation an activity log record tells of: an audit or a denial of a request, where it is over and the record
     * names policy and resource. A compliance check's records are left to the policy states, which carry its verdict.
     */
    Optional<AzureEvent> ofActivity(EventHeader header, JsonObject properties) {
        boolean underway = header.outcome() == Outcome.START || header.outcome() == Outcome.ACCEPTED;
        if (underway || !"false".equalsIgnoreCase(properties.text("isComplianceCheck"))) {
            return Optional.empty();
        }
        List<JsonObject> policies = properties.objects("policies");
        if (policies.isEmpty()) {
            return Optional.empty();
        }
        JsonObject policy = policies.get(0);
        String effect = policy.text("policyDefinitionEffect");
        if (effect == null || !JUDGING_EFFECTS.contains(effect.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        String assignment = policy.text("policyAssignmentId", "policyAssignmentName");
        String definition = policy.text("policyDefinitionId", "policyDefinitionName");
        String evaluated = properties.text("entity");
        if (evaluated == null && header.resource() != null) {
            evaluated = header.resource().display();
        }
        ResourceId state = state(evaluated, assignment, definition);
        if (state == null) {
            return Optional.empty();
        }
        JsonValue body = JsonText.object(Map.of(
                "complianceState", "NonCompliant",
                "policyAssignmentId", assignment,
                "policyDefinitionId", definition));
        EventHeader stateHeader = new EventHeader(
                header.category(),
                header.operation(),
                header.outcome(),
                state,
                header.tenant(),
                header.actor(),
                header.correlationId(),
                header.time());
        return Optional.of(new AzureEvent.PolicyEvaluation(
                stateHeader,
                new ResourceOperationFacts(table, state, ResourceBody.of(body), FactValue.Missing.UNKNOWN),
                Effect.WRITE));
    }

    private static @Nullable ResourceId state(
            @Nullable String resource, @Nullable String assignment, @Nullable String definition) {
        if (resource == null || assignment == null || definition == null) {
            return null;
        }
        String assigned = ResourceBody.lastSegment(assignment);
        String defined = ResourceBody.lastSegment(definition);
        if (assigned.isBlank() || defined.isBlank()) {
            return null;
        }
        return ResourceId.parse(resource)
                .flatMap(id -> ResourceId.parse(
                        id + "/providers/Microsoft.PolicyInsights/policyStates/" + assigned + "~" + defined))
                .orElse(null);
    }
}
