package io.dspt.monitor.benchmarks.rules;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.fact.RememberedFacts;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.inventory.ResourceFacts;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import io.dspt.monitor.core.rule.FactView;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one event alone: its header, its details, and of its resource what this record says. Nothing is known of
 * other records, registers or principals. Every engine that is measured reads its facts from here.
 */
public final class EventView {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();

    private final AzureEvent event;
    private final FactSource after;
    private final FactSource before;
    private final boolean judgesResource;

    private EventView(AzureEvent event) {
        this.event = event;
        EventHeader header = event.header();
        this.judgesResource = event instanceof AzureEvent.ResourceEvent change
                && change.effect() == Effect.WRITE
                && header.resource() != null
                && (header.outcome() == Outcome.SUCCESS || event instanceof AzureEvent.PolicyEvaluation);
        this.before = new RememberedFacts(new OwnFacts(event, event.factsBefore(), null));
        this.after = new RememberedFacts(new OwnFacts(event, event.facts(), judgesResource ? event.facts() : null));
    }

    /** The facts of this event. */
    public static EventView of(AzureEvent event) {
        return new EventView(event);
    }

    public AzureEvent event() {
        return event;
    }

    /** Whether the event is a write of a resource that has succeeded, so that what resources owe is asked. */
    public boolean judgesResource() {
        return judgesResource;
    }

    /** What rules see of the event. */
    public FactView facts() {
        return new FactView(after, before);
    }

    /** What rules see of the event, with every fact that they read told to somebody. */
    public FactView facts(Consumer<Fact> whenRead) {
        return new FactView(telling(after, whenRead), telling(before, whenRead));
    }

    private static FactSource telling(FactSource facts, Consumer<Fact> whenRead) {
        return fact -> {
            whenRead.accept(fact);
            return facts.read(fact);
        };
    }

    /** The facts before or after the event; those of the resource are put together when the first is asked for. */
    private static final class OwnFacts implements FactSource {
        private final AzureEvent event;
        private final FactSource details;
        private final @Nullable FactSource body;
        private @Nullable FactSource resource;

        /** @param body what the event wrote of the resource; {@code null} when it wrote nothing */
        OwnFacts(AzureEvent event, FactSource details, @Nullable FactSource body) {
            this.event = event;
            this.details = details;
            this.body = body;
        }

        @Override
        public FactValue read(Fact fact) {
            if (fact.equals(Facts.RESOURCE_TYPE)) {
                return ofResource(fact);
            } else if (fact.equals(Facts.EVENT_WORKING_HOURS) || fact.equals(Facts.EVENT_WORKING_DAY)) {
                return Missing.UNKNOWN; // No calendar is known here, as no register is.
            }
            return switch (fact.origin()) {
                case HEADER -> header(event, fact);
                case RECORD -> record(event.header(), fact);
                case RESOURCE, PROPERTY, DERIVED -> ofResource(fact);
                case JOINED, REGISTER, SCHEDULED, AGE -> Missing.UNKNOWN;
            };
        }

        private FactValue ofResource(Fact fact) {
            ResourceId id = event.header().resource();
            return id == null ? Missing.ABSENT : ofResource(id).read(fact);
        }

        private FactSource ofResource(ResourceId named) {
            if (resource == null) {
                ResourceRow row = ResourceRow.unknown(named);
                if (body != null) {
                    Instant at = event.header().time();
                    ResourceUpdate update = ResourceUpdate.of(named, body, REFERENCE.properties());
                    row = row.written(update, at == null ? Instant.EPOCH : at);
                }
                resource = new ResourceFacts(row, NothingKnown.INVENTORY, REFERENCE);
            }
            return resource;
        }

        private static FactValue header(AzureEvent event, Fact fact) {
            EventHeader header = event.header();
            if (fact.equals(Facts.EVENT_KIND)) {
                return FactValue.text(event.kind().ruleName());
            } else if (fact.equals(Facts.EVENT_OPERATION)) {
                return FactValue.textOr(header.operation(), Missing.ABSENT);
            } else if (fact.equals(Facts.EVENT_CATEGORY)) {
                return FactValue.text(header.category());
            }
            return FactValue.text(header.outcome().name().toLowerCase(java.util.Locale.ROOT));
        }

        private FactValue record(EventHeader header, Fact fact) {
            if (fact.equals(Facts.EVENT_TIME)) {
                return header.time() == null
                        ? Missing.ABSENT
                        : FactValue.text(header.time().toString());
            } else if (fact.equals(Facts.EVENT_CORRELATION)) {
                return FactValue.textOr(header.correlationId(), Missing.ABSENT);
            } else if (fact.equals(Facts.ACTOR_TYPE)) {
                return FactValue.text(header.actorType().ruleName());
            } else if (fact.equals(Facts.ACTOR_ID)) {
                return FactValue.textOr(header.actorId(), Missing.UNKNOWN);
            } else if (fact.equals(Facts.ACTOR_NAME)) {
                return FactValue.textOr(header.actor().display(), Missing.UNKNOWN);
            } else if (fact.equals(Facts.ACTOR_APPLICATION)) {
                return FactValue.textOr(header.actor().application(), Missing.UNKNOWN);
            } else if (fact.equals(Facts.ACTOR_ADDRESS)) {
                return FactValue.textOr(header.actorAddress(), Missing.UNKNOWN);
            } else if (fact.equals(Facts.ACTOR_IDENTITY)) {
                return FactValue.textOr(header.actor().identity(), Missing.UNKNOWN);
            } else if (fact.equals(Facts.ACTOR_COUNTRY)) {
                return FactValue.textOr(header.actor().country(), Missing.UNKNOWN);
            }
            return details.read(fact);
        }
    }
}
