package io.dspt.monitor.core.azure.policy;

/** One part of a definition cannot be taken. */
final class RefusedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    RefusedPolicyException(String path, String reason) {
        super(path + ": " + reason);
        this.path = path;
        this.reason = reason;
    }

    PolicyRefusal refusal() {
        return new PolicyRefusal(path, reason);
    }
}
