package io.dspt.monitor.benchmarks.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.benchmarks.records.Trust.Person;
import java.util.Locale;

/** The activity log: operations on resources, with the body of the request where it changes one. */
final class ActivityShapes {
    private static final String STORE_WRITE = "Microsoft.Storage/storageAccounts/write";
    private static final String RULE_WRITE = "Microsoft.Network/networkSecurityGroups/securityRules/write";

    private ActivityShapes() {}

    static ObjectNode machineRestarted(Trust trust, Moment moment, int bytes) {
        return operation(
                trust, moment, bytes, trust.machine(moment), "Microsoft.Compute/virtualMachines/restart/action", null);
    }

    static ObjectNode storeWritten(Trust trust, Moment moment, int bytes) {
        return operation(trust, moment, bytes, trust.store(moment), STORE_WRITE, safeStore("uksouth"));
    }

    static ObjectNode storeAbroad(Trust trust, Moment moment, int bytes) {
        String id = Trust.storeNamed("stabroad" + moment.upTo(500));
        return operation(trust, moment, bytes, id, STORE_WRITE, safeStore("westeurope"));
    }

    static ObjectNode storeMadePublic(Trust trust, Moment moment, int bytes) {
        String id = Trust.storeNamed("stopen" + moment.upTo(500));
        ObjectNode body = safeStore("uksouth");
        ((ObjectNode) body.get("properties")).put("allowBlobPublicAccess", true);
        return operation(trust, moment, bytes, id, STORE_WRITE, body);
    }

    static ObjectNode portOpenedToBastion(Trust trust, Moment moment, int bytes) {
        String id = trust.securityGroup(moment) + "/securityRules/allow-bastion";
        return operation(trust, moment, bytes, id, RULE_WRITE, rule("10.20.0.0/26"));
    }

    static ObjectNode portOpenedToAll(Trust trust, Moment moment, int bytes) {
        String id = trust.securityGroup(moment) + "/securityRules/rdp";
        return operation(trust, moment, bytes, id, RULE_WRITE, rule("*"));
    }

    static ObjectNode vaultPurged(Trust trust, Moment moment, int bytes) {
        String id = Trust.SUBSCRIPTION + "/providers/Microsoft.KeyVault/locations/uksouth/deletedVaults/kv-old-"
                + moment.upTo(500);
        return operation(trust, moment, bytes, id, "Microsoft.KeyVault/locations/deletedVaults/purge/action", null);
    }

    static ObjectNode accessElevated(Trust trust, Moment moment, int bytes) {
        return operation(
                trust,
                moment,
                bytes,
                "/providers/Microsoft.Authorization",
                "Microsoft.Authorization/elevateAccess/action",
                null);
    }

    static ObjectNode encryptionDisabled(Trust trust, Moment moment, int bytes) {
        ObjectNode body = Json.object();
        body.putObject("properties").put("state", "Disabled");
        String id = Trust.group("rg-epr") + "/providers/Microsoft.Sql/servers/sql-" + moment.upTo(50)
                + "/databases/pas/transparentDataEncryption/current";
        return operation(
                trust, moment, bytes, id, "Microsoft.Sql/servers/databases/transparentDataEncryption/write", body);
    }

    /** The body of a storage account that keeps every rule but perhaps the one about its region. */
    static ObjectNode safeStore(String region) {
        ObjectNode body = Json.object().put("location", region).put("kind", "StorageV2");
        body.putObject("sku").put("name", "Standard_ZRS");
        body.putObject("tags")
                .put("data-classification", "test")
                .put("record-type", "none")
                .put("iao", "imaging")
                .put("retention", "P1Y");
        ObjectNode properties = body.putObject("properties")
                .put("supportsHttpsTrafficOnly", true)
                .put("minimumTlsVersion", "TLS1_2")
                .put("allowBlobPublicAccess", false)
                .put("allowSharedKeyAccess", false)
                .put("publicNetworkAccess", "Disabled");
        properties.putObject("networkAcls").put("defaultAction", "Deny").put("bypass", "AzureServices");
        return body;
    }

    private static ObjectNode rule(String from) {
        ObjectNode body = Json.object();
        body.putObject("properties")
                .put("access", "Allow")
                .put("direction", "Inbound")
                .put("protocol", "Tcp")
                .put("sourceAddressPrefix", from)
                .put("sourcePortRange", "*")
                .put("destinationAddressPrefix", "*")
                .put("destinationPortRange", "3389")
                .put("priority", 120);
        return body;
    }

    private static ObjectNode operation(
            Trust trust,
            Moment moment,
            int bytes,
            String resource,
            String operation,
            @org.jspecify.annotations.Nullable ObjectNode body) {
        Person caller = trust.somebody(moment);
        String correlation = moment.id();
        ObjectNode record = Json.object()
                .put("RoleLocation", "UK South")
                .put("ReleaseVersion", "6.2026.9.4+0123456.release_2026w09")
                .put("time", moment.written())
                .put("resourceId", resource.toUpperCase(Locale.ROOT))
                .put("operationName", operation.toUpperCase(Locale.ROOT))
                .put("category", "Administrative")
                .put("resultType", "Success")
                .put("resultSignature", "Succeeded.OK")
                .put("durationMs", "0")
                .put("callerIpAddress", Trust.address(moment))
                .put("correlationId", correlation)
                .put("level", "Information");
        ObjectNode identity = record.putObject("identity");
        ObjectNode authorization =
                identity.putObject("authorization").put("scope", resource).put("action", operation);
        authorization
                .putObject("evidence")
                .put("role", "Contributor")
                .put("roleAssignmentScope", Trust.SUBSCRIPTION)
                .put("roleAssignmentId", moment.digits(32))
                .put("roleDefinitionId", moment.digits(32))
                .put("principalId", caller.id())
                .put("principalType", "User");
        ObjectNode claims = identity.putObject("claims")
                .put("aud", "https://management.core.windows.net/")
                .put("iss", "https://sts.windows.net/" + Trust.TENANT + "/")
                .put("iat", Long.toString(moment.at().getEpochSecond() - 600))
                .put("nbf", Long.toString(moment.at().getEpochSecond() - 600))
                .put("exp", Long.toString(moment.at().getEpochSecond() + 3_000))
                .put("aio", moment.digits(48))
                .put("appid", "7d1c9a52-0000-4000-8000-0000000000cc")
                .put("http://schemas.microsoft.com/claims/authnmethodsreferences", "pwd,mfa")
                .put("http://schemas.microsoft.com/identity/claims/objectidentifier", caller.id())
                .put("http://schemas.microsoft.com/identity/claims/tenantid", Trust.TENANT)
                .put("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", caller.principalName())
                .put("name", caller.name())
                .put("ver", "1.0");
        ObjectNode properties = record.putObject("properties")
                .put("eventCategory", "Administrative")
                .put("entity", resource)
                .put("message", operation)
                .put("hierarchy", Trust.TENANT + "/mg-northmoor/" + Trust.SUBSCRIPTION.substring(15))
                .put("statusCode", "OK")
                .put("serviceRequestId", moment.id());
        if (body != null) {
            properties.put("requestbody", Json.text(body));
        }
        ArrayNode groups = claims.putArray("groups");
        Ballast.fill(record, groups, bytes, () -> Json.object().textNode(moment.id()));
        return record;
    }
}
