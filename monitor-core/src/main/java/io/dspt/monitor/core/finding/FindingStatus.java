package io.dspt.monitor.core.finding;

import java.util.Locale;

/** Where a finding is in its life. */
public enum FindingStatus {
    OPEN,
    ACKNOWLEDGED,
    EXEMPT,
    RESOLVED,
    DISPOSED;

    /** As printed: lower case. */
    public String printed() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True while the violation stands: open, acknowledged or exempt. */
    public boolean stands() {
        return this == OPEN || this == ACKNOWLEDGED || this == EXEMPT;
    }
}
