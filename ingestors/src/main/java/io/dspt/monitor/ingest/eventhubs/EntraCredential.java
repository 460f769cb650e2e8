package io.dspt.monitor.ingest.eventhubs;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import org.jspecify.annotations.Nullable;

/**
 * An identity that Entra knows.
 *
 * @param kind where the process has it from
 * @param clientId which of several identities; {@code null} for the one there is
 * @param tenantId its tenant, where the environment does not tell
 */
public record EntraCredential(
        Kind kind, @Nullable String clientId, @Nullable String tenantId) {

    /** Where a process has its identity from. */
    public enum Kind {
        /** A pod of AKS with a federated service account. */
        WORKLOAD_IDENTITY,
        /** A virtual machine, container app or function. */
        MANAGED_IDENTITY,
        /** Whoever has signed in with {@code az login}: for a person trying it out. */
        CLI,
        /** The first of all these that there is. */
        DEFAULT
    }

    public EntraCredential {
        if (kind == Kind.CLI && clientId != null) {
            throw new IllegalArgumentException("the CLI's identity is whoever has signed in: leave client_id out");
        }
        if (kind == Kind.MANAGED_IDENTITY && tenantId != null) {
            throw new IllegalArgumentException("a managed identity knows its tenant: leave tenant_id out");
        }
    }

    /** What the SDK asks for tokens. */
    public TokenCredential token() {
        return switch (kind) {
            case WORKLOAD_IDENTITY ->
                new WorkloadIdentityCredentialBuilder()
                        .clientId(clientId)
                        .tenantId(tenantId)
                        .build();
            case MANAGED_IDENTITY ->
                new ManagedIdentityCredentialBuilder().clientId(clientId).build();
            case CLI -> new AzureCliCredentialBuilder().tenantId(tenantId).build();
            case DEFAULT ->
                new DefaultAzureCredentialBuilder()
                        .managedIdentityClientId(clientId)
                        .workloadIdentityClientId(clientId)
                        .tenantId(tenantId)
                        .build();
        };
    }
}
