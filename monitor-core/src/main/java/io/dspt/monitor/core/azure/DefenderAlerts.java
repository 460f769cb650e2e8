package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes Defender's alerts of every shape they come in: continuous export, Azure Resource Manager, Graph, advanced
 * hunting, and the activity log.
 */
final class DefenderAlerts {
    private static final String CATEGORY = "SecurityAlert";
    private static final String PROVIDER = "microsoft.security/";
    private static final String NOTICE = "microsoft.security/locations/alerts/";
    private static final String GROUP_NOTICE = "microsoft.security/locations/resourcegroups/alerts/";

    /** The status that an operation on an alert gives it. */
    private static final Map<String, String> TOLD = Map.of(
            "activate/action", "Active",
            "inprogress/action", "InProgress",
            "resolve/action", "Resolved",
            "dismiss/action", "Dismissed");

    private final DetailFacts<Alert> facts = new DetailFacts<Alert>()
            .with(Facts.ALERT_ID, alert -> FactValue.textOr(alert.id(), Missing.UNKNOWN))
            .with(Facts.ALERT_NAME, alert -> FactValue.textOr(alert.name(), Missing.UNKNOWN))
            .with(Facts.ALERT_SEVERITY, alert -> alert.text("Severity"))
            .with(Facts.ALERT_STATUS, Alert::status)
            .with(Facts.ALERT_ENTITY, Alert::entity);

    /**
     * One alert.
     *
     * @param properties where Azure Resource Manager and advanced hunting keep what others have at the root
     * @param told the status that the operation of a notice tells
     */
    private record Alert(
            JsonObject record,
            JsonObject properties,
            @Nullable String id,
            @Nullable String told) {

        @Nullable
        String name() {
            String name = record.text("AlertDisplayName", "title", "AlertName");
            return name == null ? properties.text("AlertDisplayName", "Title", "ActionTaken") : name;
        }

        FactValue text(String... names) {
            FactValue own = record.textFact(names);
            return own.isPresent() ? own : properties.textFact(names);
        }

        FactValue status() {
            return told == null ? text("Status") : FactValue.text(told);
        }

        FactValue entity() {
            return text("CompromisedEntity", "AzureResourceId");
        }
    }

    ReadResult read(JsonObject record) {
        JsonObject properties = record.object("properties");
        RecordTime time = RecordTime.of(record, "TimeGeneratedUtc", "StartTimeUtc")
                .or(properties, "TimeGeneratedUtc", "Timestamp", "StartTimeUtc")
                .or(record, properties);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String operation = record.text("AlertType", "AlertName", "title");
        if (operation == null) {
            operation = properties.text("AlertType", "AlertDisplayName", "Title");
        }
        String resource = record.text("AzureResourceId", "ResourceId", "CompromisedEntity");
        if (resource == null) {
            resource = properties.text("AzureResourceId", "CompromisedEntity");
        }
        String id = record.text("SystemAlertId", "id");
        id = id == null ? properties.text("SystemAlertId", "AlertId") : id;
        EventHeader header = new EventHeader(
                CATEGORY,
                operation == null ? "" : operation,
                Outcome.UNKNOWN,
                resource(resource),
                Tenant.of(record.text("AADTenantId"), record.text("tenantId")),
                Actor.NOBODY,
                id,
                time.instant());
        return new ReadResult.Parsed(new AzureEvent.SecurityAlert(
                header,
                facts.of(new Alert(record, properties, id == null ? null : ResourceBody.lastSegment(id), null))));
    }

    /**
     * The alert that a record of the activity log tells of: that one appeared, or what somebody did with it. An operation
     * that is not known to have succeeded has changed nothing.
     */
    Optional<AzureEvent> ofActivity(EventHeader header, JsonObject record, JsonObject properties) {
        if (!header.operation().regionMatches(true, 0, PROVIDER, 0, PROVIDER.length())) {
            return Optional.empty();
        }
        String operation = header.operation().toLowerCase(Locale.ROOT);
        ResourceId resource = header.resource();
        boolean ofAlert = operation.startsWith(NOTICE) || operation.startsWith(GROUP_NOTICE);
        if (!ofAlert || resource == null || !resource.type().endsWith("/alerts")) {
            return Optional.empty();
        }
        String done = operation.substring(operation.indexOf("/alerts/") + "/alerts/".length());
        boolean notice = header.category().equalsIgnoreCase("Security");
        if (!notice && header.outcome() != Outcome.SUCCESS) {
            return Optional.empty();
        }
        String told = TOLD.get(done);
        Alert alert = new Alert(record, properties, resource.name(), told);
        return told == null ? Optional.empty() : Optional.of(new AzureEvent.SecurityAlert(header, facts.of(alert)));
    }

    private static @Nullable ResourceId resource(@Nullable String id) {
        return id != null && id.startsWith("/") ? ResourceId.parse(id).orElse(null) : null;
    }
}
