package io.dspt.monitor.azure.fakes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token that is made from a shared access key.
 *
 * @param encodedResource what it is for, as it stands in the token, URL-encoded
 * @param signature over resource and expiry
 * @param expiry in seconds since 1970
 * @param keyName which key signed it
 */
record SharedAccessSignature(String encodedResource, String signature, long expiry, String keyName) {
    private static final String SCHEME = "SharedAccessSignature ";
    private static final String ALGORITHM = "HmacSHA256";

    /** Reads a token; null when it is none of this kind. */
    static @Nullable SharedAccessSignature of(String token) {
        if (!token.startsWith(SCHEME)) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : token.substring(SCHEME.length()).split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        String resource = fields.get("sr");
        String signature = fields.get("sig");
        String expiry = fields.get("se");
        String keyName = fields.get("skn");
        if (resource == null
                || signature == null
                || keyName == null
                || expiry == null
                || !expiry.matches("\\d{1,18}")) {
            return null;
        }
        return new SharedAccessSignature(resource, decoded(signature), Long.parseLong(expiry), decoded(keyName));
    }

    /** What it is for. */
    String resource() {
        return decoded(encodedResource);
    }

    boolean isExpired(Instant now) {
        return expiry < now.getEpochSecond();
    }

    /** Whether a key made this signature. */
    boolean isSignedWith(String key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] expected = mac.doFinal((encodedResource + "\n" + expiry).getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(
                    Base64.getEncoder().encode(expected), signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
