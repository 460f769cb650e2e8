package io.dspt.monitor.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The Ed25519 keys that sign control records; the quick start makes its own and keeps them with its data. */
final class SigningKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "control.private.der";
    private static final String PUBLIC = "control.public.der";

    private SigningKeys() {}

    /** New keys. */
    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }

    /**
     * The keys in a folder that only its owner may read, made on first use.
     *
     * @throws IOException when they can be neither read nor written
     */
    static KeyPair in(Path folder) throws IOException {
        Path secret = folder.resolve(PRIVATE);
        Path open = folder.resolve(PUBLIC);
        if (!Files.exists(secret)) {
            KeyPair keys = generate();
            // The private key comes last and whole: while it is missing there are no keys yet.
            Files.write(open, keys.getPublic().getEncoded());
            Path unfinished = folder.resolve(PRIVATE + ".new");
            Files.write(unfinished, keys.getPrivate().getEncoded());
            Files.move(unfinished, secret, StandardCopyOption.ATOMIC_MOVE);
            return keys;
        }
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(Files.readAllBytes(open))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(secret))));
        } catch (GeneralSecurityException e) {
            throw new IOException("the keys in " + folder + " are damaged", e);
        }
    }
}
