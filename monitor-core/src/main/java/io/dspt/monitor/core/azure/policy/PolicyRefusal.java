package io.dspt.monitor.core.azure.policy;

/**
 * What of a policy definition cannot be taken.
 *
 * @param path where it stands in the document, such as {@code policyRule.if.allOf[1].field}
 * @param reason what it is and why it is not taken
 */
public record PolicyRefusal(String path, String reason) {
    @Override
    public String toString() {
        return path + ": " + reason;
    }
}
