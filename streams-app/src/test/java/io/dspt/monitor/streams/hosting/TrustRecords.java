package io.dspt.monitor.streams.hosting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records of a fictional trust in Azure's own shapes, as JSON texts. */
final class TrustRecords {
    static final String GROUP = "/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/resourceGroups/rg-imaging-prod";
    static final String ACCOUNT = account("stnorthmoorscans");
    static final String WORKSPACE = GROUP + "/providers/Microsoft.OperationalInsights/workspaces/log-northmoor-audit";
    static final String MACHINE = GROUP + "/providers/Microsoft.Compute/virtualMachines/vm-pacs-01";

    private static final String TENANT = "7d1c9a52-0000-4000-8000-0000000000aa";
    private static final String DIRECTORY = "/tenants/" + TENANT + "/providers/Microsoft.aadiam";
    private static final ObjectMapper JSON = new ObjectMapper();

    private TrustRecords() {}

    static String account(String name) {
        return GROUP + "/providers/Microsoft.Storage/storageAccounts/" + name;
    }

    /** The object id of one of many people. */
    static String person(int number) {
        return "7d1c9a52-0000-4000-8000-" + (100_000_000_000L + number);
    }

    /** A storage account's body in which nothing is wrong but what a test is about. */
    static Map<String, Object> wellKept(String region, String sku) {
        return Map.of(
                "location",
                region,
                "sku",
                Map.of("name", sku),
                "tags",
                Map.of(
                        "data-classification",
                        "internal",
                        "record-type",
                        "adult",
                        "iao",
                        "records",
                        "retention",
                        "8 years"),
                "properties",
                Map.of("allowSharedKeyAccess", false));
    }

    /** A successful creation of a resource, told in one record. */
    static String created(String type, String resource, Instant at, Map<String, ?> body) {
        return activity(type + "/write", resource, at, "Success", resource + at, body, "Created");
    }

    /** A successful write that is no creation. */
    static String written(String type, String resource, Instant at, Map<String, ?> body) {
        return activity(type + "/write", resource, at, "Success", resource + at, body, "OK");
    }

    /** One half of a request that the activity log tells in two records; {@code body} is {@code null} where it has none. */
    static String half(
            String type, String resource, Instant at, String outcome, String request, @Nullable Map<String, ?> body) {
        return activity(
                type + "/write", resource, at, outcome, request, body, outcome.equals("Success") ? "Created" : null);
    }

    private static String activity(
            String operation,
            String resource,
            Instant at,
            String outcome,
            String request,
            @Nullable Map<String, ?> body,
            @Nullable String statusCode) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (statusCode != null) {
            properties.put("statusCode", statusCode);
        }
        if (body != null) {
            properties.put("requestbody", text(body));
        }
        return """
                {"time":"%s","resourceId":"%s","operationName":"%s","category":"Administrative","resultType":"%s",
                 "resultSignature":"%s","correlationId":"%s","tenantId":"%s","callerIpAddress":"198.51.100.24",
                 "identity":{"claims":{
                   "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"ada.okafor@northmoor.example.nhs.uk",
                   "http://schemas.microsoft.com/identity/claims/objectidentifier":"7d1c9a52-0000-4000-8000-00000000c0a1"}},
                 "properties":%s}""".formatted(
                        at,
                        resource,
                        operation,
                        outcome,
                        outcome.equals("Start") ? "Started." : "Succeeded." + statusCode,
                        nameBased(request),
                        TENANT,
                        text(properties))
                .replace("\n", "");
    }

    /** The directory, or PIM, tells that something was done to a role of a person. */
    static String roleActivity(String activity, String person, String role, Instant at) {
        return """
                {"time":"%1$s","resourceId":"%2$s","operationName":"%3$s","category":"AuditLogs","tenantId":"%4$s",
                 "resultSignature":"None","correlationId":"%5$s",
                 "properties":{"id":"Directory_%5$s","category":"RoleManagement","result":"success",
                   "activityDisplayName":"%3$s","activityDateTime":"%1$s","loggedByService":"PIM",
                   "initiatedBy":{"app":{"displayName":"MS-PIM"}},
                   "targetResources":[
                     {"type":"Role","id":"%6$s","displayName":"%7$s","modifiedProperties":[]},
                     {"type":"User","id":"%8$s","userPrincipalName":"cai.morgan@northmoor.example.nhs.uk",
                      "modifiedProperties":[]}],
                   "additionalDetails":[]}}""".formatted(
                        at,
                        DIRECTORY,
                        activity,
                        TENANT,
                        nameBased(activity + person + role + at),
                        nameBased(role),
                        role,
                        person)
                .replace("\n", "");
    }

    /** The directory's own record of a removal, whose role stands among the person's old values. */
    static String roleRemoved(String person, String role, Instant at) {
        return """
                {"time":"%1$s","resourceId":"%2$s","operationName":"Remove member from role","category":"AuditLogs",
                 "tenantId":"%3$s","correlationId":"%4$s",
                 "properties":{"category":"RoleManagement","result":"success",
                   "activityDisplayName":"Remove member from role","activityDateTime":"%1$s",
                   "loggedByService":"Core Directory",
                   "initiatedBy":{"user":{"id":"7d1c9a52-0000-4000-8000-00000000c0a1",
                     "userPrincipalName":"ada.okafor@northmoor.example.nhs.uk"}},
                   "targetResources":[
                     {"type":"User","id":"%5$s","userPrincipalName":"cai.morgan@northmoor.example.nhs.uk",
                      "modifiedProperties":[{"displayName":"Role.DisplayName","oldValue":"\\"%6$s\\""}]},
                     {"type":"Role","id":"%7$s"}]}}""".formatted(
                        at, DIRECTORY, TENANT, nameBased("removed" + person + role + at), person, role, nameBased(role))
                .replace("\n", "");
    }

    /**
     * A sign-in with a password alone.
     *
     * @param errorCode 0 for a success
     * @param trusted whether it comes from a trusted named location
     */
    static String signIn(String person, Instant at, String client, int errorCode, boolean trusted) {
        return """
                {"time":"%1$s","resourceId":"%2$s","operationName":"Sign-in activity","category":"SignInLogs",
                 "tenantId":"%3$s","resultType":"%4$s","callerIpAddress":"203.0.113.45","correlationId":"%5$s",
                 "properties":{"createdDateTime":"%1$s","userId":"%6$s",
                   "userPrincipalName":"ben.hughes@northmoor.example.nhs.uk","appDisplayName":"Northmoor Clinical Portal",
                   "resourceDisplayName":"Northmoor Clinical Portal","resourceId":"7d1c9a52-0000-4000-8000-0000000000a1",
                   "isInteractive":true,"clientAppUsed":"%7$s","authenticationRequirement":"singleFactorAuthentication",
                   "status":{"errorCode":%4$s},"networkLocationDetails":%8$s,"authenticationProcessingDetails":[],
                   "authenticationDetails":[{"authenticationMethod":"Password","succeeded":true,
                     "authenticationStepRequirement":"Primary authentication"}]}}""".formatted(
                        at,
                        DIRECTORY,
                        TENANT,
                        errorCode,
                        nameBased(person + client + errorCode + at),
                        person,
                        client,
                        trusted
                                ? "[{\"networkType\":\"trustedNamedLocation\",\"networkNames\":[\"Northmoor sites\"]}]"
                                : "[]")
                .replace("\n", "");
    }

    /** A successful read of a blob; {@code identity} is the object that storage logs of its caller. */
    static String blobRead(String identity, String address, Instant at) {
        return """
                {"time":"%s","resourceId":"%s/blobServices/default","category":"StorageRead","operationName":"GetBlob",
                 "statusCode":200,"statusText":"Success","callerIpAddress":"%s","correlationId":"%s","identity":%s,
                 "properties":{"accountName":"stnorthmoorscans","serviceType":"blob",
                   "objectKey":"/stnorthmoorscans/scans/one","metricResponseType":"Success","tlsVersion":"TLS 1.2",
                   "responseBodySize":18000}}""".formatted(at, ACCOUNT, address, nameBased(identity + address + at), identity)
                .replace("\n", "");
    }

    /** What storage logs of a caller with an Entra identity. */
    static String callerIdentity(String person) {
        return "{\"type\":\"OAuth\",\"requester\":{\"objectId\":\"" + person + "\",\"tenantId\":\"" + TENANT + "\"}}";
    }

    /** Continuous export's record of a vulnerability, whose members are spelt in PascalCase. */
    static String subAssessment(String code, Instant at, boolean snapshot) {
        String id = MACHINE + "/providers/Microsoft.Security/assessments/7d1c9a52-0000-4000-8000-00000000b0d2"
                + "/subassessments/7d1c9a52-0000-4000-8000-00000000b0d1";
        return """
                {"TenantId":"%s","Type":"Microsoft.Security/assessments/subAssessments",
                 "Name":"7d1c9a52-0000-4000-8000-00000000b0d1","Id":"%s",
                 "Properties":{"Id":"178321","DisplayName":"OpenSSL before 3.0.7",
                   "Status":{"Code":"%s","Severity":"High"},"TimeGenerated":"%s",
                   "ResourceDetails":{"Source":"Azure","Id":"%s"},
                   "AdditionalData":{"AssessedResourceType":"ServerVulnerability"}},
                 "SecurityEventDataEnrichment":{"Action":"Write","ApiVersion":"2019-01-01-preview","IsSnapshot":%s}}""".formatted(TENANT, id, code, at, MACHINE, snapshot).replace("\n", "");
    }

    /** Event Grid's event of an evaluation of "Allowed locations" on {@link #ACCOUNT}. */
    static String policyState(String event, String compliance, Instant evaluated) {
        return """
                {"id":"%s","topic":"/subscriptions/7d1c9a52-0000-4000-8000-000000000b01","subject":"%s",
                 "eventType":"Microsoft.PolicyInsights.PolicyStateChanged","eventTime":"%s",
                 "data":{"timestamp":"%s","complianceState":"%s",
                   "policyAssignmentId":"/subscriptions/7d1c9a52-0000-4000-8000-000000000b01/providers/Microsoft.Authorization/policyAssignments/uk-only",
                   "policyDefinitionId":"/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c"}}""".formatted(event, ACCOUNT, evaluated.plusSeconds(1), evaluated, compliance)
                .replace("\n", "");
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String nameBased(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
