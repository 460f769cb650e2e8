package io.dspt.monitor.core.azure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What stands in the place of a masked value: the same for the same value and key, and nothing else. */
final class MaskedToken {
    private static final String PREFIX = "masked:";
    private static final int HASH_BYTES = 8;
    private static final Pattern TOKEN = Pattern.compile(PREFIX + "[0-9a-f]{" + 2 * HASH_BYTES + "}");
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    MaskedToken(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The token for a value; a token is its own. */
    String of(String value) {
        if (TOKEN.matcher(value).matches()) {
            return value;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.ISO_8859_1));
            return PREFIX + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
