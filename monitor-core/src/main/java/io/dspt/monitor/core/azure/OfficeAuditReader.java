package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.azure.DirectoryChangeRecord.Target;
import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the Microsoft 365 audit log, also as rows of Log Analytics: sign-ins and directory changes where the workload is
 * Entra, other activity otherwise.
 */
final class OfficeAuditReader implements FamilyReader {
    private static final String DIRECTORY_WORKLOAD = "AzureActiveDirectory";
    /** Record types of Entra: changes, account and token sign-ins. */
    private static final Set<String> DIRECTORY_RECORD_TYPES = Set.of("8", "9", "15");

    /** [P] Entra's code of an error by its name in lower case. */
    private static final Map<String, Long> ERROR_CODES = Map.of(
            "invalidusernameorpassword", 50126L,
            "idslocked", 50053L,
            "useraccountnotfound", 50034L,
            "userdisabled", 50057L);

    private static final DetailFacts<JsonObject> SIGN_IN_FACTS = new DetailFacts<JsonObject>()
            .with(
                    Facts.SIGN_IN_USER,
                    record -> FactValue.textOr(
                            OfficeIdentity.of(record.objects("Actor")).id(), Missing.UNKNOWN))
            .with(Facts.SIGN_IN_ERROR_CODE, OfficeAuditReader::errorCode)
            .with(Facts.SIGN_IN_APPLICATION_ID, record -> record.textFact("ApplicationId"))
            .with(Facts.SIGN_IN_RESOURCE_ID, record -> record.textFact("ObjectId"))
            .with(Facts.SIGN_IN_USER_TYPE, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_CLIENT_APP, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_INTERACTIVE, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_MULTI_FACTOR, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_TRUSTED_LOCATION, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_APPLICATION, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_RESOURCE, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_CONDITIONAL_ACCESS, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_PROTOCOL, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_TRANSFER_METHOD, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_DEVICE_COMPLIANT, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_DEVICE_MANAGED, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_RISK_LEVEL, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_AGGREGATED_RISK_LEVEL, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_RISK_STATE, record -> Missing.UNKNOWN)
            .with(Facts.SIGN_IN_RISK_EVENT_TYPES, record -> Missing.UNKNOWN);

    private static final DetailFacts<JsonObject> ACTIVITY_FACTS = new DetailFacts<JsonObject>()
            .with(Facts.POWER_BI_WORKSPACE, record -> record.textFact("WorkspaceId"))
            .with(
                    Facts.POWER_BI_ITEM,
                    record -> record.textFact("ReportId", "DatasetId", "ArtifactId", "ItemName", "ObjectId"));

    /** Whether an object is a record of this log. */
    static boolean isOfficeAudit(JsonObject record) {
        return record.has("Operation")
                && record.has("RecordType")
                && (record.has("Workload") || record.has("OfficeWorkload") || record.has("OrganizationId"));
    }

    @Override
    public ReadResult read(JsonObject record) {
        RecordTime time = RecordTime.of(record, "CreationTime")
                .or(record, JsonObject.EMPTY)
                .or(record, "Start_Time");
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String written = record.text("Operation");
        String operation = written == null ? "" : OperationName.activity(written);
        String workload = workload(record);
        boolean directory = workload.equalsIgnoreCase(DIRECTORY_WORKLOAD);
        boolean signIn = directory && operation.toLowerCase(Locale.ROOT).matches("userlog(gedin|infailed)");
        Actor actor = actor(record);
        EventHeader header = new EventHeader(
                workload,
                operation,
                outcome(record, operation),
                null,
                Tenant.of(record.text("OrganizationId")),
                actor,
                record.text("InterSystemsId", "Id", "OfficeId"),
                time.instant());
        if (signIn) {
            return new ReadResult.Parsed(new AzureEvent.SignIn(header, SIGN_IN_FACTS.of(record)));
        }
        return new ReadResult.Parsed(
                directory
                        ? DirectoryChangeRecord.event(header, () -> change(record, operation, actor))
                        : new AzureEvent.OfficeActivity(header, ACTIVITY_FACTS.of(record)));
    }

    private static String workload(JsonObject record) {
        String workload = record.text("Workload", "OfficeWorkload");
        if (workload != null) {
            return CategoryName.capped(workload);
        }
        String recordType = record.text("RecordType");
        boolean directory = record.has("AzureActiveDirectoryEventType")
                || (recordType != null && DIRECTORY_RECORD_TYPES.contains(recordType));
        return directory ? DIRECTORY_WORKLOAD : "Office365";
    }

    private static Outcome outcome(JsonObject record, String operation) {
        // A failed sign-in may read "Success": the record of it was written successfully.
        return operation.equalsIgnoreCase("UserLoginFailed")
                ? Outcome.FAILURE
                : OutcomeWords.of(record.text("ResultStatus"), record.text("IsSuccess"));
    }

    /** Records that carry no number carry the name of the error. */
    private static FactValue errorCode(JsonObject record) {
        FactValue number = record.wholeFact("ErrorNumber");
        String error = record.text("LogonError");
        Long code = error == null ? null : ERROR_CODES.get(error.toLowerCase(Locale.ROOT));
        return number.isPresent() || code == null ? number : FactValue.whole(code);
    }

    private static DirectoryChangeRecord change(JsonObject record, String operation, Actor actor) {
        List<JsonObject> entries = record.objects("Target", "AADTarget");
        OfficeIdentity identity = OfficeIdentity.of(entries);
        String object = record.text("ObjectId");
        boolean carried = !entries.isEmpty() || object != null;
        Target target = new Target(identity.kind(), identity.id(), identity.name() == null ? object : identity.name());
        return new DirectoryChangeRecord(
                operation,
                actor,
                Missing.UNKNOWN,
                actor.type() == Actor.Type.APPLICATION
                        ? FactValue.textOr(actor.name(), Missing.UNKNOWN)
                        : Missing.ABSENT,
                carried,
                carried ? List.of(target) : List.of(),
                record.objects("ModifiedProperties").stream()
                        .flatMap(element -> ModifiedProperty.of(element).stream())
                        .toList(),
                Missing.UNKNOWN,
                null);
    }

    private static Actor actor(JsonObject record) {
        OfficeIdentity identity = OfficeIdentity.of(record.objects("Actor"));
        String name = identity.isApplication() ? identity.displayName() : identity.principalName();
        return new Actor(
                identity.isApplication() ? Actor.Type.APPLICATION : Actor.Type.USER,
                identity.id(),
                name == null ? record.text("UserId") : name,
                record.text("ApplicationId", "AppId", "ClientAppId"),
                NetworkAddress.withoutPort(record.text("ClientIP", "ActorIpAddress", "ClientIPAddress")),
                null);
    }
}
