package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.benchmarks.records.GeneratedRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What breaks those of the twenty shared rules that generated records do not break, those that need several records among
 * them: put in between the generated records now and then, so that every engine has all its rules to prove.
 */
public final class RareViolations {
    private static final String TENANT = "7d1c9a52-0000-4000-8000-0000000000aa";
    private static final String SUBSCRIPTION = "/subscriptions/7d1c9a52-0000-4000-8000-0000000000bb";
    /** From where the wrong passwords and all other sign-ins here come. */
    private static final String ADDRESS = "203.0.113.77";

    private static final int WRONG_PASSWORDS = 10;
    private static final int RECOVERY_SECRETS = 5;

    private RareViolations() {}

    /**
     * The records with violations in between, each made when it is asked for.
     *
     * @param records as {@link GeneratedRecords} gives them
     * @param every after how many records all rare violations happen once
     */
    public static Iterable<byte[]> among(Iterable<byte[]> records, int every) {
        return () -> new Iterator<>() {
            private final Iterator<byte[]> usual = records.iterator();
            private final Deque<byte[]> between = new ArrayDeque<>();
            private long given;

            @Override
            public boolean hasNext() {
                return !between.isEmpty() || usual.hasNext();
            }

            @Override
            public byte[] next() {
                byte[] rare = between.poll();
                if (rare != null) {
                    return rare;
                }
                byte[] record = usual.next();
                // Not at the end: a pattern of events is complete only when time has gone on.
                if (given % every == every / 2) {
                    Instant at = GeneratedRecords.FIRST.plusMillis(given * GeneratedRecords.BETWEEN_MILLIS);
                    once(Math.toIntExact(given / every), at.toString())
                            .forEach(text -> between.add(text.getBytes(StandardCharsets.UTF_8)));
                }
                given++;
                return record;
            }
        };
    }

    /**
     * A sign-in that failed for its password. Several of one account, or from one address, within minutes break a rule; each
     * person here has an address of their own.
     *
     * @param user below 131,072, as many addresses as there are for benchmarks
     */
    public static byte[] wrongPassword(int user, Instant at) {
        String own = "198." + (18 + (user >> 16)) + "." + (user >> 8 & 0xFF) + "." + (user & 0xFF);
        return signIn(at.toString(), id(0xC0000 + user), at.getNano(), 50126, "none")
                .replace(ADDRESS, own)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> once(int number, String at) {
        String user = id(0xC0000 + number);
        String reader = id(0xD0000 + number);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < WRONG_PASSWORDS; i++) {
            records.add(signIn(at, user, i, 50126, "none"));
        }
        for (int i = 0; i < RECOVERY_SECRETS; i++) {
            records.add(directory(at, "Read BitLocker key", reader, target("Device", id(0xE0000 + i), "laptop-" + i)));
        }
        records.add(signIn(at, user, WRONG_PASSWORDS, 0, "deviceCode"));
        records.add(directory(at, "Update named location", reader, target("Policy", user, "Hospital sites")));
        records.add(directory(
                at,
                "Add owner to application",
                reader,
                target("User", user, "somebody") + ","
                        + target("Application", id(0xF0000 + number), "Northmoor Notes")));
        records.add(directory(
                at, "Verify domain", reader, target("Domain", "d" + number, "d" + number + ".example.nhs.uk")));
        records.add(directory(at, "Device no longer compliant", reader, target("Device", user, "laptop")));
        records.add(activity(
                at,
                SUBSCRIPTION + "/providers/Microsoft.Security/alertsSuppressionRules/quiet-" + number,
                "Microsoft.Security/alertsSuppressionRules/write",
                ""));
        records.add(activity(
                at,
                group("rg-logs") + "/providers/Microsoft.OperationalInsights/workspaces/logs-" + number,
                "Microsoft.OperationalInsights/workspaces/delete",
                ""));
        records.add(activity(
                at,
                group("rg-imaging") + "/providers/Microsoft.Storage/storageAccounts/stuntagged" + number,
                "Microsoft.Storage/storageAccounts/write",
                "{\"location\":\"uksouth\",\"tags\":{\"owner\":\"imaging\"},"
                        + "\"properties\":{\"allowBlobPublicAccess\":false,\"minimumTlsVersion\":\"TLS1_2\"}}"));
        records.add(
                vault(at, number, "KeyDelete", "\"id\":\"https://kv-" + number + ".vault.azure.net/keys/main/0001\""));
        records.add(vault(at, number, "VaultPatch", "\"networkAcls\":{\"defaultAction\":\"Allow\"}"));
        return records;
    }

    private static String signIn(String at, String user, int attempt, int error, String protocol) {
        return text("""
                {"time":"%s","resourceId":"/tenants/%s/providers/Microsoft.aadiam","operationName":"Sign-in activity",\
                "operationVersion":"1.0","category":"SignInLogs","tenantId":"%s","resultType":"%d","resultSignature":"None",\
                "callerIpAddress":"203.0.113.77","location":"GB","correlationId":"%s-%d","properties":{"createdDateTime":"%s",\
                "userPrincipalName":"guessed@northmoor.example.nhs.uk","userId":"%s","userType":"Member","appId":"app-1",\
                "appDisplayName":"Northmoor Notes","resourceDisplayName":"Northmoor Notes","ipAddress":"203.0.113.77",\
                "clientAppUsed":"Browser","isInteractive":true,"authenticationProtocol":"%s",\
                "authenticationRequirement":"multiFactorAuthentication","riskLevelDuringSignIn":"none",\
                "riskLevelAggregated":"none","riskState":"none","status":{"errorCode":%d},\
                "location":{"countryOrRegion":"GB"},"networkLocationDetails":[],"riskEventTypes":[]}}""", at, TENANT, TENANT, error, user, attempt, at, user, protocol, error);
    }

    private static String directory(String at, String activity, String by, String targets) {
        return text("""
                {"time":"%s","resourceId":"/tenants/%s/providers/Microsoft.aadiam","operationName":"%s",\
                "operationVersion":"1.0","category":"AuditLogs","tenantId":"%s","correlationId":"%08x","properties":{\
                "category":"Policy","result":"success","resultReason":"","activityDisplayName":"%s","activityDateTime":"%s",\
                "loggedByService":"Core Directory","operationType":"Update","initiatedBy":{"user":{"id":"%s",\
                "userPrincipalName":"someone@northmoor.example.nhs.uk","ipAddress":"198.51.100.9"}},\
                "targetResources":[%s],"additionalDetails":[]}}""", at, TENANT, activity, TENANT, (activity + by + targets).hashCode(), activity, at, by, targets);
    }

    private static String target(String type, String id, String name) {
        return text("""
                {"id":"%s","type":"%s","displayName":"%s","modifiedProperties":[]}""", id, type, name);
    }

    private static String activity(String at, String resource, String operation, String body) {
        return text(
                """
                {"time":"%s","resourceId":"%s","operationName":"%s","category":"Administrative","resultType":"Success",\
                "resultSignature":"Succeeded.OK","callerIpAddress":"198.51.100.9","correlationId":"%s","identity":{\
                "authorization":{"scope":"%s","action":"%s"},"claims":{\
                "http://schemas.microsoft.com/identity/claims/objectidentifier":"%s",\
                "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"someone@northmoor.example.nhs.uk"}},\
                "properties":{"eventCategory":"Administrative","entity":"%s","requestbody":"%s"}}""",
                at,
                resource.toUpperCase(Locale.ROOT),
                operation.toUpperCase(Locale.ROOT),
                id(0xA0001),
                resource,
                operation,
                id(0xA0001),
                resource,
                body.replace("\"", "\\\""));
    }

    private static String vault(String at, int number, String operation, String properties) {
        return text(
                """
                {"time":"%s","category":"AuditEvent","operationName":"%s","operationVersion":"7.4",\
                "resourceId":"%s","resultType":"Success","resultSignature":"OK","callerIpAddress":"198.51.100.9",\
                "identity":{"claim":{"oid":"%s"}},"properties":{%s}}""",
                at,
                operation,
                (group("rg-keys") + "/providers/Microsoft.KeyVault/vaults/kv-" + number).toUpperCase(Locale.ROOT),
                id(0xA0001),
                properties);
    }

    private static String group(String name) {
        return SUBSCRIPTION + "/resourceGroups/" + name;
    }

    private static String id(int number) {
        return text("7d1c9a52-0000-4000-8000-%012x", number);
    }

    private static String text(String form, Object... parts) {
        return String.format(Locale.ROOT, form, parts);
    }
}
