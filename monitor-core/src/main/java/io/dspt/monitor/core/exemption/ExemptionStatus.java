package io.dspt.monitor.core.exemption;

import java.util.Locale;

/** What has become of an exemption. */
public enum ExemptionStatus {
    /** It holds, or will from its start on. */
    APPROVED,
    EXPIRED,
    REVOKED;

    /** As printed: lower case. */
    public String printed() {
        return name().toLowerCase(Locale.ROOT);
    }
}
