package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.Actor;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.EventKind;
import io.dspt.monitor.core.event.InternetAddress;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.Inventory;
import io.dspt.monitor.core.rule.RuleBook;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All facts of one event: its header, its record's details, and what the inventory says of the resource that is judged.
 *
 * @param event the event; {@code null} when a resource is judged without one
 * @param details the record's own facts, before or after
 * @param resource facts of the resource judged; {@code null} when the event concerns none
 * @param lookedThrough facts of what a schedule looks through besides resources; {@code null} when it is no schedule
 * @param joined what registers say when it is judged
 */
record EventFacts(
        @Nullable AzureEvent event,
        @Nullable FactSource details,
        @Nullable FactSource resource,
        @Nullable FactSource lookedThrough,
        Inventory inventory,
        RuleBook book,
        JoinedFacts joined)
        implements FactSource {
    /** Types that are always attached to another resource, and are named by it in some records. */
    private static final Set<String> ATTACHED =
            Set.of("microsoft.insights/diagnosticsettings", "microsoft.authorization/locks");

    private static final Set<Fact> ANSWERED_APART = Stream.concat(
                    PrincipalFacts.ANSWERED.stream(),
                    Stream.of(
                            Facts.RESOURCE_TYPE,
                            Facts.RESOURCE_SCOPE,
                            Facts.EVENT_WORKING_HOURS,
                            Facts.EVENT_WORKING_DAY))
            .collect(Collectors.toUnmodifiableSet());

    private static final FactValue[] KINDS = texts(EventKind.values(), EventKind::ruleName);
    private static final FactValue[] OUTCOMES =
            texts(Outcome.values(), outcome -> outcome.name().toLowerCase(Locale.ROOT));
    private static final FactValue[] ACTOR_TYPES = texts(Actor.Type.values(), Actor.Type::ruleName);

    private static final Set<Fact> OF_THE_ACTOR = Set.of(
            Facts.ACTOR_NAME,
            Facts.ACTOR_APPLICATION,
            Facts.ACTOR_IDENTITY,
            Facts.ACTOR_PUBLIC_ADDRESS,
            Facts.ACTOR_COUNTRY);

    /** The names of a closed set as facts, by ordinal. */
    private static <T> FactValue[] texts(T[] values, Function<T, String> name) {
        return Stream.of(values).map(name).map(FactValue::text).toArray(FactValue[]::new);
    }

    @Override
    public FactValue read(Fact fact) {
        if (ANSWERED_APART.contains(fact)) {
            return apart(fact);
        }
        return switch (fact.origin()) {
            case HEADER -> event == null ? Missing.UNKNOWN : header(event, event.header(), fact);
            case RECORD -> event == null ? Missing.UNKNOWN : record(event.header(), fact);
            case RESOURCE, PROPERTY, DERIVED -> resource == null ? Missing.ABSENT : resource.read(fact);
            case JOINED -> joined.read(fact, this);
            case REGISTER, SCHEDULED -> lookedThrough == null ? Missing.ABSENT : lookedThrough.read(fact);
            case AGE -> age(Objects.requireNonNull(fact.age()));
        };
    }

    /** Facts for which their origin does not say who answers. */
    private FactValue apart(Fact fact) {
        if (fact.equals(Facts.RESOURCE_TYPE)) {
            return resource == null ? Missing.ABSENT : resource.read(fact);
        } else if (fact.equals(Facts.RESOURCE_SCOPE)) {
            if (event != null && namesOnlyTheScope(event.header())) {
                return FactValue.text(
                        Objects.requireNonNull(event.header().resource()).display());
            }
            return resource == null ? Missing.ABSENT : resource.read(fact);
        } else if (event == null) {
            return Missing.UNKNOWN;
        }
        return PrincipalFacts.ANSWERED.contains(fact)
                ? new PrincipalFacts(event, details, inventory, book).read(fact)
                : working(event.header().time(), fact);
    }

    @Override
    public FactValue inRegister(String register, String column, FactValue value) {
        return joined.registers().contains(register, column, value, joined.now());
    }

    /**
     * Whether the record of an operation on something that is attached to a resource, such as a diagnostic setting or a
     * lock, names that resource only.
     */
    private static boolean namesOnlyTheScope(EventHeader header) {
        ResourceId named = header.resource();
        String operation = header.operation().toLowerCase(Locale.ROOT);
        String type = operation.substring(0, Math.max(0, operation.lastIndexOf('/')));
        return named != null && ATTACHED.contains(type) && !named.type().equals(type);
    }

    private FactValue age(Fact.Age age) {
        return age.unit().of(read(age.of()), joined.now(), book::isWorkingDay);
    }

    private static FactValue header(AzureEvent event, EventHeader header, Fact fact) {
        if (fact.equals(Facts.EVENT_KIND)) {
            return KINDS[event.kind().ordinal()];
        } else if (fact.equals(Facts.EVENT_OPERATION)) {
            return FactValue.textOr(header.operation(), Missing.ABSENT);
        } else if (fact.equals(Facts.EVENT_CATEGORY)) {
            return FactValue.text(header.category());
        }
        return OUTCOMES[header.outcome().ordinal()];
    }

    private FactValue record(EventHeader header, Fact fact) {
        if (fact.equals(Facts.EVENT_TIME)) {
            return header.time() == null
                    ? Missing.ABSENT
                    : FactValue.text(header.time().toString());
        } else if (fact.equals(Facts.EVENT_CORRELATION)) {
            return FactValue.textOr(header.correlationId(), Missing.ABSENT);
        } else if (fact.equals(Facts.ACTOR_TYPE)) {
            return ACTOR_TYPES[header.actorType().ordinal()];
        } else if (fact.equals(Facts.ACTOR_ID)) {
            return FactValue.textOr(header.actorId(), Missing.UNKNOWN);
        } else if (fact.equals(Facts.ACTOR_ADDRESS)) {
            return FactValue.textOr(header.actorAddress(), Missing.UNKNOWN);
        } else if (!OF_THE_ACTOR.contains(fact)) {
            return details == null ? Missing.UNKNOWN : details.read(fact);
        }
        Actor actor = header.actor();
        if (fact.equals(Facts.ACTOR_NAME)) {
            return FactValue.textOr(actor.display(), Missing.UNKNOWN);
        } else if (fact.equals(Facts.ACTOR_APPLICATION)) {
            return FactValue.textOr(actor.application(), Missing.UNKNOWN);
        } else if (fact.equals(Facts.ACTOR_IDENTITY)) {
            return FactValue.textOr(actor.identity(), Missing.UNKNOWN);
        } else if (fact.equals(Facts.ACTOR_PUBLIC_ADDRESS)) {
            return actor.address() == null ? Missing.UNKNOWN : InternetAddress.isPublic(actor.address());
        }
        return actor.country() == null
                ? joined.addressCountry(FactValue.textOr(actor.address(), Missing.UNKNOWN))
                : FactValue.textOr(actor.country(), Missing.UNKNOWN);
    }

    private FactValue working(@Nullable Instant at, Fact fact) {
        if (at == null) {
            return Missing.UNKNOWN;
        }
        return book.calendar()
                .flatMap(calendar -> fact.equals(Facts.EVENT_WORKING_HOURS)
                        ? calendar.isWorkingTime(at)
                        : calendar.isWorkingDay(calendar.dayOf(at)))
                .map(FactValue::flag)
                .orElse(Missing.UNKNOWN);
    }
}
