package io.dspt.monitor.core.fold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Invented records in Azure's own shapes, as JSON texts; what a test does not name has a plain value. */
final class AzureJson {
    static final String SUBSCRIPTION_ID = "7d1c9a52-0000-4000-8000-000000000b01";
    static final String SUBSCRIPTION = "/subscriptions/" + SUBSCRIPTION_ID;
    static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg-imaging-prod";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TENANT = "7d1c9a52-0000-4000-8000-0000000000aa";
    private static final String ADA = "7d1c9a52-0000-4000-8000-00000000c0a1";

    private AzureJson() {}

    static String storageAccount(String name) {
        return GROUP + "/providers/Microsoft.Storage/storageAccounts/" + name;
    }

    static String securityGroup(String name) {
        return GROUP + "/providers/Microsoft.Network/networkSecurityGroups/" + name;
    }

    /** The object id of one of many users. */
    static String user(int number) {
        return "7d1c9a52-0000-4000-8000-" + (100_000_000_000L + number);
    }

    /** A write of a resource, by default a success that carries no body. */
    static Activity write(String resource) {
        return new Activity(resource, "write");
    }

    /** A deletion of a resource. */
    static Activity delete(String resource) {
        return new Activity(resource, "delete");
    }

    /** Ada is given the role outside PIM, as PIM itself observes it about every two hours while it stands. */
    static String roleOutsidePim(String principal, String role, Instant at) {
        return directoryChange(
                "Add member to role outside of PIM (permanent)",
                at,
                Map.of("app", Map.of("displayName", "MS-PIM")),
                List.of(
                        Map.of("type", "Role", "id", nameBased(role), "displayName", role),
                        Map.of(
                                "type",
                                "User",
                                "id",
                                principal,
                                "userPrincipalName",
                                "cai.morgan@northmoor.example.nhs.uk")));
    }

    /** The directory's own record that a role was taken away. */
    static String roleRemoved(String principal, String role, Instant at) {
        return directoryChange(
                "Remove member from role",
                at,
                Map.of("user", Map.of("id", ADA, "userPrincipalName", "ada.okafor@northmoor.example.nhs.uk")),
                List.of(
                        Map.of(
                                "type",
                                "User",
                                "id",
                                principal,
                                "userPrincipalName",
                                "cai.morgan@northmoor.example.nhs.uk",
                                "modifiedProperties",
                                List.of(Map.of("displayName", "Role.DisplayName", "oldValue", '"' + role + '"'))),
                        Map.of("type", "Role", "id", nameBased(role))));
    }

    /** What PIM itself logs of an activated role: that it begins, or that it has ended. */
    static String pimActivity(String activity, String principal, String role, Instant at) {
        return directoryChange(
                activity,
                at,
                Map.of("user", Map.of("id", principal, "userPrincipalName", "cai.morgan@northmoor.example.nhs.uk")),
                List.of(
                        Map.of("type", "Role", "id", nameBased(role), "displayName", role),
                        Map.of("type", "User", "id", principal)));
    }

    /** A blob read with an Entra identity, from an address with its port as storage writes it. */
    static String blobRead(String account, String caller, String address, Instant at) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("time", at.toString());
        record.put("resourceId", account + "/blobServices/default");
        record.put("category", "StorageRead");
        record.put("operationName", "GetBlob");
        record.put("statusCode", 200);
        record.put("statusText", "Success");
        record.put("correlationId", nameBased(account + caller + at));
        record.put("callerIpAddress", address);
        record.put("identity", Map.of("type", "OAuth", "requester", Map.of("objectId", caller, "tenantId", TENANT)));
        record.put("uri", "https://stnorthmoorscans.blob.core.windows.net/scans/one");
        record.put("properties", Map.of("accountName", "stnorthmoorscans", "serviceType", "blob"));
        return text(record);
    }

    private static String directoryChange(String activity, Instant at, Map<String, ?> initiator, List<?> targets) {
        String correlation = nameBased(activity + at);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("category", "RoleManagement");
        properties.put("result", "success");
        properties.put("activityDisplayName", activity);
        properties.put("activityDateTime", at.toString());
        properties.put("loggedByService", "PIM");
        properties.put("initiatedBy", initiator);
        properties.put("targetResources", targets);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("time", at.toString());
        record.put("resourceId", "/tenants/" + TENANT + "/providers/Microsoft.aadiam");
        record.put("operationName", activity);
        record.put("category", "AuditLogs");
        record.put("tenantId", TENANT);
        record.put("correlationId", correlation);
        record.put("properties", properties);
        return text(record);
    }

    /** An interactive sign-in with a password alone, from anywhere, that succeeds. */
    static SignIn signIn(String user, Instant at) {
        return new SignIn(user, at);
    }

    /** Event Grid's event of an Azure Policy state. */
    static String policyState(String event, String resource, String definition, String compliance, Instant evaluated) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("timestamp", evaluated.toString());
        data.put("policyAssignmentId", SUBSCRIPTION + "/providers/Microsoft.Authorization/policyAssignments/uk-only");
        data.put("policyDefinitionId", "/providers/Microsoft.Authorization/policyDefinitions/" + definition);
        data.put("complianceState", compliance);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", event);
        record.put("topic", SUBSCRIPTION);
        record.put("subject", resource);
        record.put("eventType", "Microsoft.PolicyInsights.PolicyStateChanged");
        record.put("eventTime", evaluated.plusSeconds(1).toString());
        record.put("data", data);
        return text(record);
    }

    /** A resource as Resource Graph tells it, with details and without tags unless they are named. */
    static String resource(String id, Map<String, ?> members) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("id", id);
        resource.put("name", id.substring(id.lastIndexOf('/') + 1));
        resource.put("type", Activity.type(id).toLowerCase(java.util.Locale.ROOT));
        resource.put("tenantId", TENANT);
        resource.put("tags", null);
        resource.put("properties", Map.of());
        resource.putAll(members);
        return text(resource);
    }

    /** A storage account as Resource Graph tells it. */
    static String accountIn(String region, String account) {
        return resource(account, Map.of("location", region, "sku", Map.of("name", "Standard_LRS")));
    }

    /** A security rule that opens remote desktop to the internet, as a group's body describes it. */
    static Map<String, Object> openRule(String name) {
        return Map.of("name", name, "properties", openRule());
    }

    /** The properties of such a rule. */
    static Map<String, Object> openRule() {
        return rule("*", "3389");
    }

    static Map<String, Object> rule(String source, String port) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("access", "Allow");
        properties.put("direction", "Inbound");
        properties.put("sourceAddressPrefix", source);
        properties.put("destinationPortRange", port);
        return properties;
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String nameBased(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    /** A record of the activity log. */
    static final class Activity {
        private final Map<String, Object> record = new LinkedHashMap<>();
        private final Map<String, Object> properties = new LinkedHashMap<>();

        private Activity(String resource, String verb) {
            record.put("category", "Administrative");
            record.put("operationName", type(resource) + "/" + verb);
            record.put("resourceId", resource);
            record.put("tenantId", TENANT);
            record.put("callerIpAddress", "198.51.100.24");
            record.put(
                    "identity",
                    Map.of(
                            "claims",
                            Map.of(
                                    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
                                    "ada.okafor@northmoor.example.nhs.uk",
                                    "http://schemas.microsoft.com/identity/claims/objectidentifier",
                                    ADA)));
            succeeded("OK");
        }

        private static String type(String resource) {
            int provider = resource.toLowerCase(java.util.Locale.ROOT).lastIndexOf("/providers/");
            if (provider < 0) {
                return "Microsoft.Resources/subscriptions/resourceGroups";
            }
            String[] parts =
                    resource.substring(provider + "/providers/".length()).split("/", -1);
            StringBuilder type = new StringBuilder(parts[0]);
            for (int i = 1; i < parts.length; i += 2) {
                type.append('/').append(parts[i]);
            }
            return type.toString();
        }

        Activity at(Instant at) {
            record.put("time", at.toString());
            record.putIfAbsent("correlationId", nameBased(record.get("resourceId") + at.toString()));
            return this;
        }

        Activity at(String at) {
            return at(Instant.parse(at));
        }

        /** The request this record belongs to; by default one of its own. */
        Activity request(String name) {
            record.put("correlationId", nameBased(name));
            return this;
        }

        Activity started() {
            return outcome("Start", "Started.");
        }

        Activity failed() {
            return outcome("Failure", "Failed.Forbidden");
        }

        /** Success, and Azure says that the resource was created. */
        Activity created() {
            return succeeded("Created");
        }

        private Activity succeeded(String status) {
            properties.put("statusCode", status);
            return outcome("Success", "Succeeded." + status);
        }

        private Activity outcome(String type, String signature) {
            record.put("resultType", type);
            record.put("resultSignature", signature);
            if (!type.equals("Success")) {
                properties.remove("statusCode");
            }
            return this;
        }

        /** The request's body, which Azure carries as a text. */
        Activity body(Map<String, ?> body) {
            properties.put("requestbody", text(body));
            return this;
        }

        /** A resource id in capitals, as Azure writes it in some records. */
        Activity inCapitals() {
            record.computeIfPresent("resourceId", (k, id) -> id.toString().toUpperCase(java.util.Locale.ROOT));
            return this;
        }

        String json() {
            record.put("properties", properties);
            return text(record);
        }
    }

    /** A record of the sign-in log. */
    static final class SignIn {
        private final Map<String, Object> record = new LinkedHashMap<>();
        private final Map<String, Object> properties = new LinkedHashMap<>();

        private SignIn(String user, Instant at) {
            record.put("time", at.toString());
            record.put("resourceId", "/tenants/" + TENANT + "/providers/Microsoft.aadiam");
            record.put("operationName", "Sign-in activity");
            record.put("category", "SignInLogs");
            record.put("tenantId", TENANT);
            record.put("callerIpAddress", "203.0.113.45");
            record.put("correlationId", nameBased(user + at));
            properties.put("createdDateTime", at.toString());
            properties.put("userId", user);
            properties.put("userPrincipalName", "ben.hughes@northmoor.example.nhs.uk");
            properties.put("appDisplayName", "Northmoor Clinical Portal");
            properties.put("resourceDisplayName", "Northmoor Clinical Portal");
            properties.put("resourceId", "7d1c9a52-0000-4000-8000-0000000000a1");
            properties.put("isInteractive", true);
            properties.put("clientAppUsed", "Browser");
            properties.put("authenticationRequirement", "singleFactorAuthentication");
            properties.put("networkLocationDetails", List.of());
            properties.put("authenticationProcessingDetails", List.of());
            properties.put(
                    "authenticationDetails",
                    List.of(Map.of(
                            "authenticationMethod",
                            "Password",
                            "succeeded",
                            true,
                            "authenticationStepRequirement",
                            "Primary authentication")));
            result(0);
        }

        SignIn client(String client) {
            properties.put("clientAppUsed", client);
            return this;
        }

        SignIn result(int errorCode) {
            record.put("resultType", Integer.toString(errorCode));
            properties.put("status", Map.of("errorCode", errorCode));
            return this;
        }

        SignIn fromTrustedLocation() {
            properties.put(
                    "networkLocationDetails",
                    List.of(Map.of("networkType", "trustedNamedLocation", "networkNames", List.of("Northmoor sites"))));
            return this;
        }

        SignIn withSecondFactor() {
            properties.put(
                    "status",
                    Map.of("errorCode", 0, "additionalDetails", "MFA requirement satisfied by claim in the token"));
            return this;
        }

        String json() {
            record.put("properties", properties);
            return text(record);
        }
    }
}
