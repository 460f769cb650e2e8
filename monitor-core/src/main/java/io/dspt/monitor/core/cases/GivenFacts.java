package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.fact.DateFacts;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.register.RegisterBook;
import io.dspt.monitor.core.rule.RuleKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Facts as a case gives them: what is not named is unknown, except that header facts are always known, that an age
 * follows from its date and the time, and that registers answer from the case's own rows.
 *
 * @param kind what the rule asks
 * @param values by fact name
 * @param registers what the case says that registers hold
 * @param workingDay which days are worked, by the calendar of the rule set
 */
record GivenFacts(
        RuleKind kind,
        SortedMap<String, FactValue> values,
        RegisterBook registers,
        Function<LocalDate, Optional<Boolean>> workingDay)
        implements FactSource {

    @Override
    public FactValue read(Fact fact) {
        FactValue value = values.get(fact.name());
        if (value != null) {
            return value;
        }
        Fact.Age age = fact.age();
        if (age != null) {
            return age.unit().of(read(age.of()), now(), workingDay);
        }
        return fact.origin() == Fact.Origin.HEADER ? usual(fact) : Missing.UNKNOWN;
    }

    @Override
    public FactValue inRegister(String register, String column, FactValue value) {
        return registers.contains(register, column, value, now());
    }

    private FactValue usual(Fact fact) {
        if (fact.equals(Facts.EVENT_OUTCOME)) {
            return FactValue.text("success");
        } else if (fact.equals(Facts.EVENT_KIND) && kind instanceof RuleKind.Obligation) {
            return FactValue.text("resource-operation");
        }
        return Missing.ABSENT;
    }

    private @Nullable Instant now() {
        return moment(Facts.CLOCK_NOW).or(() -> moment(Facts.EVENT_TIME)).orElse(null);
    }

    private Optional<Instant> moment(Fact fact) {
        FactValue value = values.get(fact.name());
        String written = value == null ? null : value.textOrNull();
        return written == null ? Optional.empty() : DateFacts.moment(written);
    }
}
