package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.fact.DateFacts;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.register.RegisterBook;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.rule.CompiledRule;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What registers say of an event or a resource at the time it is judged.
 *
 * @param registers the registers
 * @param reference retention periods
 * @param now when it is judged
 */
record JoinedFacts(RegisterBook registers, ReferenceData reference, Instant now) {
    private static final String CHANGE_WINDOWS = "changeWindows";
    private static final String ADDRESS_COUNTRIES = "addressCountries";
    private static final String TRAVEL = "travel";
    private static final String DATASETS = "datasets";
    private static final String DPIAS = "dpias";
    private static final String DISPOSALS = "disposals";
    private static final String SCOPE = "scope";

    /** The tag that names the assessment of a resource. */
    private static final Fact DPIA_TAG = Facts.tag("dpia-id");

    /** What covers everything covers also what stands nowhere. */
    private static final FactValue NOWHERE = FactValue.text("/");

    private static final Map<Fact, String> REGISTER_OF = Map.of(
            Facts.EVENT_IN_CHANGE_WINDOW, CHANGE_WINDOWS,
            Facts.ACTOR_ADDRESS_COUNTRY, ADDRESS_COUNTRIES,
            Facts.ACTOR_COUNTRY, ADDRESS_COUNTRIES,
            Facts.ACTOR_TRAVEL_APPROVED, TRAVEL,
            Facts.DATASET_RECORD_TYPE, DATASETS,
            Facts.DATASET_MINIMUM_DAYS, DATASETS,
            Facts.DATASET_HOLD, DATASETS,
            Facts.RESOURCE_DPIA_KNOWN, DPIAS,
            Facts.DISPOSAL_APPROVED, DISPOSALS);

    /** What the registers of an estate say at a time. */
    static JoinedFacts of(Step step, Instant now) {
        return new JoinedFacts(
                new RegisterBook(step.book().registers(), RegisterStore.of(step)), step.reference(), now);
    }

    /** Whether a rule's verdict may depend on a register. */
    static boolean asks(CompiledRule rule, String register) {
        return rule.registersAsked().contains(register)
                || rule.factsLookedAt().stream().anyMatch(fact -> register.equals(REGISTER_OF.get(fact)));
    }

    /** Reads one fact of what is judged, whose other facts are {@code judged}. */
    FactValue read(Fact fact, FactSource judged) {
        if (fact.equals(Facts.CLOCK_NOW)) {
            return FactValue.text(now.toString());
        } else if (fact.equals(Facts.ACTOR_ADDRESS_COUNTRY)) {
            return addressCountry(judged.read(Facts.ACTOR_ADDRESS));
        } else if (fact.equals(Facts.ACTOR_TRAVEL_APPROVED)) {
            return travelApproved(judged.read(Facts.ACTOR_ID), judged.read(Facts.ACTOR_COUNTRY));
        }
        FactValue resource = judged.read(Facts.RESOURCE_ID);
        if (fact.equals(Facts.EVENT_IN_CHANGE_WINDOW)) {
            return registers.contains(CHANGE_WINDOWS, SCOPE, resource == Missing.ABSENT ? NOWHERE : resource, now);
        } else if (!resource.isPresent()) {
            return resource;
        } else if (fact.equals(Facts.DATASET_RECORD_TYPE)) {
            return recordType(resource, judged);
        } else if (fact.equals(Facts.DATASET_MINIMUM_DAYS)) {
            return minimumDays(recordType(resource, judged));
        } else if (fact.equals(Facts.DATASET_HOLD)) {
            return hold(resource);
        } else if (fact.equals(Facts.RESOURCE_DPIA_KNOWN)) {
            return dpiaKnown(resource, judged);
        }
        return fact.equals(Facts.DISPOSAL_APPROVED) ? disposalApproved(resource) : Missing.UNKNOWN;
    }

    /** The country of the narrowest range that holds an address. */
    FactValue addressCountry(FactValue address) {
        if (!address.isPresent()) {
            return address;
        }
        return registers.find(ADDRESS_COUNTRIES, "range", address, now).rows().stream()
                .map(row -> row.cell("country"))
                .filter(FactValue::isPresent)
                .findFirst()
                .orElse(Missing.UNKNOWN);
    }

    /** Whether a row is in force for this person and this country. */
    private FactValue travelApproved(FactValue actor, FactValue country) {
        if (!(actor instanceof Text) || !(country instanceof Text from)) {
            return Missing.UNKNOWN;
        }
        if (!registers.loaded(TRAVEL)) {
            return FactValue.flag(false);
        }
        RegisterBook.Found journeys = registers.find(TRAVEL, "user", actor, now);
        boolean approved = journeys.rows().stream()
                .anyMatch(
                        row -> from.value().equalsIgnoreCase(row.cell("country").textOrNull()));
        return approved || journeys.complete() ? FactValue.flag(approved) : Missing.UNKNOWN;
    }

    private FactValue recordType(FactValue resource, FactSource judged) {
        return dataset(resource)
                .map(row -> row.cell("recordType"))
                .filter(FactValue::isPresent)
                .<FactValue>map(type -> FactValue.text(((Text) type).value().toLowerCase(Locale.ROOT)))
                .orElseGet(() -> judged.read(Facts.RESOURCE_RECORD_TYPE));
    }

    private FactValue minimumDays(FactValue recordType) {
        if (recordType == Missing.UNKNOWN) {
            return recordType;
        }
        return reference
                .retention()
                .minimumDays(
                        recordType instanceof Text text
                                ? text.value()
                                : reference.retention().assumedType());
    }

    /** Where the register is loaded, what it does not hold is not held. */
    private FactValue hold(FactValue resource) {
        if (!registers.loaded(DATASETS)) {
            return Missing.UNKNOWN;
        }
        boolean held = dataset(resource).map(row -> row.cell("hold")).equals(Optional.of(new Flag(true)));
        return FactValue.flag(held);
    }

    private Optional<RegisterRow> dataset(FactValue resource) {
        return registers.find(DATASETS, SCOPE, resource, now).rows().stream().findFirst();
    }

    private FactValue dpiaKnown(FactValue resource, FactSource judged) {
        FactValue covered = registers.contains(DPIAS, SCOPE, resource, now);
        if (covered.equals(new Flag(true)) || covered == Missing.UNKNOWN) {
            return covered;
        }
        return registers.contains(DPIAS, "reference", judged.read(DPIA_TAG), now);
    }

    private FactValue disposalApproved(FactValue resource) {
        if (!registers.loaded(DISPOSALS)) {
            return Missing.UNKNOWN;
        }
        List<RegisterRow> covering =
                registers.find(DISPOSALS, SCOPE, resource, now).rows();
        return FactValue.flag(
                covering.stream().anyMatch(row -> !row.cell("executedOn").isPresent() && approved(row)));
    }

    private boolean approved(RegisterRow row) {
        String approvedOn = row.cell("approvedOn").textOrNull();
        return approvedOn != null
                && DateFacts.beginning(approvedOn)
                        .map(from -> !now.isBefore(from))
                        .orElse(false);
    }
}
