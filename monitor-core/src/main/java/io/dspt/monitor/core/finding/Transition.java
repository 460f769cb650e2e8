package io.dspt.monitor.core.finding;

/** What happens to a finding. */
public enum Transition {
    OPENED,
    /** A repeat: only count and last-seen move. Not part of the ledger. */
    REFRESHED,
    /** Another severity, by a rule change or a fact that raises it. */
    RERATED,
    ACKNOWLEDGED,
    EXEMPTED,
    RESOLVED,
    REOPENED,
    DISPOSED
}
