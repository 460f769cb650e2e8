package io.dspt.monitor.ingest.blob;

import com.azure.storage.blob.BlobUrlParts;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A container of Blob storage, or what in it begins with a name.
 *
 * @param endpoint address of the container
 * @param prefix what names of blobs begin with; empty for all
 */
public record BlobLocation(String endpoint, String prefix) {

    /** Whether a text is meant as an address rather than a path. */
    public static boolean isMeantBy(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }

    /**
     * Reads an address, such as {@code https://account.blob.core.windows.net/insights-logs-auditevent}.
     *
     * @throws IllegalArgumentException for a person, when it is none that can be read
     */
    public static BlobLocation parse(String address) {
        URI uri;
        BlobUrlParts parts;
        try {
            uri = new URI(address);
            parts = BlobUrlParts.parse(address);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no address of a container: '" + withoutQuery(address) + "'", e);
        }
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "an address on the command line can be seen by everybody on this machine:"
                            + " leave the signature behind '?' out, and configure archive.credential");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a name and a password do not belong into an address");
        }
        String container = parts.getBlobContainerName();
        if (container == null || container.isEmpty() || container.equals("$root")) {
            throw new IllegalArgumentException("the address names no container: '" + address + "'");
        }
        String prefix = parts.getBlobName();
        parts.setBlobName("");
        BlobLocation location =
                new BlobLocation(parts.toUrl().toString().replaceFirst("/+$", ""), prefix == null ? "" : prefix);
        if (uri.getScheme().equals("http") && !location.isOnThisMachine()) {
            throw new IllegalArgumentException("by https only: '" + address + "'");
        }
        return location;
    }

    /** Whether it is an emulator's, which asks nobody who they are. */
    boolean isOnThisMachine() {
        String host = URI.create(endpoint).getHost();
        return "127.0.0.1".equals(host) || "localhost".equals(host);
    }

    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }
}
