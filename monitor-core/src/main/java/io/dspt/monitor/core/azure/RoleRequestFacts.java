package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.Locale;

/**
 * What somebody wrote when they asked Privileged Identity Management for a role. The reason stands in the additional
 * details, or as the reason of the result.
 */
final class RoleRequestFacts {
    private RoleRequestFacts() {}

    static FactValue justification(DirectoryChangeRecord change) {
        FactValue written = change.additional("Justification");
        if (written.isPresent() || !isRoleRequest(change)) {
            return written;
        }
        return change.reason() == Missing.UNKNOWN ? written : change.reason();
    }

    /** Whether it is about holding a role or about being able to ask for it. */
    static FactValue assignment(DirectoryChangeRecord change) {
        String activity = change.operation().toLowerCase(Locale.ROOT);
        if (!activity.contains("member") || !activity.contains("role")) {
            return Missing.ABSENT;
        }
        return FactValue.text(activity.contains("eligible") ? "eligible" : "active");
    }

    static FactValue ticket(DirectoryChangeRecord change) {
        return change.additional("TicketNumber");
    }

    /** When the assignment ends by itself; absent for one that does not. */
    static FactValue expiresAt(DirectoryChangeRecord change) {
        FactValue written = change.additional("ExpirationTime");
        String text = written.textOrNull();
        if (text == null) {
            return written;
        }
        return AzureTime.parse(text)
                .<FactValue>map(instant -> FactValue.text(instant.toString()))
                .orElse(Missing.UNKNOWN);
    }

    private static boolean isRoleRequest(DirectoryChangeRecord change) {
        return change.operation().contains("PIM");
    }
}
