package io.dspt.monitor.benchmarks.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.benchmarks.records.Trust.Person;
import java.util.List;

/** Entra's sign-ins. */
final class SignInShapes {
    private static final List<String> APPLICATIONS =
            List.of("Northmoor Notes", "Northmoor Rota", "Office 365 Exchange Online", "Microsoft Teams");
    private static final String INTERACTIVE = "SignInLogs";
    private static final int WRONG_PASSWORD = 50126;
    /** Not a failure: Entra asks whether to stay signed in, and the browser goes on. */
    private static final int INTERRUPTED = 50140;

    private SignInShapes() {}

    /** A page on the way to a sign-in. */
    static ObjectNode interrupted(Trust trust, Moment moment, int bytes) {
        return signIn(trust.somebody(moment), moment, bytes, INTERACTIVE, INTERRUPTED, true);
    }

    /** A telephone renews its token: no policy applies again, and no device is named. */
    static ObjectNode nonInteractive(Trust trust, Moment moment, int bytes) {
        return signIn(trust.somebody(moment), moment, bytes, "NonInteractiveUserSignInLogs", 0, false);
    }

    /** Somebody is in, on a device of the trust: rules remember it as what may end a finding or a sequence. */
    static ObjectNode signedIn(Trust trust, Moment moment, int bytes) {
        return signIn(trust.somebody(moment), moment, bytes, INTERACTIVE, 0, true);
    }

    static ObjectNode wrongPassword(Trust trust, Moment moment, int bytes) {
        return signIn(trust.somebody(moment), moment, bytes, INTERACTIVE, WRONG_PASSWORD, true);
    }

    private static ObjectNode signIn(
            Person who, Moment moment, int bytes, String category, int error, boolean policyApplied) {
        boolean interactive = category.equals(INTERACTIVE);
        String address = Trust.address(moment);
        String application = moment.oneOf(APPLICATIONS);
        String correlation = moment.id();
        ObjectNode record = head(moment, category, correlation, address, Integer.toString(error));
        record.put("identity", who.name()).put("Level", 4).put("location", "GB");
        ObjectNode properties = record.putObject("properties")
                .put("id", moment.id())
                .put("createdDateTime", moment.written())
                .put("userDisplayName", who.name())
                .put("userPrincipalName", who.principalName())
                .put("userId", who.id())
                .put("userType", "Member")
                .put("appId", "app-" + application.hashCode())
                .put("appDisplayName", application)
                .put("resourceDisplayName", application)
                .put("resourceId", "res-" + application.hashCode())
                .put("ipAddress", address)
                .put("clientAppUsed", interactive ? "Browser" : "Mobile Apps and Desktop clients")
                .put(
                        "userAgent",
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Edge/18.19042")
                .put("correlationId", correlation)
                .put("conditionalAccessStatus", !policyApplied ? "notApplied" : error == 0 ? "success" : "failure")
                .put("originalRequestId", moment.id())
                .put("isInteractive", interactive)
                .put("tokenIssuerType", "AzureAD")
                .put("authenticationProtocol", "none")
                .put("authenticationRequirement", "multiFactorAuthentication")
                .put("processingTimeInMilliseconds", moment.upTo(900))
                .put("riskDetail", "none")
                .put("riskLevelAggregated", "none")
                .put("riskLevelDuringSignIn", "none")
                .put("riskState", "none")
                .put("uniqueTokenIdentifier", moment.digits(22))
                .put("autonomousSystemNumber", 64500)
                .put("crossTenantAccessType", "none");
        properties.putObject("status").put("errorCode", error).put("additionalDetails", "MFA requirement satisfied");
        ObjectNode device = properties
                .putObject("deviceDetail")
                .put("deviceId", policyApplied ? "d-" + who.id() : "")
                .put("operatingSystem", policyApplied ? "Windows10" : "Ios 19.1")
                .put("browser", policyApplied ? "Edge 18.19042" : "Mobile Safari");
        if (policyApplied) {
            device.put("displayName", "NM-LT-" + who.id().substring(32))
                    .put("isCompliant", true)
                    .put("isManaged", true)
                    .put("trustType", "Azure AD joined");
        }
        ObjectNode location = properties
                .putObject("location")
                .put("city", "Northmoor")
                .put("state", "West Yorkshire")
                .put("countryOrRegion", "GB");
        location.putObject("geoCoordinates").put("latitude", 53.8).put("longitude", -1.54);
        properties
                .putArray("authenticationDetails")
                .addObject()
                .put("authenticationStepDateTime", moment.written())
                .put("authenticationMethod", error == 0 ? "Previously satisfied" : "Password")
                .put("succeeded", error == 0)
                .put("authenticationStepResultDetail", "MFA requirement satisfied by claim in the token")
                .put("authenticationStepRequirement", "Primary authentication");
        properties.putArray("networkLocationDetails");
        properties.putArray("riskEventTypes");
        Ballast.fill(record, properties.putArray("appliedConditionalAccessPolicies"), bytes, () -> policy(moment));
        return record;
    }

    /** A policy that was looked at; most do not apply to a sign-in. */
    private static JsonNode policy(Moment moment) {
        ObjectNode policy = Json.object()
                .put("id", moment.id())
                .put("displayName", "CA" + moment.upTo(60) + " Require MFA for all staff on unmanaged devices")
                .put("result", "notApplied")
                .put("conditionsSatisfied", 3)
                .put("conditionsNotSatisfied", 16);
        policy.putArray("enforcedGrantControls").add("Mfa");
        policy.putArray("enforcedSessionControls");
        return policy;
    }

    /** An application signs in, or a managed identity. */
    static ObjectNode applicationSignIn(Trust trust, Moment moment, int bytes) {
        Person who = Trust.server(moment);
        boolean managed = moment.upTo(2) == 0;
        String address = Trust.address(moment);
        String correlation = moment.id();
        ObjectNode record = head(
                moment,
                managed ? "ManagedIdentitySignInLogs" : "ServicePrincipalSignInLogs",
                correlation,
                address,
                "0");
        ObjectNode properties = record.put("location", "GB")
                .putObject("properties")
                .put("id", moment.id())
                .put("createdDateTime", moment.written())
                .put("servicePrincipalId", who.id())
                .put("servicePrincipalName", who.name())
                .put("appId", who.id())
                .put("resourceDisplayName", "Azure Storage")
                .put("ipAddress", address)
                .put("autonomousSystemNumber", 64500)
                .put("correlationId", correlation);
        properties.putObject("status").put("errorCode", 0);
        properties.putObject("location").put("countryOrRegion", "GB");
        Ballast.fill(record, properties.putArray("appliedConditionalAccessPolicies"), bytes, () -> policy(moment));
        return record;
    }

    private static ObjectNode head(Moment moment, String category, String correlation, String address, String result) {
        return Json.object()
                .put("time", moment.written())
                .put("resourceId", "/tenants/" + Trust.TENANT + "/providers/Microsoft.aadiam")
                .put("operationName", "Sign-in activity")
                .put("operationVersion", "1.0")
                .put("category", category)
                .put("tenantId", Trust.TENANT)
                .put("resultType", result)
                .put("resultSignature", "None")
                .put("durationMs", 0)
                .put("callerIpAddress", address)
                .put("correlationId", correlation);
    }
}
