package io.dspt.monitor.ingest.blob;

import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.dspt.monitor.ingest.files.InputFile;
import io.dspt.monitor.ingest.files.InputTree.Entry;
import io.dspt.monitor.ingest.files.InputTree.Found;
import io.dspt.monitor.ingest.files.InputTree.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Lists a container as a walk lists a folder. */
public final class BlobContainer {
    private final BlobLocation location;
    private final BlobContainerClient client;

    /**
     * Opens a container.
     *
     * @param credential who reads it; an emulator on this machine is not told
     */
    public BlobContainer(BlobLocation location, TokenCredential credential) {
        this.location = location;
        this.client = BlobClients.of(location, credential);
    }

    /** Its blobs as they are now; one entry that tells why, when they cannot be listed. */
    public List<Entry> list() {
        try {
            return BlobAttempts.at(BlobRight.READ, () -> {
                List<Entry> entries = new ArrayList<>();
                for (BlobItem blob : client.listBlobs(new ListBlobsOptions().setPrefix(location.prefix()), null)) {
                    Long length = blob.getProperties().getContentLength();
                    entries.add(new Found(file(blob.getName(), length == null ? 0 : length)));
                }
                return entries;
            });
        } catch (IOException e) {
            return List.of(new Unreadable(location.endpoint(), String.valueOf(e.getMessage())));
        }
    }

    /** A blob as long as it was when it was listed: what is written meanwhile is left to the next run. */
    private InputFile file(String name, long length) {
        return new InputFile(
                location.endpoint() + "/" + name,
                OptionalLong.of(length),
                true,
                () -> new BlobBytes(client.getBlobClient(name), length));
    }
}
