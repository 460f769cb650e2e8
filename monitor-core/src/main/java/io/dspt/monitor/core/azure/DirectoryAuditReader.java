package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.azure.DirectoryChangeRecord.Target;
import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads Entra's audit log: diagnostic settings, Graph, and rows of Log Analytics. */
final class DirectoryAuditReader implements FamilyReader {
    private static final String CATEGORY = "AuditLogs";
    /** No other record has two of these. */
    private static final String[] AUDIT_MEMBERS = {
        "initiatedBy", "targetResources", "activityDisplayName", "loggedByService"
    };

    /** Whether an object is a directory audit, whatever frame it comes in. */
    static boolean isDirectoryAudit(JsonObject record) {
        return holdsAudit(record) || holdsAudit(record.object("properties"));
    }

    private static boolean holdsAudit(JsonObject object) {
        int members = 0;
        for (String member : AUDIT_MEMBERS) {
            members += object.has(member) ? 1 : 0;
        }
        return members >= 2;
    }

    @Override
    public ReadResult read(JsonObject record) {
        JsonObject details = record.objectOrSelf("properties");
        RecordTime time = RecordTime.of(details, "activityDateTime").or(record, details);
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String activity = record.text("operationName", "activityDisplayName");
        if (activity == null) {
            activity = details.text("activityDisplayName", "operationName");
        }
        Audit audit = new Audit(activity == null ? "" : OperationName.activity(activity), record, details);
        EventHeader header = new EventHeader(CATEGORY, audit.operation, time.instant(), audit);
        return new ReadResult.Parsed(LockboxFacts.around(DirectoryChangeRecord.event(header, audit::change), details));
    }

    /** One record: its frame and what its properties hold. */
    private static final class Audit implements EventHeader.Details {
        private final String operation;
        private final JsonObject record;
        private final JsonObject details;
        private @Nullable DirectoryChangeRecord change;

        Audit(String operation, JsonObject record, JsonObject details) {
            this.operation = operation;
            this.record = record;
            this.details = details;
        }

        DirectoryChangeRecord change() {
            if (change == null) {
                change = DirectoryAuditReader.change(operation, record, details);
            }
            return change;
        }

        @Override
        public Outcome outcome() {
            return OutcomeWords.of(details.text("result"), record.text("result"), record.text("resultType"));
        }

        /** What is changed is an object of the directory, not a resource of Azure. */
        @Override
        public @Nullable ResourceId resource() {
            return null;
        }

        @Override
        public @Nullable String tenant() {
            return Tenant.of(
                    Tenant.ofRecord(record),
                    Tenant.ofResource(record.text("resourceId")),
                    details.text("AADTenantId", "tenantId"));
        }

        @Override
        public Actor actor() {
            return DirectoryAuditReader.actor(details.object("initiatedBy"), record);
        }

        @Override
        public @Nullable String correlationId() {
            String correlation = record.text("correlationId");
            return correlation == null ? details.text("correlationId") : correlation;
        }
    }

    private static DirectoryChangeRecord change(String operation, JsonObject record, JsonObject details) {
        JsonObject initiator = details.object("initiatedBy");
        List<JsonObject> targets = details.objects("targetResources");
        return new DirectoryChangeRecord(
                operation,
                actor(initiator, record),
                details.textFact("loggedByService"),
                initiator == JsonObject.EMPTY ? Missing.UNKNOWN : application(initiator.object("app")),
                details.list("targetResources") != null,
                targets.stream().map(DirectoryAuditReader::target).toList(),
                targets.stream()
                        .flatMap(target -> target.objects("modifiedProperties").stream())
                        .flatMap(element -> ModifiedProperty.of(element).stream())
                        .toList(),
                details.textFact("resultReason"),
                additional(details));
    }

    private static @Nullable Map<String, String> additional(JsonObject details) {
        if (details.list("additionalDetails") == null) {
            return null;
        }
        Map<String, String> additional = new TreeMap<>();
        for (JsonObject detail : details.objects("additionalDetails")) {
            String key = detail.text("key");
            String value = detail.text("value");
            if (key != null && value != null) {
                additional.putIfAbsent(key.toLowerCase(Locale.ROOT), value);
            }
        }
        return additional;
    }

    private static FactValue application(JsonObject application) {
        return FactValue.textOr(application.text("displayName"), Missing.ABSENT);
    }

    private static Target target(JsonObject target) {
        return new Target(
                target.text("type"),
                ActivityActor.id(target.text("id")),
                target.text("userPrincipalName", "displayName"));
    }

    private static Actor actor(JsonObject initiator, JsonObject record) {
        JsonObject user = initiator.object("user");
        JsonObject application = initiator.object("app");
        if (user.text("id", "userPrincipalName") != null) {
            return new Actor(
                    Actor.Type.USER,
                    ActivityActor.id(user.text("id")),
                    user.text("userPrincipalName", "displayName"),
                    application.text("appId"),
                    address(user, record),
                    null);
        }
        boolean named = application.text("displayName", "appId", "servicePrincipalId") != null;
        return new Actor(
                named ? Actor.Type.APPLICATION : Actor.Type.UNKNOWN,
                ActivityActor.id(application.text("servicePrincipalId")),
                application.text("displayName"),
                application.text("appId"),
                address(user, record),
                null);
    }

    private static @Nullable String address(JsonObject user, JsonObject record) {
        String address = record.text("callerIpAddress");
        return NetworkAddress.withoutPort(address == null ? user.text("ipAddress") : address);
    }
}
