package io.dspt.monitor.ingest.eventgrid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate that a server shows, with its key. It is read once: a renewed one counts from the next start. */
public final class ServerCertificate {
    private final SSLContext context;

    private ServerCertificate(SSLContext context) {
        this.context = context;
    }

    /**
     * Reads a keystore.
     *
     * @param keystore PKCS#12, with the chain that clients are to be shown
     * @param password of the keystore and its key
     * @throws IOException when it cannot be read, or not with this password
     * @throws IllegalArgumentException when there is no key in it that a server could use
     */
    public static ServerCertificate read(Path keystore, String password) throws IOException {
        char[] secret = password.toCharArray();
        try (InputStream input = Files.newInputStream(keystore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(input, secret);
            if (!hasKey(store)) {
                throw new IllegalArgumentException("the keystore holds no private key");
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, secret);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new ServerCertificate(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no keystore that a server could use: " + e.getMessage(), e);
        }
    }

    private static boolean hasKey(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }

    SSLContext context() {
        return context;
    }
}
