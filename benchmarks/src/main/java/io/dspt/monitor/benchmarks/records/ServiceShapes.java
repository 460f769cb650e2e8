package io.dspt.monitor.benchmarks.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dspt.monitor.benchmarks.records.Trust.Person;
import java.util.Locale;

/** What other services log: Microsoft 365, flow logs, pipelines, backups, Defender, Entra ID Protection. */
final class ServiceShapes {
    private ServiceShapes() {}

    static ObjectNode fileRead(Trust trust, Moment moment, int bytes) {
        return office(trust, moment, bytes, "FileAccessed", "SharePoint", 6);
    }

    static ObjectNode mailRead(Trust trust, Moment moment, int bytes) {
        return office(trust, moment, bytes, "MailItemsAccessed", "Exchange", 50);
    }

    private static ObjectNode office(
            Trust trust, Moment moment, int bytes, String operation, String workload, int recordType) {
        Person who = trust.somebody(moment);
        String site = "https://northmoor.sharepoint.com/sites/ward-" + moment.upTo(200);
        ObjectNode record = Json.object()
                .put("CreationTime", moment.at().toString().substring(0, 19))
                .put("Id", moment.id())
                .put("Operation", operation)
                .put("OrganizationId", Trust.TENANT)
                .put("RecordType", recordType)
                .put("ResultStatus", "Succeeded")
                .put("UserKey", who.id())
                .put("UserType", 0)
                .put("Version", 1)
                .put("Workload", workload)
                .put("ClientIP", Trust.address(moment))
                .put("UserId", who.principalName())
                .put("ObjectId", site + "/Shared Documents/rota-" + moment.upTo(900) + ".xlsx")
                .put("SiteUrl", site)
                .put("UserAgent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0");
        ArrayNode properties = record.putArray("ExtendedProperties");
        Ballast.fill(
                record,
                properties,
                bytes,
                () -> Json.object().put("Name", "ItemTrace").put("Value", moment.digits(80)));
        return record;
    }

    static ObjectNode securityGroupFlows(Trust trust, Moment moment, int bytes) {
        ObjectNode record = Json.object()
                .put("time", moment.written())
                .put("systemId", moment.id())
                .put("macAddress", moment.digits(12))
                .put("category", "NetworkSecurityGroupFlowEvent")
                .put("resourceId", trust.securityGroup(moment).toUpperCase(Locale.ROOT))
                .put("operationName", "NetworkSecurityGroupFlowEvents");
        ObjectNode flows = record.putObject("properties")
                .put("Version", 2)
                .putArray("flows")
                .addObject()
                .put("rule", "DefaultRule_AllowVnetOutBound");
        ArrayNode tuples = flows.putArray("flows")
                .addObject()
                .put("mac", moment.digits(12))
                .putArray("flowTuples");
        Ballast.fill(record, tuples, bytes, () -> Json.object().textNode(tuple(moment, "T,O,A,E,9,4817,8,4076")));
        return record;
    }

    static ObjectNode networkFlows(Trust trust, Moment moment, int bytes) {
        String flowLog =
                Trust.group("rg-net") + "/providers/Microsoft.Network/networkWatchers/nw-uksouth/flowLogs/fl-1";
        ObjectNode record = Json.object()
                .put("time", moment.written())
                .put("flowLogGUID", moment.id())
                .put("macAddress", moment.digits(12))
                .put("category", "FlowLogFlowEvent")
                .put("flowLogResourceID", flowLog.toUpperCase(Locale.ROOT))
                .put(
                        "targetResourceID",
                        Trust.group("rg-net") + "/providers/Microsoft.Network/virtualNetworks/vnet-" + moment.upTo(90))
                .put("flowLogVersion", 4)
                .put("operationName", "FlowLogFlowEvent");
        ObjectNode flow =
                record.putObject("flowRecords").putArray("flows").addObject().put("aclID", trust.securityGroup(moment));
        ArrayNode tuples = flow.putArray("flowGroups")
                .addObject()
                .put("rule", "DefaultRule_AllowVnetOutBound")
                .putArray("flowTuples");
        Ballast.fill(record, tuples, bytes, () -> Json.object().textNode(tuple(moment, "6,O,E,NX,8,5183,9,6707")));
        return record;
    }

    private static String tuple(Moment moment, String flags) {
        return moment.at().getEpochSecond() + ",10.1.0." + moment.upTo(250) + ",10.2.0." + moment.upTo(250) + ","
                + (1_024 + moment.upTo(60_000)) + ",443," + flags;
    }

    /** On a machine of the trust's own, whose region nobody tells. */
    static ObjectNode pipelineRunAtHome(Trust trust, Moment moment, int bytes) {
        return pipelineRun(moment, bytes, "shir-northmoor");
    }

    static ObjectNode pipelineRunInUkSouth(Trust trust, Moment moment, int bytes) {
        return pipelineRun(moment, bytes, "DefaultIntegrationRuntime (UK South)");
    }

    private static ObjectNode pipelineRun(Moment moment, int bytes, String runtime) {
        String correlation = moment.id();
        ObjectNode record = Json.object()
                .put("time", moment.written())
                .put("resourceId", Trust.group("rg-data") + "/providers/Microsoft.DataFactory/factories/adf-northmoor")
                .put("category", "ActivityRuns")
                .put("operationName", "nightly-load - Succeeded")
                .put("status", "Succeeded")
                .put("activityRunId", correlation)
                .put("correlationId", correlation)
                .put("pipelineName", "nightly-load")
                .put("activityName", "copy-admissions")
                .put("effectiveIntegrationRuntime", runtime);
        ObjectNode properties = record.putObject("properties");
        properties.putObject("Output").put("effectiveIntegrationRuntime", runtime);
        Ballast.fill(
                record,
                properties.putArray("Annotations"),
                bytes,
                () -> Json.object().textNode(moment.digits(60)));
        return record;
    }

    static ObjectNode backupDone(Trust trust, Moment moment, int bytes) {
        ObjectNode record = Json.object()
                .put("time", moment.written())
                .put(
                        "resourceId",
                        Trust.group("rg-backup") + "/providers/Microsoft.RecoveryServices/vaults/rsv-northmoor")
                .put("category", "AddonAzureBackupJobs")
                .put("operationName", "Job");
        ObjectNode properties = record.putObject("properties")
                .put("JobUniqueId", moment.id())
                .put("JobOperation", "Backup")
                .put("JobStatus", "Completed")
                .put("BackupItemUniqueId", trust.machine(moment))
                .put("JobStartDateTime", moment.written());
        Ballast.fill(
                record, properties.putArray("Tasks"), bytes, () -> Json.object().textNode(moment.digits(60)));
        return record;
    }

    static ObjectNode lowRisk(Trust trust, Moment moment, int bytes) {
        Person who = trust.somebody(moment);
        ObjectNode record = Json.object()
                .put("time", moment.written())
                .put("resourceId", "/tenants/" + Trust.TENANT + "/providers/microsoft.aadiam")
                .put("operationName", "User Risk Detection")
                .put("category", "UserRiskEvents")
                .put("tenantId", Trust.TENANT)
                .put("correlationId", moment.id())
                .put("callerIpAddress", Trust.address(moment));
        ObjectNode properties = record.putObject("properties")
                .put("id", moment.id())
                .put("userId", who.id())
                .put("userPrincipalName", who.principalName())
                .put("riskEventType", "unfamiliarFeatures")
                .put("riskLevel", "low")
                .put("riskState", "atRisk")
                .put("riskDetail", "none")
                .put("detectionTimingType", "realtime")
                .put("activity", "signin")
                .put("detectedDateTime", moment.written());
        Ballast.fill(
                record,
                properties.putArray("additionalInfo"),
                bytes,
                () -> Json.object().put("Key", "userAgent").put("Value", moment.digits(60)));
        return record;
    }

    static ObjectNode mediumAlert(Trust trust, Moment moment, int bytes) {
        String machine = trust.machine(moment);
        ObjectNode record = Json.object()
                .put("VendorName", "Microsoft")
                .put("AlertType", "VM_OddSignIn")
                .put("ProductName", "Microsoft Defender for Cloud")
                .put("AlertDisplayName", "Odd sign-in to a machine")
                .put("SystemAlertId", moment.id())
                .put("Severity", "Medium")
                .put("Status", "New")
                .put("CompromisedEntity", machine.substring(machine.lastIndexOf('/') + 1))
                .put("AzureResourceId", machine)
                .put("AADTenantId", Trust.TENANT)
                .put("TimeGeneratedUtc", moment.written());
        Ballast.fill(
                record,
                record.putArray("Entities"),
                bytes,
                () -> Json.object()
                        .put("Type", "host")
                        .put("HostName", "vm-" + moment.upTo(1_000))
                        .put("Trace", moment.digits(60)));
        return record;
    }

    /** Defender tells again that a machine is well. */
    static ObjectNode machineHealthy(Trust trust, Moment moment, int bytes) {
        String machine = trust.machine(moment);
        String key = "90386950-71ca-4357-a12e-486d1679427c";
        ObjectNode record = Json.object()
                .put("type", "Microsoft.Security/assessments")
                .put("id", machine + "/providers/Microsoft.Security/assessments/" + key)
                .put("name", key)
                .put("tenantId", Trust.TENANT);
        ObjectNode properties = record.putObject("properties")
                .put("displayName", "Machines should be configured to periodically check for missing system updates");
        properties.putObject("status").put("code", "Healthy").put("statusChangeDate", moment.written());
        properties.putObject("resourceDetails").put("source", "Azure").put("id", machine);
        record.putObject("securityEventDataEnrichment")
                .put("action", "Insert")
                .put("apiVersion", "2019-01-01")
                .put("isSnapshot", true);
        Ballast.fill(
                record,
                properties.putArray("links"),
                bytes,
                () -> Json.object().textNode("https://portal.azure.com/#blade/assessments/" + moment.digits(60)));
        return record;
    }
}
