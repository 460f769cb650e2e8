package io.dspt.monitor.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 keys that sign control records; the quick start makes its own and keeps them with its data. */
final class SigningKeys {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "control.private.der";
    private static final String PUBLIC = "control.public.der";

    private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String PEM_END = "-----END PRIVATE KEY-----";

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
     * The key in a file, or in the folder a quick start keeps it in: PKCS#8, as DER or PEM. It can sign, and cannot tell
     * what it has signed.
     *
     * @throws IOException when there is none
     */
    static KeyPair signing(Path fileOrFolder) throws IOException {
        Path file = Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(PRIVATE) : fileOrFolder;
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        try {
            byte[] der = text.startsWith(PEM_BEGIN)
                    ? Base64.getMimeDecoder()
                            .decode(text.substring(
                                    PEM_BEGIN.length(), Math.max(PEM_BEGIN.length(), text.indexOf(PEM_END))))
                    : bytes;
            return new KeyPair(null, KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no Ed25519 key in PKCS#8", e);
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
