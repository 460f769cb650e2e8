package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Entra ID Protection says of users and workloads: detections and the state they lead to, from diagnostic
 * settings and rows of Log Analytics. Names of members as in the tables' reference, the same in both.
 */
final class IdentityRiskReader implements FamilyReader {

    /** Diagnostic category by lower-case name of the category or of the table in Log Analytics. */
    private static final Map<String, String> CATEGORIES = Map.of(
            "riskyusers", "RiskyUsers",
            "userriskevents", "UserRiskEvents",
            "riskyserviceprincipals", "RiskyServicePrincipals",
            "serviceprincipalriskevents", "ServicePrincipalRiskEvents",
            "aadriskyusers", "RiskyUsers",
            "aaduserriskevents", "UserRiskEvents",
            "aadriskyserviceprincipals", "RiskyServicePrincipals",
            "aadserviceprincipalriskevents", "ServicePrincipalRiskEvents");

    private static final DetailFacts<JsonObject> FACTS = new DetailFacts<JsonObject>()
            .with(Facts.RISK_LEVEL, details -> level(details, "riskLevel"))
            .with(Facts.RISK_STATE, details -> details.textFact("riskState"))
            .with(Facts.RISK_DETAIL, details -> details.textFact("riskDetail"))
            .with(Facts.RISK_EVENT_TYPE, details -> details.textFact("riskEventType", "riskType"));

    /** The diagnostic category that a category or a table's name stands for; {@code null} when it is none of these. */
    static @Nullable String category(@Nullable String name) {
        return name == null ? null : CATEGORIES.get(name.toLowerCase(Locale.ROOT));
    }

    /** A tenant without the licence is told that a level is hidden, which is not to know it. */
    static FactValue level(JsonObject details, String member) {
        FactValue level = details.textFact(member);
        return "hidden".equalsIgnoreCase(level.textOrNull()) ? Missing.UNKNOWN : level;
    }

    @Override
    public ReadResult read(JsonObject record) {
        JsonObject details = record.objectOrSelf("properties");
        // A detection keeps the time of the activity when its state changes; what is judged is when the state did.
        RecordTime time = RecordTime.of(details, "riskLastUpdatedDateTime", "lastUpdatedDateTime")
                .or(record, details)
                .or(details, "detectedDateTime");
        if (time.unreadable()) {
            return new ReadResult.Unreadable("time-unreadable");
        }
        String named = category(record.text("category"));
        if (named == null) {
            named = category(record.text("Type", "$table"));
        }
        String category = named == null ? "UserRiskEvents" : named;
        boolean workload = category.contains("ServicePrincipal");
        // What is at risk is the record itself where it tells of a user or a workload, and not of one detection.
        boolean isSubject = category.startsWith("Risky");
        String operation = record.text("operationName");
        String correlation = record.text("correlationId");
        Actor atRisk = new Actor(
                workload ? Actor.Type.APPLICATION : Actor.Type.USER,
                ActivityActor.id(
                        isSubject
                                ? details.text("id", workload ? "servicePrincipalId" : "userId")
                                : details.text(workload ? "servicePrincipalId" : "userId")),
                workload
                        ? details.text("servicePrincipalDisplayName", "displayName")
                        : details.text("userPrincipalName", "userDisplayName"),
                details.text("appId"),
                NetworkAddress.withoutPort(details.text("ipAddress")),
                details.object("location").text("countryOrRegion"));
        EventHeader header = new EventHeader(
                category,
                operation == null ? category : OperationName.activity(operation),
                Outcome.SUCCESS,
                null,
                Tenant.of(Tenant.ofRecord(record), Tenant.ofResource(record.text("resourceId"))),
                atRisk,
                correlation == null ? details.text("correlationId", "id") : correlation,
                time.instant());
        return new ReadResult.Parsed(new AzureEvent.IdentityRisk(header, FACTS.of(details)));
    }
}
