package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the states that Defender's continuous export tells: assessments, sub-assessments (whose members are spelt in
 * PascalCase), secure scores and regulatory compliance. Each is a resource attached to what was assessed, {@code
 * <resource>/providers/Microsoft.Security/assessments/<key>}. Its time is when the state began, not when it was told,
 * so that a snapshot of an old state never overtakes a newer one.
 */
final class DefenderStates {
    private static final String ENRICHMENT = "securityEventDataEnrichment";
    private static final String PROVIDER = "/providers/Microsoft.Security/";

    private final ResourcePropertyTable table;

    DefenderStates(ResourcePropertyTable table) {
        this.table = table;
    }

    ReadResult read(JsonObject record) {
        JsonObject properties = record.object("properties");
        RecordTime time = RecordTime.of(properties.object("status"), "statusChangeDate")
                .or(record, properties)
                .or(properties, "timeGenerated");
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String type = record.text("type");
        ResourceId state = state(record, properties);
        EventHeader header = new EventHeader(
                type == null ? "Microsoft.Security" : CategoryName.capped(type),
                type == null ? "" : type,
                Outcome.SUCCESS,
                state == null ? assessed(properties) : state,
                Tenant.of(record.text("tenantId")),
                Actor.NOBODY,
                record.text("id"),
                time.instant());
        JsonObject enrichment = record.object(ENRICHMENT, "assessmentEventDataEnrichment");
        FactSource facts =
                new ResourceOperationFacts(table, state, Optional.of(ResourceBody.of(record)), FactValue.flag(false));
        return new ReadResult.Parsed(new AzureEvent.SecurityAssessment(
                header,
                new DefenderFigures(properties, facts),
                effect(state, enrichment),
                "true".equalsIgnoreCase(enrichment.text("isSnapshot"))));
    }

    private Effect effect(@Nullable ResourceId state, JsonObject enrichment) {
        if (state == null || table.of(state.type()).isEmpty()) {
            return Effect.NONE;
        }
        return "Delete".equalsIgnoreCase(enrichment.text("action")) ? Effect.DELETE : Effect.WRITE;
    }

    /** The state as a resource: by its own id, or put together from what was assessed and the assessment's name. */
    private static @Nullable ResourceId state(JsonObject record, JsonObject properties) {
        String id = record.text("id");
        if (id != null && id.startsWith("/")) {
            return ResourceId.parse(id).orElse(null);
        }
        ResourceId assessed = assessed(properties);
        String type = record.text("type");
        String name = record.text("name");
        if (assessed == null || name == null || !"Microsoft.Security/assessments".equalsIgnoreCase(type)) {
            return null;
        }
        return ResourceId.parse(assessed.display() + PROVIDER + "assessments/" + ResourceBody.lastSegment(name))
                .orElse(null);
    }

    private static @Nullable ResourceId assessed(JsonObject properties) {
        String id = properties.object("resourceDetails").text("id", "ResourceId");
        return id != null && id.startsWith("/") ? ResourceId.parse(id).orElse(null) : null;
    }
}
