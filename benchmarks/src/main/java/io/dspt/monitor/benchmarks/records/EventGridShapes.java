package io.dspt.monitor.benchmarks.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.benchmarks.records.Trust.Person;

/** Event Grid's events of resources and of policy. */
final class EventGridShapes {
    private static final String SECURE_TRANSFER = "404c3081-a854-4457-ae30-26a93ef643f9";

    private EventGridShapes() {}

    static ObjectNode machineRestarted(Trust trust, Moment moment, int bytes) {
        String machine = trust.machine(moment);
        Person caller = trust.somebody(moment);
        ObjectNode event = head(moment, machine, "Microsoft.Resources.ResourceActionSuccess");
        String operation = "Microsoft.Compute/virtualMachines/restart/action";
        ObjectNode data = event.putObject("data")
                .put("correlationId", moment.id())
                .put("resourceProvider", "Microsoft.Compute")
                .put("resourceUri", machine)
                .put("operationName", operation)
                .put("status", "Succeeded")
                .put("subscriptionId", Trust.SUBSCRIPTION.substring(15))
                .put("tenantId", Trust.TENANT);
        data.putObject("authorization")
                .put("scope", machine)
                .put("action", operation)
                .putObject("evidence")
                .put("role", "Contributor")
                .put("principalId", caller.id())
                .put("principalType", "User");
        ObjectNode claims = data.putObject("claims")
                .put("http://schemas.microsoft.com/identity/claims/objectidentifier", caller.id())
                .put("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", caller.principalName());
        data.putObject("httpRequest")
                .put("clientRequestId", moment.id())
                .put("clientIpAddress", Trust.address(moment))
                .put("method", "POST");
        Ballast.fill(
                event, claims.putArray("groups"), bytes, () -> Json.object().textNode(moment.id()));
        return event;
    }

    /** A resource notification: the whole resource as it is after a write. */
    static ObjectNode storeWritten(Trust trust, Moment moment, int bytes) {
        String store = trust.store(moment);
        ObjectNode event = Json.object()
                .put("id", moment.id())
                .put("source", Trust.SUBSCRIPTION)
                .put("type", "Microsoft.ResourceNotifications.Resources.CreatedOrUpdated")
                .put("specversion", "1.0")
                .put("subject", store)
                .put("time", moment.written());
        ObjectNode data = event.putObject("data").put("tenantId", Trust.TENANT);
        data.putObject("operationalInfo")
                .put("resourceEventTime", moment.written())
                .put("correlationId", moment.id());
        ObjectNode info = data.putObject("resourceInfo")
                .put("id", store)
                .put("name", store.substring(store.lastIndexOf('/') + 1))
                .put("type", "Microsoft.Storage/storageAccounts");
        info.setAll(ActivityShapes.safeStore("uksouth"));
        Ballast.fill(
                event,
                data.putArray("apiVersions"),
                bytes,
                () -> Json.object().put("apiVersion", "2024-01-01").put("trace", moment.digits(60)));
        return event;
    }

    static ObjectNode policyKept(Trust trust, Moment moment, int bytes) {
        ObjectNode event = head(moment, trust.store(moment), "Microsoft.PolicyInsights.PolicyStateChanged");
        ObjectNode data = event.putObject("data")
                .put("timestamp", moment.written())
                .put(
                        "policyAssignmentId",
                        Trust.SUBSCRIPTION + "/providers/Microsoft.Authorization/policyAssignments/northmoor")
                .put("policyDefinitionId", "/providers/Microsoft.Authorization/policyDefinitions/" + SECURE_TRANSFER)
                .put("policyDefinitionReferenceId", "")
                .put("complianceState", "Compliant")
                .put("subscriptionId", Trust.SUBSCRIPTION.substring(15))
                .put("complianceReasonCode", "");
        Ballast.fill(
                event,
                data.putArray("evaluationDetails"),
                bytes,
                () -> Json.object()
                        .put("expression", "properties.supportsHttpsTrafficOnly")
                        .put("operator", "Equals")
                        .put("trace", moment.digits(60)));
        return event;
    }

    private static ObjectNode head(Moment moment, String subject, String type) {
        return Json.object()
                .put("subject", subject)
                .put("eventType", type)
                .put("id", moment.id())
                .put("topic", Trust.SUBSCRIPTION)
                .put("eventTime", moment.written())
                .put("dataVersion", "2")
                .put("metadataVersion", "1");
    }
}
