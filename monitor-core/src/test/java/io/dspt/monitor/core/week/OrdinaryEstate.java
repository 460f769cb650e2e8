package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.AzureLines.Person;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;

/** What engineers, pipelines, backup, policy and Defender do to an estate on an ordinary day. */
final class OrdinaryEstate {
    private static final String TAGS = "\"tags\":{\"data-classification\":\"patient\",\"record-type\":\"adult\","
            + "\"iao\":\"imaging\",\"retention\":\"adult\",\"dpia-id\":\"DPIA-7\"}";
    private static final String SAFE_STORE = "\"supportsHttpsTrafficOnly\":true,\"minimumTlsVersion\":\"TLS1_2\","
            + "\"allowBlobPublicAccess\":false,\"allowSharedKeyAccess\":false,"
            + "\"publicNetworkAccess\":\"Disabled\",\"networkAcls\":{\"defaultAction\":\"Deny\"}";
    private static final String SECURE_TRANSFER = "404c3081-a854-4457-ae30-26a93ef643f9";

    private final DayLog log;

    OrdinaryEstate(DayLog log) {
        this.log = log;
    }

    /** The estate is put up at noon, before the monitor looks on for a day. */
    static void foundation(DayLog log, Person engineer) {
        Instant at = log.at(12, 0);
        for (String account : OrdinaryTrust.STORES) {
            log.add(
                    at,
                    AzureLines.operation(
                            at,
                            log.id(),
                            AzureLines.store(account, OrdinaryTrust.IMAGING),
                            "Microsoft.Storage/storageAccounts/write",
                            engineer,
                            "{\"location\":\"uksouth\"," + TAGS
                                    + ",\"sku\":{\"name\":\"Standard_ZRS\"},\"properties\":{" + SAFE_STORE + "}}"));
        }
        log.add(
                at.plusSeconds(60),
                AzureLines.operation(
                        at.plusSeconds(60),
                        log.id(),
                        diagnostics(),
                        "Microsoft.Insights/diagnosticSettings/write",
                        engineer,
                        diagnosticsBody()));
    }

    private static String vault() {
        return AzureLines.SUBSCRIPTION + "/resourceGroups/rg-keys/providers/Microsoft.KeyVault/vaults/kv-northmoor";
    }

    private static String diagnostics() {
        return vault() + "/providers/Microsoft.Insights/diagnosticSettings/to-event-hub";
    }

    private static String diagnosticsBody() {
        return AzureServiceLines.diagnosticSetting("AuditEvent", "AzurePolicyEvaluationDetails");
    }

    void add() {
        backups();
        policy();
        defender();
        if (log.isWorkingDay()) {
            engineers();
            deployments();
        }
        if (log.isA(DayOfWeek.WEDNESDAY)) {
            maintenance();
        }
    }

    private void engineers() {
        for (int i = 0; i < 12; i++) {
            Instant at = log.within(9, 16);
            Person engineer = OrdinaryTrust.administrator(log.upTo(4));
            operation(
                    at,
                    OrdinaryTrust.machine(log.upTo(OrdinaryTrust.MACHINES)),
                    "Microsoft.Compute/virtualMachines/restart/action",
                    engineer,
                    "");
        }
        operation(
                log.within(9, 16),
                AzureLines.store("stletters", OrdinaryTrust.IMAGING),
                "Microsoft.Storage/storageAccounts/write",
                OrdinaryTrust.administrator(1),
                "{\"properties\":{\"minimumTlsVersion\":\"TLS1_2\"}}");
        operation(
                log.within(9, 16),
                group("rg-vms") + "Microsoft.Network/networkSecurityGroups/nsg-vms/securityRules/allow-bastion",
                "Microsoft.Network/networkSecurityGroups/securityRules/write",
                OrdinaryTrust.administrator(2),
                "{\"properties\":{\"access\":\"Allow\",\"direction\":\"Inbound\",\"protocol\":\"Tcp\","
                        + "\"sourceAddressPrefix\":\"10.20.0.0/26\",\"destinationPortRange\":\"3389\",\"priority\":120}}");
        // The same setting written once more, as policy's remediation does.
        operation(
                log.within(9, 16),
                diagnostics(),
                "Microsoft.Insights/diagnosticSettings/write",
                OrdinaryTrust.remediation(),
                diagnosticsBody());
    }

    /** What a pipeline puts up for a test and takes down again, and a role for a new application on one store. */
    private void deployments() {
        Instant at = log.within(10, 14);
        String name = "sttest" + log.upTo(1_000);
        operation(
                at,
                AzureLines.store(name, "rg-test"),
                "Microsoft.Storage/storageAccounts/write",
                OrdinaryTrust.pipeline(),
                "{\"location\":\"uksouth\",\"tags\":{\"data-classification\":\"test\"},\"sku\":{\"name\":\"Standard_LRS\"},"
                        + "\"properties\":{" + SAFE_STORE + "}}");
        operation(
                at.plus(Duration.ofHours(2)),
                AzureLines.store(name, "rg-test"),
                "Microsoft.Storage/storageAccounts/delete",
                OrdinaryTrust.pipeline(),
                "");
        operation(
                at.plusSeconds(300),
                AzureLines.store("stexport", OrdinaryTrust.IMAGING)
                        + "/providers/Microsoft.Authorization/roleAssignments/" + log.id(),
                "Microsoft.Authorization/roleAssignments/write",
                OrdinaryTrust.pipeline(),
                // Storage Blob Data Reader.
                role("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", log.id(), "ServicePrincipal"));
    }

    /** An announced change: the vault's logging goes for a while, and a database takes an address. */
    private void maintenance() {
        Instant begin = log.at(19, 30);
        Person engineer = OrdinaryTrust.administrator(0);
        operation(begin, diagnostics(), "Microsoft.Insights/diagnosticSettings/delete", engineer, "");
        operation(
                begin.plusSeconds(1200),
                diagnostics(),
                "Microsoft.Insights/diagnosticSettings/write",
                engineer,
                diagnosticsBody());
        operation(
                begin.plusSeconds(1500),
                group("rg-keys") + "Microsoft.Network/networkSecurityGroups/nsg-keys",
                "Microsoft.Network/networkSecurityGroups/write",
                engineer,
                "{\"location\":\"uksouth\",\"properties\":{\"securityRules\":[]}}");
    }

    private void backups() {
        for (int machine = 0; machine < OrdinaryTrust.MACHINES; machine++) {
            Instant at = log.at(22, 0).plusSeconds(40L * machine + log.upTo(30));
            if (log.onceIn(100)) {
                log.add(at, AzureLines.backupJob(at, log.id(), "vm-" + machine, "Failed"));
                at = at.plus(Duration.ofHours(1));
            }
            log.add(at, AzureLines.backupJob(at, log.id(), "vm-" + machine, "Completed"));
        }
    }

    /** Policy looks at everything once a day. */
    private void policy() {
        for (int i = 0; i < 30; i++) {
            Instant at = log.within(3, 4);
            String store = AzureLines.store(OrdinaryTrust.STORES.get(i % 3), OrdinaryTrust.IMAGING);
            log.add(at, AzureServiceLines.policyState(at, log.id(), store, SECURE_TRANSFER, !log.onceIn(15)));
        }
    }

    /** The weekly export tells the state of everything again; alerts come now and then and are taken up. */
    private void defender() {
        if (log.isA(DayOfWeek.SUNDAY)) {
            for (int machine = 0; machine < OrdinaryTrust.MACHINES; machine++) {
                Instant at = log.at(4, 0).plusSeconds(machine);
                log.add(
                        at,
                        AzureLines.assessment(
                                at,
                                OrdinaryTrust.machine(machine),
                                "90386950-71ca-4357-a12e-486d1679427c",
                                "Machines should be configured to periodically check for missing system updates",
                                log.onceIn(30) ? "Unhealthy" : "Healthy"));
            }
        }
        String machine = OrdinaryTrust.machine(log.upTo(OrdinaryTrust.MACHINES));
        alert(log.within(0, 22), "Medium", "New", log.id(), machine);
        if (log.isA(DayOfWeek.THURSDAY)) {
            Instant at = log.within(9, 16);
            String id = log.id();
            alert(at, "High", "New", id, machine);
            alert(at.plusSeconds(1_000), "High", "InProgress", id, machine);
        }
    }

    private void alert(Instant at, String severity, String status, String id, String machine) {
        log.add(at, AzureServiceLines.alert(at, id, severity, status, machine));
    }

    static String role(String definition, String principal, String type) {
        return "{\"properties\":{\"roleDefinitionId\":\"" + AzureLines.SUBSCRIPTION
                + "/providers/Microsoft.Authorization/roleDefinitions/" + definition + "\",\"principalId\":\""
                + principal + "\",\"principalType\":\"" + type + "\"}}";
    }

    private static String group(String name) {
        return AzureLines.SUBSCRIPTION + "/resourceGroups/" + name + "/providers/";
    }

    private void operation(Instant at, String resource, String operation, Person by, String body) {
        log.add(at, AzureLines.operation(at, log.id(), resource, operation, by, body));
    }
}
