package io.dspt.monitor.benchmarks.records;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** Writes of storage accounts that keep every rule but perhaps one: that of the permitted regions. */
public final class AccountWrite {
    /** The rule that an account in a forbidden region breaks. */
    public static final String RULE = "RES-001";

    /** A region that the rule does not permit. */
    public static final String FORBIDDEN_REGION = "westeurope";

    /** A region that it permits. */
    public static final String PERMITTED_REGION = "uksouth";

    private static final String GROUP = "/subscriptions/7d1c9a52-0000-4000-8000-0000000000bb/resourceGroups/rg-marked";
    private static final int BALLAST = 1_800;

    private AccountWrite() {}

    /**
     * The record of a write.
     *
     * @param account name of the account
     * @param region where it is
     * @param at event time
     */
    public static byte[] record(String account, String region, Instant at) {
        String resource = id(account);
        return String.format(
                        Locale.ROOT,
                        """
                        {"time":"%s","resourceId":"%s","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE",\
                        "category":"Administrative","resultType":"Success","resultSignature":"Succeeded.OK",\
                        "callerIpAddress":"198.51.100.9","correlationId":"%s-%s","identity":{"authorization":{\
                        "scope":"%s","action":"Microsoft.Storage/storageAccounts/write"},"claims":{\
                        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"someone@northmoor.example.nhs.uk",\
                        "groups":"%s"}},"properties":{"eventCategory":"Administrative","entity":"%s","requestbody":"%s"}}""",
                        at,
                        resource.toUpperCase(Locale.ROOT),
                        account,
                        at,
                        resource,
                        "7d1c9a52 ".repeat(BALLAST / 9),
                        resource,
                        BODY.replace("REGION", region).replace("\"", "\\\""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The account's id in Azure. */
    public static String id(String account) {
        return GROUP + "/providers/Microsoft.Storage/storageAccounts/" + account;
    }

    private static final String BODY = """
            {"location":"REGION","kind":"StorageV2","sku":{"name":"Standard_ZRS"},"tags":{\
            "data-classification":"test","record-type":"none","iao":"imaging","retention":"P1Y"},"properties":{\
            "supportsHttpsTrafficOnly":true,"minimumTlsVersion":"TLS1_2","allowBlobPublicAccess":false,\
            "allowSharedKeyAccess":false,"publicNetworkAccess":"Disabled","networkAcls":{"defaultAction":"Deny"}}}""";
}
