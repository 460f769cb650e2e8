package io.dspt.monitor.core.organisation;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Attribution;
import io.dspt.monitor.core.register.RegisterBook;
import io.dspt.monitor.core.register.RegisterRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory that the register {@code organisations} is: each of its rows makes one organisation responsible for one
 * scope in one role. For each role the most specific scope decides that has a row in force.
 */
public final class RegisteredOrganisations implements OrganisationDirectory {
    /** The register it is. */
    public static final String REGISTER = "organisations";

    private final RegisterBook registers;
    private final @Nullable String otherwise;

    /**
     * A directory.
     *
     * @param otherwise ODS code of who runs what no row speaks of; {@code null} when nobody is known
     */
    public RegisteredOrganisations(RegisterBook registers, @Nullable String otherwise) {
        this.registers = registers;
        this.otherwise = otherwise;
    }

    @Override
    public Attribution responsibleFor(List<Scope> scopes, Instant at) {
        if (!registers.loaded(REGISTER)) {
            return Attribution.operatedBy(otherwise);
        }
        return new Attribution(
                inRole("operator", scopes, at).orElse(otherwise),
                inRole("controller", scopes, at).orElse(null),
                inRole("processor", scopes, at).orElse(null));
    }

    private Optional<String> inRole(String role, List<Scope> scopes, Instant at) {
        for (Scope scope : scopes) {
            for (RegisterRow row : registers
                    .find(REGISTER, "scope", FactValue.text(scope.name()), at)
                    .rows()) {
                String odsCode = row.cell("odsCode").textOrNull();
                if (odsCode != null
                        && role.equals(row.cell("role").textOrNull())
                        && scope.type().written().equals(row.cell("scopeType").textOrNull())) {
                    return Optional.of(odsCode);
                }
            }
        }
        return Optional.empty();
    }
}
