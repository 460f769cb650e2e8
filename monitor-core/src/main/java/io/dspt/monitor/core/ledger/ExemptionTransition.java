package io.dspt.monitor.core.ledger;

import java.util.Locale;

/** What happens to an exemption. */
public enum ExemptionTransition {
    APPROVED,
    /** From now on it holds. */
    STARTED,
    /** Its last day is over. */
    EXPIRED,
    /** Somebody ended it before its time. */
    REVOKED;

    /** As written: lower case. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
