package io.dspt.monitor.ingest.blob;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Files in a container, each put there whole and once. Nothing is overwritten or deleted, so that a container whose blobs
 * cannot be changed will do. What goes wrong is said with the address of the blob, and never with a signature.
 */
public final class BlobStore {
    private static final String ONLY_WHEN_NOTHING_IS_THERE = "*";
    /** What Blob storage says, by its settings and the rights of who asks, to who would have to overwrite. */
    private static final Set<BlobErrorCode> IT_IS_THERE = Set.of(
            BlobErrorCode.BLOB_ALREADY_EXISTS,
            BlobErrorCode.CONDITION_NOT_MET,
            BlobErrorCode.BLOB_IMMUTABLE_DUE_TO_POLICY,
            BlobErrorCode.UNAUTHORIZED_BLOB_OVERWRITE);

    private final BlobContainerClient client;
    private final BlobRight right;
    private final String container;
    /** What stands before every name; empty, or with a slash at its end. */
    private final String folder;

    private BlobStore(BlobLocation location, BlobContainerClient client, BlobRight right) {
        this.client = client;
        this.right = right;
        this.container = location.endpoint();
        String prefix = location.prefix().replaceFirst("/+$", "");
        this.folder = prefix.isEmpty() ? "" : prefix + "/";
    }

    /**
     * The container of an address, or what looks like a folder in it. Behind a '?' the address may have a signature;
     * without, Entra is asked who this process is: the first identity that its environment offers.
     *
     * @throws IllegalArgumentException for a person, when it is no address of a container
     */
    public static BlobStore at(String address) {
        int query = address.indexOf('?');
        if (query < 0) {
            BlobLocation location = BlobLocation.parse(address);
            EntraCredential identity = new EntraCredential(EntraCredential.Kind.DEFAULT, null, null);
            return new BlobStore(location, BlobClients.of(location, identity.token()), BlobRight.WRITE);
        }
        BlobLocation location = BlobLocation.parse(address.substring(0, query));
        String signature = address.substring(query + 1);
        if (!AddressSignature.isOne(signature)) {
            throw new IllegalArgumentException(
                    "what stands behind '?' is no shared access signature; a shell takes '&' for the end of an address"
                            + " that stands in no quotes");
        }
        return new BlobStore(location, BlobClients.signed(location, signature), BlobRight.SIGNED_WRITE);
    }

    /**
     * Puts a file there in one request: whole, or not at all.
     *
     * @param contentType as browsers want to know it
     * @return false when something stands there already, the same or other; it is left as it is
     * @throws IOException for a person, when it cannot be written
     */
    public boolean put(String name, String contentType, byte[] content) throws IOException {
        BlockBlobSimpleUploadOptions whole = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                .setHeaders(new BlobHttpHeaders().setContentType(contentType))
                .setContentMd5(md5(content))
                .setRequestConditions(new BlobRequestConditions().setIfNoneMatch(ONLY_WHEN_NOTHING_IS_THERE));
        return asked(address(name), () -> {
            try {
                blob(name).getBlockBlobClient().uploadWithResponse(whole, null, Context.NONE);
                return true;
            } catch (BlobStorageException e) {
                if (saysThatItIsThere(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    /**
     * Reads a file from its beginning.
     *
     * @param most bytes to read; of a longer one only so many are read
     * @throws IOException for a person, when it is not there or cannot be read
     */
    public byte[] read(String name, int most) throws IOException {
        return asked(address(name), () -> {
            long length = Math.min(most, blob(name).getProperties().getBlobSize());
            if (length == 0) {
                return new byte[0]; // No range of an empty blob is one.
            }
            return blob(name)
                    .downloadContentWithResponse(
                            new DownloadRetryOptions().setMaxRetryRequests(0),
                            null,
                            new BlobRange(0, length),
                            false,
                            null,
                            Context.NONE)
                    .getValue()
                    .toBytes();
        });
    }

    /**
     * The names of all files there, in order.
     *
     * @throws IOException for a person, when they cannot be listed
     */
    public List<String> names() throws IOException {
        return asked(toString(), () -> {
            List<String> names = new ArrayList<>();
            for (BlobItem blob : client.listBlobs(new ListBlobsOptions().setPrefix(folder), null)) {
                names.add(blob.getName().substring(folder.length()));
            }
            return names;
        });
    }

    /** The address of a file, without a signature. */
    public String address(String name) {
        return container + "/" + folder + name;
    }

    /** Its address, without a signature. */
    @Override
    public String toString() {
        return (container + "/" + folder).replaceFirst("/$", "");
    }

    private static boolean saysThatItIsThere(BlobStorageException failure) {
        BlobErrorCode code = failure.getErrorCode();
        return code != null && IT_IS_THERE.contains(code);
    }

    private BlobClient blob(String name) {
        return client.getBlobClient(folder + name);
    }

    private <T> T asked(String of, Supplier<T> question) throws IOException {
        try {
            return BlobAttempts.at(right, question);
        } catch (IOException e) {
            throw new IOException(of + ": " + e.getMessage(), e);
        }
    }

    /** Against damage on the way, which Blob storage refuses by it; against people it would be no help. */
    private static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
