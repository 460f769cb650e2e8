package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.AzureLines.Person;
import java.time.Instant;
import java.util.Locale;

/** Record shapes of single services; each method gives one record. */
final class AzureServiceLines {
    private AzureServiceLines() {}

    static String fhirRead(Instant at, String correlation, Person caller, String address, int patient) {
        return "{\"time\":\"" + at + "\",\"resourceId\":\"" + AzureLines.SUBSCRIPTION
                + "/resourceGroups/rg-epr/providers/MICROSOFT.HEALTHCAREAPIS/SERVICES/FHIR-NORTHMOOR\","
                + "\"operationName\":\"Microsoft.HealthcareApis/services/fhir-R4/read\",\"category\":\"AuditLogs\","
                + "\"resultType\":\"Succeeded\",\"resultSignature\":200,\"callerIpAddress\":\"" + address
                + "\",\"correlationId\":\"" + correlation
                + "\",\"identity\":{\"claims\":{\"iss\":\"https://sts.windows.net/" + AzureLines.TENANT
                + "/\",\"oid\":\""
                + caller.id() + "\",\"appid\":\"" + caller.id()
                + "\"}},\"uri\":\"https://fhir-northmoor.azurehealthcareapis.com/Patient/p-" + patient
                + "\",\"properties\":{\"fhirResourceType\":\"Patient\"}}";
    }

    static String sqlBatch(Instant at, String correlation, String login, String address, int rows, boolean classified) {
        return "{\"time\":\"" + at + "\",\"resourceId\":\"" + AzureLines.SUBSCRIPTION
                + "/resourceGroups/rg-epr/providers/Microsoft.Sql/servers/sql-pas/databases/pas\",\"category\":"
                + "\"SQLSecurityAuditEvents\",\"operationName\":\"AuditEvent\",\"correlationId\":\"" + correlation
                + "\",\"properties\":{\"action_name\":\"BATCH COMPLETED\",\"succeeded\":\"true\",\"server_principal_name\":\""
                + login + "\",\"client_ip\":\"" + address + "\",\"response_rows\":" + rows
                + ",\"affected_rows\":0,\"data_sensitivity_information\":\""
                + (classified ? "sensitivity_attributes max_rank=\\\"20\\\"" : "") + "\"}}";
    }

    /** Event Grid's event of one verdict of Azure Policy. */
    static String policyState(Instant at, String id, String resource, String definition, boolean compliant) {
        return "{\"id\":\"" + id + "\",\"topic\":\"" + AzureLines.SUBSCRIPTION + "\",\"subject\":\"" + resource
                + "\",\"data\":{\"timestamp\":\"" + at + "\",\"policyAssignmentId\":\"" + AzureLines.SUBSCRIPTION
                + "/providers/Microsoft.Authorization/policyAssignments/northmoor\",\"policyDefinitionId\":"
                + "\"/providers/Microsoft.Authorization/policyDefinitions/" + definition
                + "\",\"policyDefinitionReferenceId\":\"\",\"complianceState\":\""
                + (compliant ? "Compliant" : "NonCompliant")
                + "\",\"subscriptionId\":\"" + AzureLines.SUBSCRIPTION.substring("/subscriptions/".length())
                + "\",\"complianceReasonCode\":\"\"},\"eventType\":\"Microsoft.PolicyInsights.PolicyStateChanged\","
                + "\"eventTime\":\"" + at + "\",\"dataVersion\":\"1\",\"metadataVersion\":\"1\"}";
    }

    static String alert(Instant at, String id, String severity, String status, String machine) {
        return "{\"VendorName\":\"Microsoft\",\"AlertType\":\"VM_OddSignIn\",\"ProductName\":\"Microsoft Defender for Cloud\","
                + "\"AlertDisplayName\":\"Odd sign-in to a machine\",\"SystemAlertId\":\"" + id + "\",\"Severity\":\""
                + severity + "\",\"Status\":\"" + status + "\",\"CompromisedEntity\":\""
                + machine.substring(machine.lastIndexOf('/') + 1) + "\",\"AzureResourceId\":\"" + machine
                + "\",\"AADTenantId\":\"" + AzureLines.TENANT + "\",\"TimeGeneratedUtc\":\"" + at + "\"}";
    }

    /** The body of a diagnostic setting that sends what must be sent to the workspace and the event hub. */
    static String diagnosticSetting(String... categories) {
        StringBuilder logs = new StringBuilder();
        for (String category : categories) {
            logs.append(logs.isEmpty() ? "" : ",")
                    .append("{\"category\":\"")
                    .append(category)
                    .append("\",\"enabled\":true}");
        }
        String logging = AzureLines.SUBSCRIPTION + "/resourceGroups/rg-logging/providers/";
        return "{\"properties\":{\"logs\":[" + logs + "],\"workspaceId\":\"" + logging
                + "Microsoft.OperationalInsights/workspaces/log-soc\",\"eventHubAuthorizationRuleId\":\"" + logging
                + "Microsoft.EventHub/namespaces/evhns-northmoor/authorizationRules/send\",\"eventHubName\":\"dspt\"}}";
    }

    /** A Conditional Access policy before and after somebody edited it, as the target of a directory change. */
    static String accessPolicyEdited(String name, String state, String groupsBefore, String groupsAfter) {
        return "{\"id\":\"7d1c9a52-0000-4000-8000-00000000ca02\",\"type\":\"Policy\",\"displayName\":\"" + name
                + "\",\"modifiedProperties\":[{\"displayName\":\"ConditionalAccessPolicy\",\"oldValue\":\""
                + accessPolicy(name, state, groupsBefore) + "\",\"newValue\":\""
                + accessPolicy(name, state, groupsAfter) + "\"}]}";
    }

    /** A Conditional Access policy in force that somebody deleted, as the target of a directory change. */
    static String accessPolicyDeleted(String name) {
        return "{\"id\":\"7d1c9a52-0000-4000-8000-00000000ca01\",\"type\":\"Policy\",\"displayName\":\"" + name
                + "\",\"modifiedProperties\":[{\"displayName\":\"ConditionalAccessPolicy\",\"oldValue\":\""
                + accessPolicy(name, "enabled", "") + "\",\"newValue\":null}]}";
    }

    private static String accessPolicy(String name, String state, String groups) {
        return ("{\"id\":\"7d1c9a52-0000-4000-8000-00000000ca02\",\"displayName\":\"" + name + "\",\"state\":\"" + state
                        + "\",\"conditions\":{\"applications\":{\"includeApplications\":[\"All\"]},\"users\":"
                        + "{\"includeGroups\":[" + groups + "]},\"clientAppTypes\":[\"all\"]},\"grantControls\":"
                        + "{\"operator\":\"OR\",\"builtInControls\":[\"MFA\"]}}")
                .replace("\"", "\\\"");
    }

    /** Somebody outside who is invited, as the target of a directory change. */
    static String invited(String mail) {
        return "{\"id\":\"7d1c9a52-0000-4000-8000-0000000f0001\",\"type\":\"User\",\"displayName\":\"" + mail
                + "\",\"userPrincipalName\":\"" + mail.replace('@', '_').toLowerCase(Locale.ROOT)
                + "#EXT#@northmoor.example.nhs.uk\",\"modifiedProperties\":[{\"displayName\":\"InvitedUserEmailAddress\","
                + "\"oldValue\":null,\"newValue\":\"\\\"" + mail + "\\\"\"}]}";
    }

    /** A device, as the target of a directory change. */
    static String device(int number, boolean compliant) {
        return "{\"id\":\"7d1c9a52-0000-4000-8000-0000000de" + (100 + number % 900)
                + "\",\"type\":\"Device\",\"displayName\":\"NM-LT-" + number
                + "\",\"modifiedProperties\":[{\"displayName\":\"IsCompliant\",\"oldValue\":\"[" + !compliant
                + "]\",\"newValue\":\"[" + compliant + "]\"}]}";
    }
}
