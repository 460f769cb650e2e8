package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.register.RegisterColumn;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterDefinitions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which facts belong to what a schedule looks through: elsewhere nobody would ever have a value for them. */
final class ScheduledFacts {
    private ScheduledFacts() {}

    /** Why a rule of this kind cannot ask for a fact; empty when it can. */
    static Optional<String> problem(Fact asked, RuleKind kind, RegisterDefinitions registers) {
        Fact fact = asked.age() == null ? asked : asked.age().of();
        RuleKind.Each each = kind instanceof RuleKind.Schedule schedule ? schedule.each() : null;
        if (fact.origin() == Fact.Origin.REGISTER) {
            String register = fact.name().split("\\.", -1)[1];
            boolean itsOwn = each != null && register.equals(each.register());
            return itsOwn
                    ? Optional.empty()
                    : Optional.of("'" + fact.name() + "' is read by schedules with 'each: " + Facts.REGISTER_PREFIX
                            + register + "' only");
        }
        if (fact.origin() != Fact.Origin.SCHEDULED || has(fact, each, registers)) {
            return Optional.empty();
        }
        return Optional.of("'" + fact.name() + "' is read by schedules that look through such things only");
    }

    private static boolean has(Fact fact, RuleKind.@Nullable Each each, RegisterDefinitions registers) {
        if (each == null) {
            return false;
        }
        RegisterDefinition register =
                each.register() == null ? null : registers.find(each.register()).orElse(null);
        return switch (fact.name().substring(0, fact.name().indexOf('.'))) {
            case "principal" ->
                each.things() == RuleKind.Things.PRINCIPAL || names(register, RegisterColumn.Names.PRINCIPAL);
            case "finding" -> each.things() == RuleKind.Things.FINDING || names(register, RegisterColumn.Names.FINDING);
            case "subscription" -> each.things() == RuleKind.Things.SUBSCRIPTION;
            default -> each.things() == RuleKind.Things.SOURCE;
        };
    }

    private static boolean names(@Nullable RegisterDefinition register, RegisterColumn.Names what) {
        return register != null && register.columnNaming(what).isPresent();
    }
}
