package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.Inventory;
import io.dspt.monitor.core.inventory.PrincipalRow;
import io.dspt.monitor.core.rule.RuleBook;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the inventory knows of who acted or was acted on in an event.
 *
 * @param details the record's own facts; {@code null} when it has none
 */
record PrincipalFacts(AzureEvent event, @Nullable FactSource details, Inventory inventory, RuleBook book) {
    /** The facts this answers for. */
    static final Set<Fact> ANSWERED = Set.of(
            Facts.ACTOR_PRIVILEGED,
            Facts.SIGN_IN_USER_DISABLED,
            Facts.DIRECTORY_PRINCIPAL_PRIVILEGED,
            Facts.DIRECTORY_ROLE_HOLDERS);

    FactValue read(Fact fact) {
        if (fact.equals(Facts.ACTOR_PRIVILEGED)) {
            return privileged(event.header().actorId(), inventory, book);
        } else if (fact.equals(Facts.SIGN_IN_USER_DISABLED)) {
            return userDisabled();
        } else if (fact.equals(Facts.DIRECTORY_PRINCIPAL_PRIVILEGED)) {
            return of(Facts.DIRECTORY_PRINCIPAL)
                    .map(id -> privileged(id, inventory, book))
                    .orElse(missing(Facts.DIRECTORY_PRINCIPAL));
        }
        return of(Facts.DIRECTORY_ROLE)
                .map(role -> FactValue.whole(inventory.roleHolders(role)))
                .orElse(missing(Facts.DIRECTORY_ROLE));
    }

    /** A role that was seen to be given proves privilege; that none was seen proves nothing. */
    static FactValue privileged(@Nullable String id, Inventory inventory, RuleBook book) {
        if (id == null) {
            return Missing.UNKNOWN;
        }
        PrincipalRow principal = inventory.principal(id).orElseGet(() -> PrincipalRow.unknown(id));
        boolean holds =
                principal.roles().keySet().stream().anyMatch(role -> principal.holds(role) && book.isPrivileged(role));
        return holds ? FactValue.flag(true) : Missing.UNKNOWN;
    }

    private FactValue userDisabled() {
        if (!(event instanceof AzureEvent.SignIn)) {
            return Missing.ABSENT;
        }
        String id = event.header().actorId();
        Instant at = event.header().time();
        if (id == null || at == null) {
            return Missing.UNKNOWN;
        }
        return FactValue.flag(
                inventory.principal(id).filter(row -> row.wasDisabled(at)).isPresent());
    }

    private Optional<String> of(Fact fact) {
        return details == null
                ? Optional.empty()
                : Optional.ofNullable(details.read(fact).textOrNull());
    }

    private FactValue missing(Fact fact) {
        return details == null ? Missing.UNKNOWN : details.read(fact);
    }
}
