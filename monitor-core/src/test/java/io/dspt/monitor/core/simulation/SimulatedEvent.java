package io.dspt.monitor.core.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happens in a simulated estate. The oracle reads these; the fold reads what {@link #json} makes of them. */
sealed interface SimulatedEvent {
    String SUBSCRIPTION = "/subscriptions/a4441acb-e00d-42f9-8207-2df8d55d375d";
    String TENANT = "894af375-a52f-4d5a-a92d-9d9c279b1489";

    /** Different for every event: what tells a repeat from another event. */
    long number();

    /** When it happened. */
    Instant at();

    /**
     * A storage account is written.
     *
     * @param region told by the body; {@code null} when the body does not tell it
     * @param sku likewise
     * @param bodyCarried whether the record has a body at all
     */
    record StoreWritten(
            long number,
            Instant at,
            int store,
            @Nullable String region,
            @Nullable String sku,
            boolean bodyCarried) implements SimulatedEvent {}

    /** A storage account is deleted. */
    record StoreDeleted(long number, Instant at, int store) implements SimulatedEvent {}

    /** A key is deleted. */
    record KeyDeleted(long number, Instant at, int key) implements SimulatedEvent {}

    /** A deleted key is recovered. */
    record KeyRecovered(long number, Instant at, int key) implements SimulatedEvent {}

    /**
     * Somebody signs in.
     *
     * @param errorCode 0 is success
     * @param legacy over a protocol that takes a password only
     */
    record SignedIn(long number, Instant at, int user, int errorCode, boolean legacy) implements SimulatedEvent {}

    /** A role is activated for a while. */
    record RoleActivated(long number, Instant at, int user) implements SimulatedEvent {}

    /** An activated role ends. */
    record RoleEnded(long number, Instant at, int user) implements SimulatedEvent {}

    /** A blob is read. */
    record BlobRead(long number, Instant at, int store, int caller, long bytes) implements SimulatedEvent {}

    /** A secret is read. */
    record SecretRead(long number, Instant at, int vault, int caller) implements SimulatedEvent {}

    /** A Conditional Access policy is changed; the record carries it before and after. */
    record PolicyChanged(long number, Instant at, int policy, boolean onBefore, boolean onAfter)
            implements SimulatedEvent {}

    /** Resource id of a store. */
    static String storeId(int store) {
        return SUBSCRIPTION + "/resourceGroups/rg-sim/providers/Microsoft.Storage/storageAccounts/stsim" + store;
    }

    /** Subject of a key: the vault, then the key. */
    static String keySubject(int key) {
        return vaultId(0) + " | https://kvsim0.vault.azure.net/keys/key" + key;
    }

    /** Id of a Conditional Access policy. */
    static String policyId(int policy) {
        return "policy-" + policy;
    }

    static String vaultId(int vault) {
        return SUBSCRIPTION + "/resourceGroups/rg-sim/providers/Microsoft.KeyVault/vaults/kvsim" + vault;
    }

    /** Object id of a person or application. */
    static String principal(int number) {
        return "7d1c9a52-0000-4000-8000-" + String.format(java.util.Locale.ROOT, "%012d", number);
    }

    /** Diagnostic category its record stands in. */
    default String category() {
        if (this instanceof StoreWritten || this instanceof StoreDeleted) {
            return "Administrative";
        } else if (this instanceof SignedIn) {
            return "SignInLogs";
        } else if (this instanceof RoleActivated || this instanceof RoleEnded || this instanceof PolicyChanged) {
            return "AuditLogs";
        } else if (this instanceof BlobRead) {
            return "StorageRead";
        }
        return "AuditEvent";
    }

    /**
     * The record as Azure would write it.
     *
     * @param claimed the time it tells
     */
    default String json(Instant claimed) {
        String head = "{\"time\":\"" + claimed + "\",\"category\":\"" + category() + "\",\"correlationId\":\"sim-"
                + number() + "\",\"tenantId\":\"" + TENANT + "\",";
        if (this instanceof StoreWritten write) {
            return head + operation(storeId(write.store()), "Microsoft.Storage/storageAccounts/write", body(write));
        } else if (this instanceof StoreDeleted delete) {
            return head + operation(storeId(delete.store()), "Microsoft.Storage/storageAccounts/delete", "");
        } else if (this instanceof KeyDeleted deleted) {
            return head + vault(0, "KeyDelete", "keys/key" + deleted.key(), 1);
        } else if (this instanceof KeyRecovered recovered) {
            return head + vault(0, "KeyRecover", "keys/key" + recovered.key(), 1);
        } else if (this instanceof SecretRead read) {
            return head + vault(read.vault(), "SecretGet", "secrets/s", read.caller());
        } else if (this instanceof BlobRead read) {
            return head + "\"resourceId\":\"" + storeId(read.store())
                    + "/blobServices/default\",\"operationName\":\"GetBlob\",\"statusCode\":200,\"statusText\":\"Success\","
                    + "\"callerIpAddress\":\"192.0.2.7:5000\",\"identity\":{\"type\":\"OAuth\",\"requester\":{\"objectId\":\""
                    + principal(read.caller()) + "\",\"appId\":\"" + principal(read.caller())
                    + "\"}},\"properties\":{\"accountName\":\"stsim" + read.store()
                    + "\",\"metricResponseType\":\"Success\",\"responseBodySize\":" + read.bytes() + "}}";
        } else if (this instanceof SignedIn signIn) {
            return head + "\"resourceId\":\"/tenants/" + TENANT
                    + "/providers/Microsoft.aadiam\",\"operationName\":\"Sign-in activity\",\"resultType\":\""
                    + signIn.errorCode() + "\",\"callerIpAddress\":\"192.0.2.8\",\"properties\":{\"id\":\"sim-"
                    + number()
                    + "\",\"userId\":\"" + principal(signIn.user()) + "\",\"userPrincipalName\":\"u" + signIn.user()
                    + "@sim.example.nhs.uk\",\"status\":{\"errorCode\":" + signIn.errorCode()
                    + "},\"clientAppUsed\":\"" + (signIn.legacy() ? "IMAP4" : "Browser")
                    + "\",\"isInteractive\":true}}";
        } else if (this instanceof RoleActivated activated) {
            return head + pim("Add member to role completed (PIM activation)", activated.user());
        }
        if (this instanceof PolicyChanged changed) {
            return head + policy(changed);
        }
        return head + pim("Remove member from role (PIM activation expired)", ((RoleEnded) this).user());
    }

    private static String body(StoreWritten write) {
        if (!write.bodyCarried()) {
            return "";
        }
        List<String> members = new ArrayList<>();
        if (write.region() != null) {
            members.add("\\\"location\\\":\\\"" + write.region() + "\\\"");
        }
        if (write.sku() != null) {
            members.add("\\\"sku\\\":{\\\"name\\\":\\\"" + write.sku() + "\\\"}");
        }
        return ",\"requestbody\":\"{" + String.join(",", members) + "}\"";
    }

    private static String operation(String resource, String operation, String body) {
        return "\"resourceId\":\"" + resource + "\",\"operationName\":\"" + operation
                + "\",\"resultType\":\"Success\",\"callerIpAddress\":\"192.0.2.9\",\"identity\":{\"claims\":{\"appid\":\""
                + principal(1) + "\"}},\"properties\":{\"statusCode\":\"OK\"" + body + "}}";
    }

    private static String vault(int vault, String operation, String object, int caller) {
        return "\"resourceId\":\"" + vaultId(vault) + "\",\"operationName\":\"" + operation
                + "\",\"resultType\":\"Success\",\"resultSignature\":\"OK\",\"callerIpAddress\":\"192.0.2.9\","
                + "\"identity\":{\"claim\":{\"oid\":\"" + principal(caller) + "\",\"appid\":\"" + principal(caller)
                + "\"}},\"properties\":{\"id\":\"https://kvsim" + vault + ".vault.azure.net/" + object
                + "\",\"httpStatusCode\":200}}";
    }

    private static String policy(PolicyChanged changed) {
        return "\"resourceId\":\"/tenants/" + TENANT + "/providers/Microsoft.aadiam\",\"operationName\":\""
                + SimulatedRules.POLICY_CHANGE + "\",\"properties\":{\"category\":\"Policy\",\"result\":\"success\","
                + "\"activityDisplayName\":\"" + SimulatedRules.POLICY_CHANGE
                + "\",\"loggedByService\":\"Conditional Access\","
                + "\"initiatedBy\":{\"user\":{\"id\":\"" + principal(1) + "\"}},\"targetResources\":[{\"id\":\""
                + policyId(changed.policy()) + "\",\"type\":\"Policy\",\"displayName\":\"p\",\"modifiedProperties\":[{"
                + "\"displayName\":\"ConditionalAccessPolicy\",\"oldValue\":" + state(changed.onBefore())
                + ",\"newValue\":" + state(changed.onAfter()) + "}]}]}}";
    }

    private static String state(boolean on) {
        return "\"{\\\"state\\\":\\\"" + (on ? "enabled" : "disabled") + "\\\"}\"";
    }

    private static String pim(String activity, int user) {
        return "\"resourceId\":\"/tenants/" + TENANT + "/providers/Microsoft.aadiam\",\"operationName\":\"" + activity
                + "\",\"properties\":{\"category\":\"RoleManagement\",\"result\":\"success\",\"activityDisplayName\":\""
                + activity + "\",\"loggedByService\":\"PIM\",\"initiatedBy\":{\"user\":{\"id\":\"" + principal(user)
                + "\",\"userPrincipalName\":\"u" + user
                + "@sim.example.nhs.uk\"}},\"targetResources\":[{\"id\":\"role-x\","
                + "\"type\":\"Role\",\"displayName\":\"Exchange Administrator\"},{\"id\":\"" + principal(user)
                + "\",\"type\":\"User\",\"displayName\":\"u" + user + "\",\"userPrincipalName\":\"u" + user
                + "@sim.example.nhs.uk\",\"modifiedProperties\":[]}]}}";
    }
}
