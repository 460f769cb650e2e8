package io.dspt.monitor.ingest.archive;

import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.ConsistentReadControl;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.dspt.monitor.ingest.files.InputFile;
import io.dspt.monitor.ingest.files.InputTree.Entry;
import io.dspt.monitor.ingest.files.InputTree.Found;
import io.dspt.monitor.ingest.files.InputTree.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Lists a container as a walk lists a folder. */
public final class BlobContainer {
    private static final int BLOCK = 4 * 1_024 * 1_024;
    private static final int MOST_TRIES = 4;
    private static final int TRY_TIMEOUT_SECONDS = 60;
    private static final long FIRST_RETRY_AFTER_MILLIS = 500;
    private static final long LONGEST_RETRY_AFTER_MILLIS = 10_000;

    private final BlobLocation location;
    private final BlobContainerClient client;

    /**
     * Opens a container.
     *
     * @param credential who reads it; an emulator on this machine is not told
     */
    public BlobContainer(BlobLocation location, TokenCredential credential) {
        this.location = location;
        BlobContainerClientBuilder builder = new BlobContainerClientBuilder()
                .endpoint(location.endpoint())
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.EXPONENTIAL,
                        MOST_TRIES,
                        TRY_TIMEOUT_SECONDS,
                        FIRST_RETRY_AFTER_MILLIS,
                        LONGEST_RETRY_AFTER_MILLIS,
                        null));
        this.client = location.isOnThisMachine()
                ? builder.buildClient()
                : builder.credential(credential).buildClient();
    }

    /** Its blobs as they are now; one entry that tells why, when they cannot be listed. */
    public List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        try {
            for (BlobItem blob : client.listBlobs(new ListBlobsOptions().setPrefix(location.prefix()), null)) {
                Long length = blob.getProperties().getContentLength();
                entries.add(new Found(file(blob.getName(), length == null ? 0 : length)));
            }
        } catch (RuntimeException e) {
            entries.add(new Unreadable(location.endpoint(), BlobFailure.says(e)));
        }
        return entries;
    }

    /** A blob as long as it was when it was listed: what is written meanwhile is left to the next run. */
    private InputFile file(String name, long length) {
        return new InputFile(location.endpoint() + "/" + name, OptionalLong.of(length), true, () -> open(name, length));
    }

    private InputStream open(String name, long length) throws IOException {
        if (length == 0) {
            return InputStream.nullInputStream();
        }
        try {
            return client.getBlobClient(name)
                    .openInputStream(new BlobInputStreamOptions()
                            .setRange(new BlobRange(0, length))
                            .setBlockSize(BLOCK)
                            // What has been written stays, and only more is added: that it has grown is no reason to
                            // stop.
                            .setConsistentReadControl(ConsistentReadControl.NONE));
        } catch (RuntimeException e) {
            throw new IOException(BlobFailure.says(e), e);
        }
    }
}
