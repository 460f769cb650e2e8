package io.dspt.monitor.benchmarks.latency;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** A record that breaks one rule, by a resource that no other record is about: its finding tells which record it was. */
final class MarkedViolation {
    /** The rule that is broken: a resource outside the permitted regions. */
    static final String RULE = "RES-001";

    private static final String GROUP = "/subscriptions/7d1c9a52-0000-4000-8000-0000000000bb/resourceGroups/rg-marked";
    private static final int BALLAST = 1_800;

    private MarkedViolation() {}

    /**
     * The record.
     *
     * @param number of its own
     * @param at event time
     */
    static byte[] record(long number, Instant at) {
        String resource = GROUP + "/providers/Microsoft.Storage/storageAccounts/marked" + number;
        return String.format(
                        Locale.ROOT,
                        """
                        {"time":"%s","resourceId":"%s","operationName":"MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE",\
                        "category":"Administrative","resultType":"Success","resultSignature":"Succeeded.OK",\
                        "callerIpAddress":"198.51.100.9","correlationId":"marked-%d","identity":{"authorization":{\
                        "scope":"%s","action":"Microsoft.Storage/storageAccounts/write"},"claims":{\
                        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn":"someone@northmoor.example.nhs.uk",\
                        "groups":"%s"}},"properties":{"eventCategory":"Administrative","entity":"%s","requestbody":"%s"}}""",
                        at,
                        resource.toUpperCase(Locale.ROOT),
                        number,
                        resource,
                        "7d1c9a52 ".repeat(BALLAST / 9),
                        resource,
                        BODY.replace("\"", "\\\""))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final String BODY = """
            {"location":"westeurope","kind":"StorageV2","sku":{"name":"Standard_ZRS"},"tags":{\
            "data-classification":"test","record-type":"none","iao":"imaging","retention":"P1Y"},"properties":{\
            "supportsHttpsTrafficOnly":true,"minimumTlsVersion":"TLS1_2","allowBlobPublicAccess":false,\
            "allowSharedKeyAccess":false,"publicNetworkAccess":"Disabled","networkAcls":{"defaultAction":"Deny"}}}""";
}
