package io.dspt.monitor.core.azure;

import java.nio.charset.StandardCharsets;

/**
 * Replaces what must not leave the ingestor: credentials, names of objects below a storage container, and ids of
 * patients in the addresses of health data services.
 *
 * <p>Works on the text by pattern, not on the parsed record, so that it holds for text that is not JSON too. A masked
 * value is {@code masked:} and the first 16 hexadecimal digits of an HMAC-SHA256, so that equal values stay equal under
 * one key. Valid JSON stays valid JSON, and masking twice is masking once. The names of keys, secrets and certificates in
 * Key Vault stay: findings are about them.
 */
public final class RecordMask {
    private static final int LEAST_KEY_BYTES = 16;

    private final SecretMask secrets;
    private final StoragePathMask storagePaths;
    private final HealthcarePathMask healthcarePaths;
    private final NamedValueMask namedValues;

    /**
     * @param key secret of at least 16 bytes
     * @throws IllegalArgumentException when the key is shorter
     */
    public RecordMask(byte[] key) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("a mask key has at least " + LEAST_KEY_BYTES + " bytes");
        }
        MaskedToken token = new MaskedToken(key);
        this.secrets = new SecretMask(token);
        this.storagePaths = new StoragePathMask(token);
        this.healthcarePaths = new HealthcarePathMask(token);
        this.namedValues = new NamedValueMask(token);
    }

    /** The element without what must not be passed on; the same array when there was nothing. */
    public byte[] mask(byte[] element) {
        int triggers = MaskTriggers.in(element);
        if (triggers == 0) {
            return element;
        }
        // One character per byte: the patterns are ASCII, and whatever else stands in the text comes back as it was.
        String text = new String(element, StandardCharsets.ISO_8859_1);
        String masked = secrets.mask(text, triggers);
        masked = storagePaths.mask(masked, triggers);
        masked = healthcarePaths.mask(masked, triggers);
        if ((triggers & MaskTriggers.NAMED_VALUE) != 0) {
            masked = namedValues.mask(masked);
        }
        return masked.equals(text) ? element : masked.getBytes(StandardCharsets.ISO_8859_1);
    }
}
