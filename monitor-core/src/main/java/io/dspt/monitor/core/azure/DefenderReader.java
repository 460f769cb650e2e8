package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads Microsoft Defender: the shapes of continuous export (alerts, assessments and sub-assessments, secure scores,
 * regulatory compliance), alerts of Graph, of Log Analytics and of advanced hunting.
 */
final class DefenderReader implements FamilyReader {
    private static final String ALERT_CATEGORY = "SecurityAlert";
    private static final String HUNTING_ALERTS = "AdvancedHunting-AlertInfo";
    private static final String TYPE_PREFIX = "microsoft.security/";

    /** Whether an object is a Defender record. */
    static boolean isDefender(JsonObject record) {
        return isAlert(record) || isAssessment(record);
    }

    private static boolean isAlert(JsonObject record) {
        return record.has("SystemAlertId")
                || (record.has("AlertType") && record.has("Severity"))
                || ((record.has("serviceSource") || record.has("detectionSource"))
                        && record.has("severity")
                        && record.has("title"))
                || isAlertResource(record)
                || HUNTING_ALERTS.equalsIgnoreCase(record.text("category"));
    }

    /** Whether an object is an alert as Azure Resource Manager holds it. */
    private static boolean isAlertResource(JsonObject record) {
        String type = record.text("type");
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith(TYPE_PREFIX)
                && type.toLowerCase(Locale.ROOT).endsWith("/alerts")
                && record.has("properties");
    }

    private static boolean isAssessment(JsonObject record) {
        String type = record.text("type");
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith(TYPE_PREFIX)
                && (record.has("properties") || record.has("securityEventDataEnrichment"));
    }

    @Override
    public ReadResult read(JsonObject record) {
        JsonObject properties = record.object("properties");
        boolean alert = isAlert(record);
        RecordTime time = alert ? alertTime(record, properties) : assessmentTime(record, properties);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        EventHeader header = alert ? alertHeader(record, properties, time) : assessmentHeader(record, properties, time);
        return new ReadResult.Parsed(
                alert
                        ? new AzureEvent.SecurityAlert(header, DetailFacts.none())
                        : new AzureEvent.SecurityAssessment(header, DetailFacts.none()));
    }

    private static RecordTime alertTime(JsonObject record, JsonObject properties) {
        return RecordTime.of(record, "TimeGeneratedUtc", "StartTimeUtc")
                .or(RecordTime.of(properties, "TimeGeneratedUtc", "Timestamp", "StartTimeUtc"))
                .or(RecordTime.of(record, properties));
    }

    private static RecordTime assessmentTime(JsonObject record, JsonObject properties) {
        return RecordTime.of(record, properties)
                .or(RecordTime.of(properties.object("status"), "statusChangeDate"))
                .or(RecordTime.of(properties, "timeGenerated"));
    }

    private static EventHeader alertHeader(JsonObject record, JsonObject properties, RecordTime time) {
        String operation = record.text("AlertType", "AlertName", "title");
        if (operation == null) {
            operation = properties.text("AlertType", "AlertDisplayName", "Title");
        }
        String resource = record.text("AzureResourceId", "ResourceId", "CompromisedEntity");
        if (resource == null) {
            resource = properties.text("AzureResourceId", "CompromisedEntity");
        }
        String id = record.text("SystemAlertId", "id");
        return new EventHeader(
                ALERT_CATEGORY,
                operation == null ? "" : operation,
                Outcome.UNKNOWN,
                resource(resource),
                Tenant.of(record.text("AADTenantId"), record.text("tenantId")),
                Actor.NOBODY,
                id == null ? properties.text("AlertId") : id,
                time.instant());
    }

    private static EventHeader assessmentHeader(JsonObject record, JsonObject properties, RecordTime time) {
        String type = record.text("type");
        String resource = properties.object("resourceDetails").text("id", "ResourceId");
        return new EventHeader(
                type == null ? "Microsoft.Security" : CategoryName.capped(type),
                type == null ? "" : type,
                Outcome.UNKNOWN,
                resource(resource == null ? record.text("id") : resource),
                Tenant.of(record.text("tenantId")),
                Actor.NOBODY,
                record.text("id"),
                time.instant());
    }

    private static @Nullable ResourceId resource(@Nullable String id) {
        return id != null && id.startsWith("/") ? ResourceId.parse(id).orElse(null) : null;
    }
}
