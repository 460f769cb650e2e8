package io.dspt.monitor.core.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as lower-case hex. */
public final class Sha256 {
    private Sha256() {}

    /** All 64 digits for these bytes. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** 32 digits that name what these parts name together; no part can be mistaken for two. */
    public static String name(String... parts) {
        byte[] joined = String.join("\u001f", parts).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(digest().digest(joined), 0, 16);
    }

    /** A digest to be fed piece by piece. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
