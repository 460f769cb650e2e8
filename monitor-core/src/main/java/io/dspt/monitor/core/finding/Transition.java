package io.dspt.monitor.core.finding;

/** What happens to a finding. */
public enum Transition {
    OPENED,
    /** A repeat: only count and last-seen move. Not part of the ledger. */
    REFRESHED,
    /** Another severity, by a rule change or a fact that raises it. */
    RERATED,
    ACKNOWLEDGED,
    /** Somebody is to deal with it; its status stays. */
    ASSIGNED,
    EXEMPTED,
    /** No exemption holds any more: open again, with its first opened-at. */
    EXEMPTION_ENDED,
    RESOLVED,
    REOPENED,
    DISPOSED
}
