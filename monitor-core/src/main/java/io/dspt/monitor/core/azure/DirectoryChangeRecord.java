package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change to the directory in the one form that both Entra's audit log and Microsoft 365's are brought to.
 *
 * @param operation the activity, in canonical form
 * @param actor who made it
 * @param service the service that logged it
 * @param application display name of the application that acted
 * @param targetsCarried whether the record says what was acted on
 * @param targets what was acted on, in Azure's order
 * @param modified the properties that changed
 * @param reason the reason of the result
 * @param additional further details by lower-case name; {@code null} when none were carried
 */
record DirectoryChangeRecord(
        String operation,
        Actor actor,
        FactValue service,
        FactValue application,
        boolean targetsCarried,
        List<Target> targets,
        List<ModifiedProperty> modified,
        FactValue reason,
        @Nullable Map<String, String> additional) {

    /** Kinds of targets that hold roles and access. */
    private static final Set<String> PRINCIPALS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        PRINCIPALS.addAll(List.of("User", "Group", "ServicePrincipal", "Application"));
    }

    private static final DetailFacts<DirectoryChangeRecord> AFTER = facts().with(
                    Facts.CONDITIONAL_ACCESS_STATE,
                    change -> ConditionalAccessFacts.state(change, ModifiedProperty::after))
            .with(
                    Facts.CONDITIONAL_ACCESS_GRANT_CONTROLS,
                    change -> ConditionalAccessFacts.grantControls(change, ModifiedProperty::after));
    private static final DetailFacts<DirectoryChangeRecord> BEFORE = facts().with(
                    Facts.CONDITIONAL_ACCESS_STATE,
                    change -> ConditionalAccessFacts.state(change, ModifiedProperty::before))
            .with(
                    Facts.CONDITIONAL_ACCESS_GRANT_CONTROLS,
                    change -> ConditionalAccessFacts.grantControls(change, ModifiedProperty::before));

    /**
     * One thing that was acted on.
     *
     * @param type {@code User}, {@code Role} and so on
     * @param name principal or display name
     */
    record Target(
            @Nullable String type,
            @Nullable String id,
            @Nullable String name) {}

    /** The event whose facts are these, once somebody asks for one. */
    static AzureEvent event(EventHeader header, Supplier<DirectoryChangeRecord> change) {
        return new AzureEvent.DirectoryChange(header, AFTER.of(change), BEFORE.of(change));
    }

    private static DetailFacts<DirectoryChangeRecord> facts() {
        return new DetailFacts<DirectoryChangeRecord>()
                .with(Facts.DIRECTORY_SERVICE, DirectoryChangeRecord::service)
                .with(Facts.DIRECTORY_INITIATING_APPLICATION, DirectoryChangeRecord::application)
                .with(Facts.DIRECTORY_PRINCIPAL, change -> change.fact(change.principal(), Target::id))
                .with(Facts.DIRECTORY_PRINCIPAL_NAME, change -> change.fact(change.principal(), Target::name))
                .with(Facts.DIRECTORY_PRINCIPAL_TYPE, change -> change.fact(change.principal(), Target::type))
                .with(Facts.DIRECTORY_TARGET, change -> change.fact(change.first(), Target::name))
                .with(Facts.DIRECTORY_TARGET_ID, change -> change.fact(change.first(), Target::id))
                .with(Facts.DIRECTORY_ROLE, DirectoryChangeRecord::role)
                .with(Facts.DIRECTORY_CHANGES, DirectoryChangeRecord::changes)
                .with(Facts.DIRECTORY_GUEST, GuestFacts::isGuest)
                .with(Facts.DIRECTORY_GUEST_DOMAIN, GuestFacts::domain)
                .with(Facts.DIRECTORY_APPLICATION, ApplicationGrantFacts::application)
                .with(Facts.DIRECTORY_APPLICATION_ID, ApplicationGrantFacts::applicationId)
                .with(Facts.DIRECTORY_PERMISSIONS, ApplicationGrantFacts::permissions)
                .with(Facts.DIRECTORY_ADMIN_CONSENT, ApplicationGrantFacts::adminConsent)
                .with(Facts.DIRECTORY_CREDENTIALS_ADDED, ApplicationGrantFacts::credentialsAdded)
                .with(Facts.DIRECTORY_PARTNER_TENANT, DirectoryChangeRecord::partnerTenant)
                .with(Facts.DIRECTORY_ASSIGNMENT, RoleRequestFacts::assignment)
                .with(Facts.DIRECTORY_JUSTIFICATION, RoleRequestFacts::justification)
                .with(Facts.DIRECTORY_TICKET, RoleRequestFacts::ticket)
                .with(Facts.DIRECTORY_EXPIRES, RoleRequestFacts::expiresAt);
    }

    private FactValue fact(@Nullable Target target, Function<Target, @Nullable String> member) {
        if (target == null) {
            return targetsCarried ? Missing.ABSENT : Missing.UNKNOWN;
        }
        return FactValue.textOr(member.apply(target), Missing.UNKNOWN);
    }

    private @Nullable Target first() {
        return targets.isEmpty() ? null : targets.get(0);
    }

    @Nullable
    Target principal() {
        return targets.stream()
                .filter(target -> target.type() != null && PRINCIPALS.contains(target.type()))
                .findFirst()
                .orElse(null);
    }

    private FactValue role() {
        String name = modified("Role.DisplayName");
        if (name == null) {
            name = targets.stream()
                    .filter(target -> "Role".equalsIgnoreCase(target.type()) && target.name() != null)
                    .map(Target::name)
                    .findFirst()
                    .orElse(null);
        }
        if (name == null) {
            name = modified("Role.TemplateId");
        }
        return FactValue.textOr(
                name == null ? null : DirectoryRoleName.today(name), targetsCarried ? Missing.ABSENT : Missing.UNKNOWN);
    }

    private FactValue partnerTenant() {
        return FactValue.textOr(modified("tenantId"), targetsCarried ? Missing.ABSENT : Missing.UNKNOWN);
    }

    /** All that changed but the list of what changed. */
    private FactValue changes() {
        if (!targetsCarried && modified.isEmpty()) {
            return Missing.UNKNOWN;
        }
        return FactSize.bounded(new FactValue.Many(modified.stream()
                .filter(property -> !property.name().equalsIgnoreCase("Included Updated Properties"))
                .map(ModifiedProperty::structure)
                .toList()));
    }

    /** One of the further details; absent when it is not among them. */
    FactValue additional(String name) {
        return additional == null
                ? Missing.UNKNOWN
                : FactValue.textOr(additional.get(name.toLowerCase(Locale.ROOT)), Missing.ABSENT);
    }

    /** The value after of the first changed property of this name, or before where the change took it away. */
    @Nullable
    String modified(String property) {
        return ModifiedProperty.find(modified, property)
                .map(ModifiedProperty::either)
                .orElse(null);
    }
}
