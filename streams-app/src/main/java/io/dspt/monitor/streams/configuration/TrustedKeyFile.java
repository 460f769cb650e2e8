package io.dspt.monitor.streams.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A public key in a file: Ed25519, X.509, as PEM or DER. */
public final class TrustedKeyFile {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private TrustedKeyFile() {}

    /**
     * Reads it.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it holds something else
     */
    public static PublicKey read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "holds a private key, which belongs to those who sign: the public one is wanted here");
        }
        try {
            byte[] der = bytes;
            if (text.startsWith(BEGIN)) {
                int end = text.indexOf(END);
                der = Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), end < 0 ? BEGIN.length() : end));
            }
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("holds no Ed25519 public key in X.509, PEM or DER", e);
        }
    }
}
