package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.util.Locale;

/**
 * Reads Microsoft Defender: the shapes of continuous export (alerts, assessments and sub-assessments, secure scores,
 * regulatory compliance), alerts of Graph, of Log Analytics and of advanced hunting.
 */
final class DefenderReader implements FamilyReader {
    private static final String HUNTING_ALERTS = "AdvancedHunting-AlertInfo";
    private static final String TYPE_PREFIX = "microsoft.security/";

    private final DefenderAlerts alerts = new DefenderAlerts();
    private final DefenderStates states;

    DefenderReader(ResourcePropertyTable table) {
        this.states = new DefenderStates(table);
    }

    /** Whether an object is a Defender record. */
    static boolean isDefender(JsonObject record) {
        return isAlert(record) || isState(record);
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

    private static boolean isState(JsonObject record) {
        String type = record.text("type");
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith(TYPE_PREFIX)
                && (record.has("properties") || record.has("securityEventDataEnrichment"));
    }

    @Override
    public ReadResult read(JsonObject record) {
        return isAlert(record) ? alerts.read(record) : states.read(record);
    }
}
