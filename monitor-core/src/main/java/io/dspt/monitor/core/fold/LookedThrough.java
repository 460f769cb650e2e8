package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingId;
import io.dspt.monitor.core.inventory.PrincipalRow;
import io.dspt.monitor.core.inventory.ResourceFacts;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.register.ColumnType;
import io.dspt.monitor.core.register.RegisterColumn;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Facts of what schedules look through; each source leaves to the others what does not concern it. */
final class LookedThrough {
    private static final List<String> SIGN_INS =
            List.of("SignInLogs", "NonInteractiveUserSignInLogs", "ServicePrincipalSignInLogs");

    private LookedThrough() {}

    /** A principal. */
    static FactSource principal(Step step, PrincipalRow row) {
        return fact -> {
            if (fact.equals(Facts.PRINCIPAL_ID)) {
                return FactValue.text(row.id());
            } else if (fact.equals(Facts.PRINCIPAL_PRIVILEGED)) {
                return PrincipalFacts.privileged(row.id(), step.inventory(), step.book());
            } else if (fact.equals(Facts.PRINCIPAL_ROLES)) {
                return FactValue.texts(
                        row.roles().keySet().stream().filter(row::holds).toList());
            } else if (fact.equals(Facts.PRINCIPAL_ENABLED)) {
                return enabled(row);
            } else if (fact.equals(Facts.PRINCIPAL_DELETED)) {
                return row.account() == PrincipalRow.Account.UNKNOWN
                        ? Missing.UNKNOWN
                        : FactValue.flag(row.account() == PrincipalRow.Account.DELETED);
            } else if (fact.equals(Facts.PRINCIPAL_GUEST)) {
                return row.guest() == null ? Missing.UNKNOWN : FactValue.flag(row.guest());
            } else if (fact.equals(Facts.PRINCIPAL_LAST_SIGN_IN)) {
                return time(row.lastSignIn(), Missing.UNKNOWN);
            } else if (fact.equals(Facts.PRINCIPAL_LAST_USED)) {
                return time(row.lastSignIn() == null ? unusedSince(step, row) : row.lastSignIn(), Missing.UNKNOWN);
            }
            return Missing.ABSENT;
        };
    }

    /** An account that was used could be used, until a record says that it is disabled. */
    private static FactValue enabled(PrincipalRow row) {
        if (row.account() == PrincipalRow.Account.UNKNOWN) {
            return row.lastSignIn() == null ? Missing.UNKNOWN : FactValue.flag(true);
        }
        return FactValue.flag(row.account() == PrincipalRow.Account.ENABLED);
    }

    /**
     * Since when a principal that was never seen to sign in could have been: since it was given the last of its roles,
     * and since sign-ins of every kind that may be its own are read; {@code null} when one of them is not.
     */
    private static @Nullable Instant unusedSince(Step step, PrincipalRow row) {
        Instant since = row.roles().entrySet().stream()
                .filter(role -> row.holds(role.getKey()))
                .map(role -> role.getValue().since())
                .max(Instant::compareTo)
                .orElse(null);
        for (String category : SIGN_INS) {
            Instant first = Coverage.first(step, category).orElse(null);
            if (since == null || first == null) {
                return null;
            }
            since = first.isAfter(since) ? first : since;
        }
        return since;
    }

    /** What was seen of one category. */
    static FactSource source(Coverage.Row row, Instant now) {
        return fact -> {
            if (fact.equals(Facts.SOURCE_CATEGORY)) {
                return FactValue.text(row.category());
            } else if (fact.equals(Facts.SOURCE_EVENTS)) {
                return FactValue.whole(row.events());
            } else if (fact.equals(Facts.SOURCE_MINUTES_SINCE_LAST)) {
                return minutes(row.arrived(), now);
            } else if (fact.equals(Facts.SOURCE_KNOWN_FOR_HOURS)) {
                return FactValue.whole(
                        Math.max(0, Duration.between(row.firstArrived(), now).toHours()));
            } else if (fact.equals(Facts.SOURCE_USUAL_SILENCE_MINUTES)) {
                return FactValue.whole(row.usualSilence().toMinutes());
            }
            return fact.equals(Facts.SOURCE_LAG_MINUTES) ? minutes(row.latest(), row.arrived()) : Missing.ABSENT;
        };
    }

    /** A subscription that an inventory told of. */
    static FactSource subscription(KnownSubscriptions.Row row, Instant now) {
        return fact -> {
            if (fact.equals(Facts.SUBSCRIPTION_HEARD)) {
                return FactValue.flag(row.heard() != null);
            }
            return fact.equals(Facts.SUBSCRIPTION_MINUTES_SILENT) ? minutes(row.silentSince(), now) : Missing.ABSENT;
        };
    }

    private static FactValue minutes(Instant from, Instant to) {
        return FactValue.whole(Math.max(0, Duration.between(from, to).toMinutes()));
    }

    /** A finding. */
    static FactSource finding(Step step, Finding finding) {
        return fact -> {
            if (fact.equals(Facts.FINDING_ID)) {
                return FactValue.text(finding.id().value());
            } else if (fact.equals(Facts.FINDING_RULE)) {
                return FactValue.text(finding.rule().id());
            } else if (fact.equals(Facts.FINDING_TITLE)) {
                return FactValue.text(finding.rule().title());
            } else if (fact.equals(Facts.FINDING_SUBJECT)) {
                return FactValue.text(finding.subject());
            } else if (fact.equals(Facts.FINDING_SEVERITY)) {
                return FactValue.text(finding.latest().severity().name().toLowerCase(Locale.ROOT));
            } else if (fact.equals(Facts.FINDING_STATUS)) {
                return FactValue.text(finding.status().printed());
            } else if (fact.equals(Facts.FINDING_OPENED_AT)) {
                return time(finding.openedAt(), Missing.ABSENT);
            } else if (fact.equals(Facts.FINDING_ENDED_AT)) {
                Finding.Ending ending = finding.ending();
                return time(ending == null ? null : ending.at(), Missing.ABSENT);
            } else if (fact.equals(Facts.FINDING_COUNT)) {
                return FactValue.whole(finding.count());
            }
            return fact.equals(Facts.FINDING_PATIENT_DATA) ? patientData(step, finding) : Missing.ABSENT;
        };
    }

    private static FactValue patientData(Step step, Finding finding) {
        FactValue told = finding.latest().facts().get(Facts.RESOURCE_PATIENT_DATA.name());
        if (told != null && told.isPresent()) {
            return told;
        }
        return ResourceId.parse(finding.subject())
                .filter(id -> finding.subject().startsWith("/"))
                .flatMap(id -> step.inventory().resource(id))
                .map(row -> resource(step, row).read(Facts.RESOURCE_PATIENT_DATA))
                .orElse(Missing.UNKNOWN);
    }

    /** A row of a register, and the principal and the finding it names. */
    static FactSource row(Step step, RegisterDefinition register, RegisterRow row) {
        String prefix = Facts.REGISTER_PREFIX + register.name() + ".";
        return fact -> {
            if (fact.name().startsWith(prefix)) {
                return row.cell(fact.name().substring(prefix.length()));
            } else if (fact.name().startsWith("principal.")) {
                String id = named(register, row, RegisterColumn.Names.PRINCIPAL);
                return id == null
                        ? Missing.ABSENT
                        : principal(step, principalRow(step, id)).read(fact);
            }
            String id = named(register, row, RegisterColumn.Names.FINDING);
            return id == null ? Missing.ABSENT : findingOf(step, id, fact);
        };
    }

    private static @Nullable String named(RegisterDefinition register, RegisterRow row, RegisterColumn.Names what) {
        return register.columnNaming(what)
                .map(column -> row.cell(column.name()).textOrNull())
                .orElse(null);
    }

    private static PrincipalRow principalRow(Step step, String id) {
        return step.inventory().principal(id).orElseGet(() -> PrincipalRow.unknown(id));
    }

    private static FactValue findingOf(Step step, String id, Fact fact) {
        FindingSlots slots = new FindingSlots(step, null);
        return slots.placeOf(new FindingId(id))
                .flatMap(place -> slots.load(place.rule(), place.subject()).findings().stream()
                        .filter(finding -> finding.id().value().equals(id))
                        .findFirst())
                .map(finding -> finding(step, finding).read(fact))
                .orElse(Missing.UNKNOWN);
    }

    /** The resource a row of a register stands for by its scope; {@code null} when it names none. */
    static @Nullable FactSource resourceOf(Step step, RegisterDefinition register, RegisterRow row) {
        String scope = register.columnOf(ColumnType.SCOPE)
                .map(column -> row.cell(column.name()).textOrNull())
                .orElse(null);
        if (scope == null || scope.equals("*")) {
            return null;
        }
        return ResourceId.parse(scope).map(id -> resource(step, id)).orElse(null);
    }

    /** A resource by its id, whether anything is known of it or not. */
    static FactSource resource(Step step, ResourceId id) {
        return resource(step, step.inventory().resource(id).orElseGet(() -> ResourceRow.unknown(id)));
    }

    /** A resource. */
    static FactSource resource(Step step, ResourceRow row) {
        return new ResourceFacts(row, step.inventory(), step.reference());
    }

    private static FactValue time(@Nullable Instant time, Missing otherwise) {
        return time == null ? otherwise : FactValue.text(time.toString());
    }
}
