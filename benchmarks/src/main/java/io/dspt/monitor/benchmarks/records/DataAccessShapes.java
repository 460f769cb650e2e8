package io.dspt.monitor.benchmarks.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.benchmarks.records.Trust.Person;
import java.util.List;
import java.util.Locale;

/** Accesses to data: storage, Key Vault, SQL and FHIR. */
final class DataAccessShapes {
    private static final List<String> LISTING = List.of("ListBlobs", "GetBlobProperties", "GetContainerProperties");

    private DataAccessShapes() {}

    static ObjectNode blobListed(Trust trust, Moment moment, int bytes) {
        return blob(trust, moment, bytes, moment.oneOf(LISTING));
    }

    static ObjectNode blobRead(Trust trust, Moment moment, int bytes) {
        return blob(trust, moment, bytes, "GetBlob");
    }

    private static ObjectNode blob(Trust trust, Moment moment, int bytes, String operation) {
        Person caller = Trust.server(moment);
        String store = trust.store(moment);
        String account = store.substring(store.lastIndexOf('/') + 1);
        String object = "/" + account + "/studies/" + moment.digits(24) + ".dcm";
        ObjectNode record = head(moment, store + "/blobServices/default", "StorageRead", operation)
                .put("operationVersion", "2024-05-04")
                .put("schemaVersion", "1.0")
                .put("statusCode", 200)
                .put("statusText", "Success")
                .put("callerIpAddress", Trust.address(moment) + ":52110")
                .put("location", "uksouth")
                .put("protocol", "HTTPS")
                .put("uri", "https://" + account + ".blob.core.windows.net:443" + object);
        ObjectNode identity = record.putObject("identity").put("type", "OAuth").put("tokenHash", moment.digits(64));
        identity.putObject("requester")
                .put("appId", caller.id())
                .put("audience", "https://storage.azure.com/")
                .put("objectId", caller.id())
                .put("tenantId", Trust.TENANT)
                .put("tokenIssuer", "https://sts.windows.net/" + Trust.TENANT + "/");
        record.putObject("properties")
                .put("accountName", account)
                .put("userAgentHeader", "azsdk-java-azure-storage-blob/12.30.0 (17.0.15; Linux; 6.1.0)")
                .put("clientRequestId", moment.id())
                .put("etag", "\"0x" + moment.digits(15) + "\"")
                .put("serviceType", "blob")
                .put("objectKey", object)
                .put("metricResponseType", "Success")
                .put("serverLatencyMs", moment.upTo(40))
                .put("requestHeaderSize", 400 + moment.upTo(200))
                .put("responseHeaderSize", 300 + moment.upTo(200))
                .put("responseBodySize", moment.upTo(100_000))
                .put("tlsVersion", "TLS 1.3")
                .put("accessTier", "Hot");
        Ballast.fill(record, identity.putArray("authorization"), bytes, () -> grant(moment, caller));
        return record;
    }

    private static JsonNode grant(Moment moment, Person caller) {
        ObjectNode grant = Json.object()
                .put("action", "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read")
                .put("roleAssignmentId", moment.id())
                .put("roleDefinitionId", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1")
                .put("type", "RBAC")
                .put("result", "Granted");
        grant.putArray("principals").addObject().put("id", caller.id()).put("type", "ServicePrincipal");
        return grant;
    }

    static ObjectNode secretsListed(Trust trust, Moment moment, int bytes) {
        return vault(trust, moment, bytes, "SecretList");
    }

    static ObjectNode secretRead(Trust trust, Moment moment, int bytes) {
        return vault(trust, moment, bytes, "SecretGet");
    }

    private static ObjectNode vault(Trust trust, Moment moment, int bytes, String operation) {
        Person caller = Trust.server(moment);
        String vault = trust.vault(moment);
        String name = vault.substring(vault.lastIndexOf('/') + 1);
        ObjectNode record = head(moment, vault.toUpperCase(Locale.ROOT), "AuditEvent", operation)
                .put("operationVersion", "7.4")
                .put("resultType", "Success")
                .put("resultSignature", "OK")
                .put("resultDescription", "")
                .put("callerIpAddress", Trust.address(moment));
        ObjectNode claims = record.putObject("identity")
                .putObject("claim")
                .put("oid", caller.id())
                .put("appid", caller.id())
                .put("xms_mirid", vault);
        record.putObject("properties")
                .put("id", "https://" + name + ".vault.azure.net/secrets/database/" + moment.digits(32))
                .put("clientInfo", "azsdk-java-security-keyvault-secrets/4.9.0 (17.0.15; Linux)")
                .put("requestUri", "https://" + name + ".vault.azure.net/secrets?api-version=7.4")
                .put("httpStatusCode", 200)
                .put("isRbacAuthorized", true)
                .put("tlsVersion", "TLS1_3");
        Ballast.fill(
                record, claims.putArray("groups"), bytes, () -> Json.object().textNode(moment.id()));
        return record;
    }

    static ObjectNode queryRun(Trust trust, Moment moment, int bytes) {
        ObjectNode record = head(
                moment,
                Trust.group("rg-epr") + "/providers/Microsoft.Sql/servers/sql-" + moment.upTo(50) + "/databases/pas",
                "SQLSecurityAuditEvents",
                "AuditEvent");
        ObjectNode properties = record.put("LogicalServerName", "sql-pas")
                .put("SubscriptionId", Trust.SUBSCRIPTION.substring(15))
                .put("ResourceGroup", "rg-epr")
                .putObject("properties")
                .put("action_id", "BCM")
                .put("action_name", "BATCH COMPLETED")
                .put("succeeded", "true")
                .put("server_principal_name", "pas-application")
                .put("database_principal_name", "pas-application")
                .put("database_name", "pas")
                .put("client_ip", Trust.address(moment))
                .put("application_name", "Northmoor Notes")
                .put("event_time", moment.written())
                .put("duration_milliseconds", moment.upTo(80))
                .put("response_rows", 1 + moment.upTo(150))
                .put("affected_rows", 0)
                .put("data_sensitivity_information", "")
                .put("session_id", moment.upTo(500))
                .put("transaction_id", moment.upTo(1_000_000));
        StringBuilder statement =
                new StringBuilder("select a.ward, a.bed, a.admitted from dbo.admissions a where a.ward in (");
        int length = Json.bytes(record).length + 40;
        while (length + statement.length() < bytes) {
            statement.append('\'').append("W").append(moment.upTo(10_000)).append("', ");
        }
        properties.put("statement", statement.append("'W0')").toString());
        return record;
    }

    static ObjectNode patientsSearched(Trust trust, Moment moment, int bytes) {
        Person caller = Trust.server(moment);
        ObjectNode record = head(
                        moment,
                        Trust.group("rg-epr") + "/providers/MICROSOFT.HEALTHCAREAPIS/SERVICES/FHIR-NORTHMOOR",
                        "AuditLogs",
                        "Microsoft.HealthcareApis/services/fhir-R4/search-type")
                .put("resultType", "Succeeded")
                .put("resultSignature", 200)
                .put("callerIpAddress", Trust.address(moment))
                .put("uri", "https://fhir-northmoor.azurehealthcareapis.com/Appointment?date=2026-03-02&_count=50");
        ObjectNode claims = record.putObject("identity")
                .putObject("claims")
                .put("iss", "https://sts.windows.net/" + Trust.TENANT + "/")
                .put("oid", caller.id())
                .put("appid", caller.id());
        record.putObject("properties").put("fhirResourceType", "Appointment");
        Ballast.fill(
                record, claims.putArray("groups"), bytes, () -> Json.object().textNode(moment.id()));
        return record;
    }

    private static ObjectNode head(Moment moment, String resource, String category, String operation) {
        return Json.object()
                .put("time", moment.written())
                .put("resourceId", resource)
                .put("category", category)
                .put("operationName", operation)
                .put("correlationId", moment.id())
                .put("durationMs", moment.upTo(60));
    }
}
