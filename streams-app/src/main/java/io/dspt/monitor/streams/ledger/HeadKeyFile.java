package io.dspt.monitor.streams.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A private key in a file: Ed25519, PKCS#8, as PEM or DER. */
public final class HeadKeyFile {
    private static final String ALGORITHM = "Ed25519";
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private HeadKeyFile() {}

    /**
     * Reads it; the public key that belongs to it is made of it.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it holds something else
     */
    public static KeyPair read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains("PUBLIC KEY")) {
            throw new IllegalArgumentException("holds a public key: who signs needs the private one");
        }
        try {
            byte[] der = bytes;
            if (text.startsWith(BEGIN)) {
                int end = text.indexOf(END);
                der = Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), Math.max(BEGIN.length(), end)));
            }
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
            return withPublicKey((EdECPrivateKey) key);
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException("holds no Ed25519 private key in PKCS#8, PEM or DER", e);
        }
    }

    /** A key pair is made of 32 random bytes, which are the private key: given these, the same pair is made again. */
    private static KeyPair withPublicKey(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(() -> new GeneralSecurityException("the key hides its bytes"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
        KeyPair pair = generator.generateKeyPair();
        requireOnePair(key, pair);
        return new KeyPair(pair.getPublic(), key);
    }

    /** That a generator does so is known of this platform, not promised by every one. */
    private static void requireOnePair(PrivateKey key, KeyPair pair) throws GeneralSecurityException {
        byte[] text = ALGORITHM.getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("this Java makes another public key of it");
        }
    }

    /** Gives these bytes where random ones are asked for. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] asked) {
            System.arraycopy(bytes, 0, asked, 0, Math.min(bytes.length, asked.length));
        }
    }
}
