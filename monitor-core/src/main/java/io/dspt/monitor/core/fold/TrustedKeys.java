package io.dspt.monitor.core.fold;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;

/**
 * The public keys whose control records count.
 *
 * @param keys Ed25519 keys
 */
public record TrustedKeys(List<PublicKey> keys) {
    public TrustedKeys {
        keys = List.copyOf(keys);
    }

    /** Trust in these keys. */
    public static TrustedKeys of(PublicKey... keys) {
        return new TrustedKeys(List.of(keys));
    }

    /** A control record as it stands in the log, signed. */
    public static LogRecord.Control sign(String estate, ControlRecord record, KeyPair keys) {
        return new LogRecord.Control(SignedControl.sign(estate, record, keys));
    }
}
