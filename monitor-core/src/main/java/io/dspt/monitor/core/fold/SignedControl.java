package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.MalformedRowException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/**
 * A control record with an Ed25519 signature: whoever may write Azure records into the log may not, by that alone,
 * approve anything.
 *
 * @param estate the estate it is meant for, signed too, so that it counts nowhere else
 * @param content the control record's binary form
 * @param signature over estate and content
 */
record SignedControl(String estate, byte[] content, byte[] signature) {
    private static final int FORMAT = 1;
    private static final String ALGORITHM = "Ed25519";

    /** Signs a control record for an estate. */
    static byte[] sign(String estate, ControlRecord record, KeyPair keys) {
        byte[] content = record.encoded();
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(signed(estate, content));
            return new Encoder(FORMAT)
                    .text(estate)
                    .bytes(content)
                    .bytes(signature.sign())
                    .toBytes();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this key cannot sign control records: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the signed form.
     *
     * @throws MalformedRowException when it is none
     */
    static SignedControl decoded(byte[] bytes) {
        Decoder decoder = new Decoder(bytes, FORMAT);
        return new SignedControl(decoder.text(), decoder.bytes(), decoder.bytes());
    }

    /** Whether any of the keys signed it. */
    boolean signedBy(TrustedKeys keys) {
        return keys.keys().stream().anyMatch(key -> {
            try {
                Signature verifier = Signature.getInstance(ALGORITHM);
                verifier.initVerify(key);
                verifier.update(signed(estate, content));
                return verifier.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        });
    }

    private static byte[] signed(String estate, byte[] content) {
        return new Encoder(FORMAT).text(estate).bytes(content).toBytes();
    }
}
