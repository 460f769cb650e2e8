package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.codec.Sha256;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;

/**
 * Keys whose signatures cost nothing: more than half of a simulation would be spent on Ed25519, which other tests try.
 * The provider takes no keys but these, so that all others are signed with as ever.
 */
final class SimulatedKeys {
    private static final String ALGORITHM = "Ed25519";

    private SimulatedKeys() {}

    /** A key pair for the simulation alone. */
    static KeyPair pair() {
        if (Security.getProvider(Simulated.NAME) == null) {
            Security.addProvider(new Simulated());
        }
        return new KeyPair(new SimulatedKey(), new SimulatedKey());
    }

    private static final class SimulatedKey implements PublicKey, PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return ALGORITHM;
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[] {1};
        }
    }

    private static final class Simulated extends Provider {
        private static final long serialVersionUID = 1L;
        private static final String NAME = "simulated-signatures";

        Simulated() {
            super(NAME, "1", "signatures of the simulation");
            putService(
                    new Service(
                            this,
                            "Signature",
                            ALGORITHM,
                            Digest.class.getName(),
                            List.of(),
                            Map.of("SupportedKeyClasses", SimulatedKey.class.getName())) {
                        @Override
                        public Object newInstance(Object parameter) {
                            return new Digest();
                        }
                    });
        }
    }

    private static final class Digest extends SignatureSpi {
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            begin(key instanceof SimulatedKey);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            begin(key instanceof SimulatedKey);
        }

        private void begin(boolean simulated) throws InvalidKeyException {
            if (!simulated) {
                throw new InvalidKeyException("not a key of the simulation");
            }
            message.reset();
        }

        @Override
        protected void engineUpdate(byte one) {
            message.write(one);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {
            message.write(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() {
            return Sha256.digest().digest(message.toByteArray());
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return java.security.MessageDigest.isEqual(signature, engineSign());
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
