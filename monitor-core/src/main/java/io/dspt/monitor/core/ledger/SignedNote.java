package io.dspt.monitor.core.ledger;

import io.dspt.monitor.core.codec.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures under it that people can read and many tools can verify: the signed note of C2SP, with Ed25519.
 * After the text comes an empty line, then one line for each signature: a dash, the name of the key, and in base64 four
 * bytes that name the key and the signature.
 *
 * @param text one or more lines, each with its end
 * @param signatures at least one
 */
public record SignedNote(String text, List<Signed> signatures) {
    private static final String ALGORITHM = "Ed25519";
    /** What signed notes call the algorithm. */
    private static final byte ALGORITHM_BYTE = 1;

    private static final int KEY_ID_BYTES = 4;
    private static final int KEY_BYTES = 32;
    private static final int MOST_SIGNATURES = 100;
    private static final String DASH = "\u2014 ";

    /**
     * One signature.
     *
     * @param name of the key
     * @param keyId four bytes of a hash of name and key
     * @param signature over the text
     */
    public record Signed(String name, byte[] keyId, byte[] signature) {
        public Signed {
            requireName(name);
            if (keyId.length != KEY_ID_BYTES) {
                throw new IllegalArgumentException("the id of a key has " + KEY_ID_BYTES + " bytes");
            }
            keyId = keyId.clone();
            signature = signature.clone();
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (text.length() < 2 || !text.endsWith("\n") || text.startsWith("\n")) {
            throw new IllegalArgumentException("a note has lines, each with its end");
        }
        if (text.chars().anyMatch(character -> character < ' ' && character != '\n')) {
            throw new IllegalArgumentException("a note holds no control characters");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new IllegalArgumentException("a signed note has between 1 and " + MOST_SIGNATURES + " signatures");
        }
    }

    /**
     * Signs a text.
     *
     * @param name of the key, without spaces and plus signs
     * @param keys both of them: the public one names the signature
     */
    public static SignedNote sign(String text, String name, KeyPair keys) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return new SignedNote(text, List.of(new Signed(name, keyId(name, keys.getPublic()), signature.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this key cannot sign notes: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a note; whether its signatures hold is another question.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static SignedNote parse(byte[] bytes) {
        String all = decoded(bytes);
        int end = all.lastIndexOf("\n\n");
        if (end < 0 || all.length() < end + 3 || !all.endsWith("\n")) {
            throw new IllegalArgumentException("no signed note: no empty line between a text and signatures");
        }
        List<Signed> signatures = new ArrayList<>();
        for (String line : all.substring(end + 2, all.length() - 1).split("\n", -1)) {
            signatures.add(signature(line));
        }
        return new SignedNote(all.substring(0, end + 1), signatures);
    }

    /** The note as it stands in a file. */
    public byte[] toBytes() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Signed signed : signatures) {
            byte[] both = ByteBuffer.allocate(KEY_ID_BYTES + signed.signature().length)
                    .put(signed.keyId())
                    .put(signed.signature())
                    .array();
            note.append(DASH)
                    .append(signed.name())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(both))
                    .append('\n');
        }
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the key of this name has signed exactly this text. Signatures of other keys say nothing. */
    public boolean isSignedBy(String name, PublicKey key) {
        byte[] keyId = keyId(name, key);
        return signatures.stream()
                .filter(signed -> signed.name().equals(name) && Arrays.equals(signed.keyId(), keyId))
                .anyMatch(signed -> holds(signed.signature(), key));
    }

    private boolean holds(byte[] signature, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Signed signature(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !(parts[0] + " ").equals(DASH)) {
            throw new IllegalArgumentException("no signed note: '" + line + "' is no signature");
        }
        byte[] both = Base64.getDecoder().decode(parts[2]);
        if (both.length <= KEY_ID_BYTES) {
            throw new IllegalArgumentException("no signed note: a signature is too short");
        }
        return new Signed(
                parts[1], Arrays.copyOf(both, KEY_ID_BYTES), Arrays.copyOfRange(both, KEY_ID_BYTES, both.length));
    }

    private static byte[] keyId(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        boolean ofEdwards =
                key.getAlgorithm().equals("EdDSA") || key.getAlgorithm().equals(ALGORITHM);
        if (!ofEdwards || encoded.length <= KEY_BYTES) {
            throw new IllegalArgumentException("no Ed25519 key");
        }
        MessageDigest digest = Sha256.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(ALGORITHM_BYTE);
        // X.509 has the key's own bytes at its end.
        digest.update(encoded, encoded.length - KEY_BYTES, KEY_BYTES);
        return Arrays.copyOf(digest.digest(), KEY_ID_BYTES);
    }

    private static void requireName(String name) {
        if (name.isEmpty() || name.contains("+") || name.chars().anyMatch(c -> Character.isWhitespace(c) || c < ' ')) {
            throw new IllegalArgumentException("the name of a key has no spaces and no plus signs");
        }
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no signed note: not in UTF-8", e);
        }
    }
}
