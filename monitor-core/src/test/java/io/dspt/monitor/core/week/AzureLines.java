package io.dspt.monitor.core.week;

import java.time.Instant;
import java.util.Locale;

/** Azure's record shapes, filled in; each method gives one record. */
final class AzureLines {
    static final String TENANT = "894af375-a52f-4d5a-a92d-9d9c279b1489";
    static final String SUBSCRIPTION = "/subscriptions/a4441acb-e00d-42f9-8207-2df8d55d375d";

    private AzureLines() {}

    /** A person who signs in. */
    record Person(String id, String name, String principalName, String type) {}

    /**
     * How somebody signs in.
     *
     * @param multiFactor a second factor was used or had been
     */
    record SignIn(
            String category,
            String application,
            String applicationId,
            String address,
            String country,
            int errorCode,
            boolean multiFactor,
            boolean managed,
            String clientApp) {}

    static String signIn(Instant at, String correlation, Person who, SignIn how) {
        String method = how.multiFactor()
                ? "{\"authenticationMethod\":\"Previously satisfied\",\"succeeded\":true,"
                        + "\"authenticationStepResultDetail\":\"MFA requirement satisfied by claim in the token\","
                        + "\"authenticationStepRequirement\":\"Primary authentication\"}"
                : "{\"authenticationMethod\":\"Password\",\"succeeded\":" + (how.errorCode() == 0)
                        + ",\"authenticationStepRequirement\":\"Primary authentication\"}";
        return "{\"time\":\"" + at + "\",\"resourceId\":\"/tenants/" + TENANT
                + "/providers/Microsoft.aadiam\",\"operationName\":\"Sign-in activity\",\"category\":\""
                + how.category() + "\",\"tenantId\":\"" + TENANT + "\",\"resultType\":\"" + how.errorCode()
                + "\",\"callerIpAddress\":\"" + how.address() + "\",\"correlationId\":\"" + correlation
                + "\",\"identity\":\"" + who.name() + "\",\"location\":\"" + how.country()
                + "\",\"properties\":{\"id\":\"" + correlation + "\",\"createdDateTime\":\"" + at
                + "\",\"userDisplayName\":\"" + who.name() + "\",\"userPrincipalName\":\"" + who.principalName()
                + "\",\"userId\":\"" + who.id() + "\",\"userType\":\"" + who.type() + "\",\"appId\":\""
                + how.applicationId() + "\",\"appDisplayName\":\"" + how.application()
                + "\",\"resourceDisplayName\":\"" + how.application() + "\",\"ipAddress\":\"" + how.address()
                + "\",\"status\":{\"errorCode\":" + how.errorCode() + "},\"clientAppUsed\":\"" + how.clientApp()
                + "\",\"deviceDetail\":{\"deviceId\":\"d-" + who.id() + "\",\"isCompliant\":" + how.managed()
                + ",\"isManaged\":" + how.managed() + "},\"location\":{\"countryOrRegion\":\"" + how.country()
                + "\"},\"conditionalAccessStatus\":\"" + (how.errorCode() == 0 ? "success" : "failure")
                + "\",\"isInteractive\":" + how.category().equals("SignInLogs")
                + ",\"authenticationRequirement\":\""
                + (how.multiFactor() ? "multiFactorAuthentication" : "singleFactorAuthentication")
                + "\",\"authenticationDetails\":[" + method + "],\"networkLocationDetails\":[]"
                + ",\"authenticationProtocol\":\"none\",\"riskLevelDuringSignIn\":\"none\",\"riskState\":\"none\"}}";
    }

    static String applicationSignIn(
            Instant at, String correlation, String category, String id, String name, String address, String country) {
        return "{\"time\":\"" + at + "\",\"resourceId\":\"/tenants/" + TENANT
                + "/providers/Microsoft.aadiam\",\"operationName\":\"Sign-in activity\",\"category\":\"" + category
                + "\",\"tenantId\":\"" + TENANT + "\",\"resultType\":\"0\",\"callerIpAddress\":\"" + address
                + "\",\"correlationId\":\"" + correlation + "\",\"location\":\"" + country
                + "\",\"properties\":{\"id\":\"" + correlation + "\",\"createdDateTime\":\"" + at
                + "\",\"servicePrincipalId\":\"" + id + "\",\"servicePrincipalName\":\"" + name + "\",\"appId\":\"" + id
                + "\",\"resourceDisplayName\":\"Azure Storage\",\"ipAddress\":\"" + address
                + "\",\"autonomousSystemNumber\":8075,\"status\":{\"errorCode\":0},\"location\":{\"countryOrRegion\":\""
                + country + "\"}}}";
    }

    /** An Entra directory change made by a person, or by an application when {@code initiator} has no principal name. */
    static String directoryChange(
            Instant at,
            String correlation,
            String service,
            String activity,
            Person initiator,
            Person target,
            String modifiedProperties,
            String reason) {
        String by = initiator.principalName().isEmpty()
                ? "{\"app\":{\"displayName\":\"" + initiator.name() + "\",\"servicePrincipalId\":\"" + initiator.id()
                        + "\"}}"
                : "{\"user\":{\"id\":\"" + initiator.id() + "\",\"userPrincipalName\":\"" + initiator.principalName()
                        + "\",\"displayName\":\"" + initiator.name() + "\"}}";
        return "{\"time\":\"" + at + "\",\"resourceId\":\"/tenants/" + TENANT
                + "/providers/Microsoft.aadiam\",\"operationName\":\"" + activity
                + "\",\"category\":\"AuditLogs\",\"tenantId\":\"" + TENANT
                + "\",\"resultSignature\":\"None\",\"correlationId\":\"" + correlation + "\",\"identity\":\""
                + initiator.name() + "\",\"properties\":{\"id\":\"" + correlation + "\",\"category\":\"" + service
                + "\",\"result\":\"success\",\"resultReason\":\"" + reason + "\",\"activityDisplayName\":\"" + activity
                + "\",\"activityDateTime\":\"" + at + "\",\"loggedByService\":\""
                + (activity.contains("PIM") ? "PIM" : "Core Directory") + "\",\"initiatedBy\":" + by
                + ",\"targetResources\":[" + modifiedProperties.replace("@target", target(target))
                + "],\"additionalDetails\":[{\"key\":\"Justification\",\"value\":\"" + reason + "\"},"
                + "{\"key\":\"TicketNumber\",\"value\":\"CHG0031" + (correlation.hashCode() & 0xFF) + "\"}]}}";
    }

    private static String target(Person target) {
        return "\"id\":\"" + target.id() + "\",\"type\":\"User\",\"displayName\":\"" + target.name()
                + "\",\"userPrincipalName\":\"" + target.principalName() + "\"";
    }

    /** A target with nothing modified. */
    static String plainTarget() {
        return "{@target,\"modifiedProperties\":[]}";
    }

    /** A target that is given, or loses, an Entra role. */
    static String roleTarget(String role) {
        return "{\"id\":\"role-" + role.replace(' ', '-') + "\",\"type\":\"Role\",\"displayName\":\"" + role
                + "\"},{@target,\"modifiedProperties\":[{\"displayName\":\"Role.DisplayName\",\"oldValue\":null,"
                + "\"newValue\":\"\\\"" + role + "\\\"\"}]}";
    }

    /** A control-plane operation that succeeded. */
    static String operation(
            Instant at, String correlation, String resourceId, String operation, Person caller, String body) {
        String claims = caller.principalName().isEmpty()
                ? "\"appid\":\"" + caller.id() + "\""
                : "\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn\":\"" + caller.principalName() + "\"";
        return "{\"time\":\"" + at + "\",\"resourceId\":\"" + resourceId.toUpperCase(Locale.ROOT)
                + "\",\"operationName\":\"" + operation.toUpperCase(Locale.ROOT)
                + "\",\"category\":\"Administrative\",\"resultType\":\"Success\",\"resultSignature\":\"Succeeded.OK\","
                + "\"callerIpAddress\":\"192.0.2.20\",\"correlationId\":\"" + correlation
                + "\",\"identity\":{\"authorization\":{\"action\":\"" + operation
                + "\",\"evidence\":{\"principalId\":\"" + caller.id() + "\",\"principalType\":\""
                + (caller.principalName().isEmpty() ? "ServicePrincipal" : "User") + "\"}},\"claims\":{" + claims
                + ",\"http://schemas.microsoft.com/identity/claims/objectidentifier\":\"" + caller.id()
                + "\"}},\"properties\":{\"statusCode\":\"OK\""
                + (body.isEmpty() ? "" : ",\"requestbody\":\"" + body.replace("\"", "\\\"") + "\"") + "}}";
    }

    static String blob(
            Instant at,
            String correlation,
            String account,
            String group,
            String operation,
            Person caller,
            String address,
            long bytes) {
        String category = operation.startsWith("Get")
                ? "StorageRead"
                : operation.startsWith("Put") ? "StorageWrite" : "StorageDelete";
        return "{\"time\":\"" + at + "\",\"resourceId\":\"" + store(account, group)
                + "/blobServices/default\",\"category\":\"" + category + "\",\"operationName\":\"" + operation
                + "\",\"statusCode\":200,\"statusText\":\"Success\",\"callerIpAddress\":\"" + address
                + ":52110\",\"correlationId\":\"" + correlation
                + "\",\"identity\":{\"type\":\"OAuth\",\"tokenHash\":\"A0\",\"requester\":{\"appId\":\"" + caller.id()
                + "\",\"objectId\":\"" + caller.id() + "\",\"tenantId\":\"" + TENANT
                + "\"}},\"uri\":\"https://" + account + ".blob.core.windows.net/studies/x\",\"properties\":{"
                + "\"accountName\":\"" + account + "\",\"objectKey\":\"/" + account
                + "/studies/x\",\"metricResponseType\":\"Success\",\"tlsVersion\":\"TLS 1.3\",\"responseBodySize\":"
                + bytes + ",\"userAgentHeader\":\"pacs\"}}";
    }

    static String store(String account, String group) {
        return SUBSCRIPTION + "/resourceGroups/" + group + "/providers/Microsoft.Storage/storageAccounts/" + account;
    }

    static String secretRead(Instant at, String correlation, String vault, Person caller) {
        return "{\"time\":\"" + at + "\",\"resourceId\":\"" + SUBSCRIPTION
                + "/RESOURCEGROUPS/RG-KEYS/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/" + vault.toUpperCase(Locale.ROOT)
                + "\",\"category\":\"AuditEvent\",\"operationName\":\"SecretGet\",\"resultType\":\"Success\","
                + "\"resultSignature\":\"OK\",\"callerIpAddress\":\"192.0.2.31\",\"correlationId\":\"" + correlation
                + "\",\"identity\":{\"claim\":{\"oid\":\"" + caller.id() + "\",\"appid\":\"" + caller.id()
                + "\"}},\"properties\":{\"id\":\"https://" + vault
                + ".vault.azure.net/secrets/database\",\"httpStatusCode\":200}}";
    }

    static String backupJob(Instant at, String correlation, String item, String status) {
        return "{\"time\":\"" + at + "\",\"resourceId\":\"" + SUBSCRIPTION
                + "/RESOURCEGROUPS/RG-BACKUP/PROVIDERS/MICROSOFT.RECOVERYSERVICES/VAULTS/RSV-NORTHMOOR\",\"category\":"
                + "\"AddonAzureBackupJobs\",\"operationName\":\"Job\",\"properties\":{\"JobUniqueId\":\"" + correlation
                + "\",\"JobOperation\":\"Backup\",\"JobStatus\":\"" + status + "\",\"BackupItemUniqueId\":\"" + item
                + "\",\"JobStartDateTime\":\"" + at + "\"}}";
    }

    static String assessment(Instant at, String machine, String key, String name, String code) {
        return "{\"type\":\"Microsoft.Security/assessments\",\"id\":\"" + machine
                + "/providers/Microsoft.Security/assessments/" + key + "\",\"name\":\"" + key
                + "\",\"tenantId\":\"" + TENANT + "\",\"properties\":{\"displayName\":\"" + name
                + "\",\"status\":{\"code\":\"" + code + "\",\"statusChangeDate\":\"" + at
                + "\"},\"resourceDetails\":{\"source\":\"Azure\",\"id\":\"" + machine
                + "\"}},\"securityEventDataEnrichment\":{\"action\":\"Insert\",\"apiVersion\":\"2019-01-01\","
                + "\"isSnapshot\":true}}";
    }
}
