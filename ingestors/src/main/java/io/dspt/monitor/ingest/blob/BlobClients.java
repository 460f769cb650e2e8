package io.dspt.monitor.ingest.blob;

import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;

/** The SDK's clients of a container, set so that {@link BlobAttempts} can ask again. */
final class BlobClients {
    private static final int TRY_TIMEOUT_SECONDS = 60;
    /** See {@link BlobAttempts}. */
    private static final int ONE_TRY = 1;

    private BlobClients() {}

    /**
     * A client that asks as somebody whom Entra knows.
     *
     * @param credential who that is; an emulator on this machine is not told
     */
    static BlobContainerClient of(BlobLocation location, TokenCredential credential) {
        BlobContainerClientBuilder builder = builder(location);
        return location.isOnThisMachine()
                ? builder.buildClient()
                : builder.credential(credential).buildClient();
    }

    /**
     * A client that asks as whoever has a signature.
     *
     * @param signature the query of an address, see {@link AddressSignature#isOne}
     */
    static BlobContainerClient signed(BlobLocation location, String signature) {
        return builder(location).sasToken(signature).buildClient();
    }

    private static BlobContainerClientBuilder builder(BlobLocation location) {
        return new BlobContainerClientBuilder()
                .endpoint(location.endpoint())
                .retryOptions(
                        new RequestRetryOptions(RetryPolicyType.FIXED, ONE_TRY, TRY_TIMEOUT_SECONDS, null, null, null));
    }
}
