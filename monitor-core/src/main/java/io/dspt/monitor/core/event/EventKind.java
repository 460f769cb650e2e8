package io.dspt.monitor.core.event;

/** The closed set of kinds of events; the name is what rules compare {@code event.kind} with. */
public enum EventKind {
    RESOURCE_OPERATION("resource-operation"),
    RESOURCE_SNAPSHOT("resource-snapshot"),
    POLICY_EVALUATION("policy-evaluation"),
    SIGN_IN("sign-in"),
    DIRECTORY_CHANGE("directory-change"),
    IDENTITY_RISK("identity-risk"),
    DATA_ACCESS("data-access"),
    SECURITY_ALERT("security-alert"),
    SECURITY_ASSESSMENT("security-assessment"),
    NETWORK_FLOW("network-flow"),
    OFFICE_ACTIVITY("office-activity"),
    SERVICE_ACTIVITY("service-activity"),
    MONITOR_OBSERVATION("monitor-observation");

    private final String ruleName;

    EventKind(String ruleName) {
        this.ruleName = ruleName;
    }

    /** The name rules use. */
    public String ruleName() {
        return ruleName;
    }
}
