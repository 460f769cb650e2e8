package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.azure.DirectoryChangeRecord.Target;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a user that was acted on is a guest, and from where. A guest's principal name is their own address with an
 * underscore for the at sign, {@code #EXT#}, and a domain of the tenant.
 */
final class GuestFacts {
    private static final String EXTERNAL = "#ext#";

    private GuestFacts() {}

    static FactValue isGuest(DirectoryChangeRecord change) {
        Target principal = change.principal();
        String name = principal == null ? null : principal.name();
        if (name != null && name.toLowerCase(Locale.ROOT).contains(EXTERNAL)) {
            return FactValue.flag(true);
        }
        for (String property : new String[] {"UserType", "TargetId.UserType"}) {
            String type = change.modified(property);
            if (type != null) {
                return FactValue.flag(type.contains("Guest"));
            }
        }
        if (principal == null) {
            return change.targetsCarried() ? Missing.ABSENT : Missing.UNKNOWN;
        }
        boolean user = "User".equalsIgnoreCase(principal.type());
        return user && (name == null || name.indexOf('@') < 0) ? Missing.UNKNOWN : FactValue.flag(false);
    }

    /** The domain of the guest's own address; absent for who is none. */
    static FactValue domain(DirectoryChangeRecord change) {
        String invited = domainOf(change.additional("invitedUserEmailAddress").textOrNull(), '@');
        if (invited != null) {
            return FactValue.text(invited);
        }
        Target principal = change.principal();
        String name = principal == null ? null : principal.name();
        int external = name == null ? -1 : name.toLowerCase(Locale.ROOT).indexOf(EXTERNAL);
        String own = name == null || external < 0 ? null : domainOf(name.substring(0, external), '_');
        if (own != null) {
            return FactValue.text(own);
        }
        return isGuest(change).equals(FactValue.flag(false)) ? Missing.ABSENT : Missing.UNKNOWN;
    }

    private static @Nullable String domainOf(@Nullable String address, char divider) {
        int at = address == null ? -1 : address.lastIndexOf(divider);
        return address == null || at < 0 || at == address.length() - 1
                ? null
                : address.substring(at + 1).toLowerCase(Locale.ROOT);
    }
}
