package io.dspt.monitor.streams.configuration;

import java.net.URI;
import java.nio.file.Path;

/** Where signed heads of the ledger are to be kept. */
public sealed interface HeadPlace {

    /** A folder, which is made when it is not there. */
    record Folder(Path path) implements HeadPlace {}

    /**
     * A container of Blob storage, or what looks like a folder in it. Entra says who writes: no signature is kept in a
     * configuration.
     *
     * @param address such as {@code https://account.blob.core.windows.net/ledger-heads}
     */
    record BlobContainer(URI address) implements HeadPlace {
        public BlobContainer {
            // No message repeats the address: who has put a signature into it does not want to see it again.
            if (address.getRawQuery() != null) {
                throw new IllegalArgumentException(
                        "a signature does not belong into a configuration: leave out what stands"
                                + " behind '?', and let the identity of this process write there");
            }
            if (!isSafe(address) || address.getRawUserInfo() != null || address.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "no address such as https://ACCOUNT.blob.core.windows.net/CONTAINER");
            }
            String path = address.getPath();
            if (path == null || path.replace("/", "").isEmpty()) {
                throw new IllegalArgumentException("the address names no container");
            }
        }

        /** By https; an emulator on this machine has no certificate. */
        private static boolean isSafe(URI address) {
            String host = address.getHost();
            boolean isHere = "127.0.0.1".equals(host) || "localhost".equals(host);
            return host != null
                    && ("https".equals(address.getScheme()) || (isHere && "http".equals(address.getScheme())));
        }
    }
}
