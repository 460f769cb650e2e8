package io.dspt.monitor.benchmarks.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.benchmarks.records.Trust.Person;
import java.util.List;

/** Entra's audit log. */
final class DirectoryShapes {
    private static final List<String> ROLES = List.of("Reports Reader", "Message Center Reader", "Directory Readers");

    private DirectoryShapes() {}

    static ObjectNode groupChanged(Trust trust, Moment moment, int bytes) {
        Change change = new Change(moment, "GroupManagement", "Update group", trust.somebody(moment));
        change.targets
                .addObject()
                .put("id", moment.id())
                .put("type", "Group")
                .put("displayName", "grp-ward-" + moment.upTo(200))
                .put("groupType", "azureAD")
                .set("modifiedProperties", modified("Description", "\"Ward list\"", "\"Ward list, day staff\""));
        return change.filled(bytes);
    }

    static ObjectNode accountEnabled(Trust trust, Moment moment, int bytes) {
        Change change = new Change(moment, "UserManagement", "Enable account", trust.somebody(moment));
        user(change, trust.somebody(moment)).set("modifiedProperties", modified("AccountEnabled", "[false]", "[true]"));
        return change.filled(bytes);
    }

    static ObjectNode roleActivated(Trust trust, Moment moment, int bytes) {
        Person who = trust.somebody(moment);
        return role(moment, "Add member to role completed (PIM activation)", moment.oneOf(ROLES), who, who)
                .filled(bytes);
    }

    static ObjectNode roleGivenForEver(Trust trust, Moment moment, int bytes) {
        return role(
                        moment,
                        "Add member to role outside of PIM (permanent)",
                        "Global Administrator",
                        trust.somebody(moment),
                        trust.somebody(moment))
                .filled(bytes);
    }

    private static Change role(Moment moment, String activity, String role, Person by, Person target) {
        Change change = new Change(moment, "RoleManagement", activity, by);
        change.targets
                .addObject()
                .put("id", "role-" + role.replace(' ', '-'))
                .put("type", "Role")
                .put("displayName", role);
        user(change, target).set("modifiedProperties", modified("Role.DisplayName", null, "\"" + role + "\""));
        return change;
    }

    private static ObjectNode user(Change change, Person target) {
        return change.targets
                .addObject()
                .put("id", target.id())
                .put("type", "User")
                .put("displayName", target.name())
                .put("userPrincipalName", target.principalName());
    }

    private static JsonNode modified(String property, @org.jspecify.annotations.Nullable String before, String after) {
        ArrayNode list = Json.object().arrayNode();
        list.addObject().put("displayName", property).put("oldValue", before).put("newValue", after);
        return list;
    }

    /** A change in the making. */
    private static final class Change {
        private final Moment moment;
        private final ObjectNode record;
        private final ObjectNode properties;
        private final ArrayNode targets;

        Change(Moment moment, String service, String activity, Person by) {
            this.moment = moment;
            String correlation = moment.id();
            record = Json.object()
                    .put("time", moment.written())
                    .put("resourceId", "/tenants/" + Trust.TENANT + "/providers/Microsoft.aadiam")
                    .put("operationName", activity)
                    .put("operationVersion", "1.0")
                    .put("category", "AuditLogs")
                    .put("tenantId", Trust.TENANT)
                    .put("resultSignature", "None")
                    .put("durationMs", 0)
                    .put("correlationId", correlation)
                    .put("identity", by.name())
                    .put("Level", 4);
            properties = record.putObject("properties")
                    .put("id", "Directory_" + correlation)
                    .put("category", service)
                    .put("correlationId", correlation)
                    .put("result", "success")
                    .put("resultReason", "")
                    .put("activityDisplayName", activity)
                    .put("activityDateTime", moment.written())
                    .put("loggedByService", activity.contains("PIM") ? "PIM" : "Core Directory")
                    .put("operationType", "Update")
                    .put("tenantGeo", "EU");
            properties
                    .putObject("initiatedBy")
                    .putObject("user")
                    .put("id", by.id())
                    .put("displayName", by.name())
                    .put("userPrincipalName", by.principalName())
                    .put("ipAddress", Trust.address(moment));
            targets = properties.putArray("targetResources");
        }

        ObjectNode filled(int bytes) {
            ArrayNode details = properties.putArray("additionalDetails");
            details.addObject().put("key", "Justification").put("value", "Rota change for the ward");
            details.addObject().put("key", "TicketNumber").put("value", "CHG00" + moment.upTo(100_000));
            Ballast.fill(
                    record,
                    details,
                    bytes,
                    () -> Json.object()
                            .put("key", "User-Agent")
                            .put("value", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Directory/" + moment.digits(40)));
            return record;
        }
    }
}
