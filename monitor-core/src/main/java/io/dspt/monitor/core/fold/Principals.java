package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.PrincipalRow;
import io.dspt.monitor.core.inventory.PrincipalRow.Account;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Learns from Entra's logs who holds which directory role, whose account can be used, who is a guest and who still signs
 * in. Activity names as documented in the Entra audit activity reference.
 */
final class Principals {

    private Principals() {}

    static void learn(Step step, AzureEvent event, Instant at) {
        if (event.header().outcome() != Outcome.SUCCESS) {
            return;
        }
        if (event instanceof AzureEvent.DirectoryChange change) {
            learn(step, change, at);
        } else if (event instanceof AzureEvent.SignIn signIn) {
            String id = signIn.header().actorId();
            if (id != null) {
                PrincipalRow row = row(step, id);
                save(step, row, row.signedIn(at));
            }
        }
    }

    private static void learn(Step step, AzureEvent.DirectoryChange change, Instant at) {
        FactSource facts = change.facts();
        String activity = change.header().operation().toLowerCase(Locale.ROOT);
        Optional<Boolean> held = held(activity);
        Optional<Account> account = account(activity, facts);
        Optional<Boolean> guest = guest(activity, facts);
        if (held.isEmpty() && account.isEmpty() && guest.isEmpty()) {
            return;
        }
        String principal = facts.read(Facts.DIRECTORY_PRINCIPAL).textOrNull();
        if (principal == null) {
            return;
        }
        PrincipalRow before = row(step, principal);
        PrincipalRow after = before;
        String role = facts.read(Facts.DIRECTORY_ROLE).textOrNull();
        if (held.isPresent() && role != null) {
            after = after.with(role, held.get(), at);
        }
        if (account.isPresent()) {
            after = after.with(account.get(), at);
        }
        if (guest.isPresent()) {
            after = after.asGuest(guest.get(), at);
        }
        save(step, before, after);
    }

    private static PrincipalRow row(Step step, String id) {
        return step.inventory().principal(id).orElseGet(() -> PrincipalRow.unknown(id));
    }

    /** Writes what changed, and keeps the count of the holders of each role in step with it. */
    private static void save(Step step, PrincipalRow before, PrincipalRow after) {
        if (after.equals(before)) {
            return;
        }
        step.inventory().save(after);
        for (String role : after.roles().keySet()) {
            if (before.holds(role) != after.holds(role)) {
                step.inventory().addRoleHolders(role, after.holds(role) ? 1 : -1);
            }
        }
    }

    /** Whether the activity gives the role (true), takes it (false), or does neither, as requests and eligibility do. */
    private static Optional<Boolean> held(String activity) {
        if (activity.equals("remove permanent direct role assignment") || activity.equals("remove member from role")) {
            return Optional.of(false);
        }
        if (activity.equals("add member to role")) {
            return Optional.of(true);
        }
        boolean done = activity.contains("completed") || activity.contains("outside of pim");
        if (activity.startsWith("remove member from role") && (done || activity.contains("expired"))) {
            return Optional.of(false);
        }
        return activity.startsWith("add member to role") && done ? Optional.of(true) : Optional.empty();
    }

    private static Optional<Account> account(String activity, FactSource facts) {
        return switch (activity) {
            case "disable account" -> Optional.of(Account.DISABLED);
            case "delete user", "hard delete user" -> Optional.of(Account.DELETED);
            case "enable account", "restore user", "add user" -> Optional.of(Account.ENABLED);
            case "update user" ->
                changedTo(facts, "AccountEnabled")
                        .map(enabled -> enabled.equalsIgnoreCase("true") ? Account.ENABLED : Account.DISABLED);
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> guest(String activity, FactSource facts) {
        return switch (activity) {
            case "invite external user", "redeem external user invite" -> Optional.of(true);
            case "update user" -> changedTo(facts, "UserType").map(type -> type.equalsIgnoreCase("guest"));
            default -> Optional.empty();
        };
    }

    /** What a property of the directory object was changed to. */
    private static Optional<String> changedTo(FactSource facts, String property) {
        if (!(facts.read(Facts.DIRECTORY_CHANGES) instanceof FactValue.Many changes)) {
            return Optional.empty();
        }
        for (FactValue change : changes.elements()) {
            if (change instanceof FactValue.Structure structure
                    && property.equalsIgnoreCase(structure.member("property").textOrNull())) {
                return Optional.ofNullable(structure.member("after").textOrNull());
            }
        }
        return Optional.empty();
    }
}
