package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.PrincipalRow;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Learns from Entra's audit log who holds which directory role. Activity names as documented in the Entra audit activity
 * reference.
 */
final class DirectoryRoles {

    void learn(Step step, AzureEvent.DirectoryChange change, Instant at) {
        EventHeader header = change.header();
        Optional<Boolean> held = held(header.operation().toLowerCase(Locale.ROOT));
        String principal = change.facts().read(Facts.DIRECTORY_PRINCIPAL).textOrNull();
        String role = change.facts().read(Facts.DIRECTORY_ROLE).textOrNull();
        if (held.isEmpty() || header.outcome() != Outcome.SUCCESS || principal == null || role == null) {
            return;
        }
        PrincipalRow row = step.inventory()
                .principal(principal)
                .orElseGet(() -> PrincipalRow.unknown(principal.toLowerCase(Locale.ROOT)));
        step.inventory().save(row.with(role, held.get(), at));
    }

    /** Whether the activity gives the role (true), takes it (false), or does neither, as requests and eligibility do. */
    private static Optional<Boolean> held(String activity) {
        if (activity.equals("remove permanent direct role assignment")
                || activity.startsWith("remove member from role")) {
            return activity.contains("requested") ? Optional.empty() : Optional.of(false);
        }
        boolean gives = activity.startsWith("add member to role") && !activity.contains("requested");
        return gives ? Optional.of(true) : Optional.empty();
    }
}
