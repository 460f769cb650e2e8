package io.dspt.monitor.ingest.eventgrid;

import java.util.Optional;

/**
 * Asks for a shared secret: in the header {@value #HEADER}, as {@code Authorization: SharedKey …}, or in the parameter
 * {@value #PARAMETER} of the address, which is the one that Event Grid can always be given.
 */
final class SharedSecretCheck implements SenderCheck {
    static final String HEADER = "x-dspt-key";
    static final String PARAMETER = "code";
    static final String NO_KEY = "no-key";
    static final String WRONG_KEY = "wrong-key";

    private final SharedSecrets secrets;

    SharedSecretCheck(SharedSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Admission check(WebhookRequest request) {
        Optional<String> told = request.header(HEADER)
                .or(() -> request.authorization("SharedKey"))
                .or(() -> request.parameter(PARAMETER));
        if (told.isEmpty()) {
            return new Admission.Refused(NO_KEY);
        }
        return secrets.has(told.get()) ? new Admission.Granted() : new Admission.Refused(WRONG_KEY);
    }
}
