package io.dspt.monitor.core.finding;

import java.util.Locale;

/** How bad a violation is; in rising order. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** As written in rules and printed: lower case. */
    public String printed() {
        return name().toLowerCase(Locale.ROOT);
    }
}
