package io.dspt.monitor.core.event;

import io.dspt.monitor.core.codec.Sha256;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every event says, whatever its kind. What every event is asked for is there; the rest is read from the record when
 * somebody asks, and then remembered: of most events nobody does.
 */
public final class EventHeader {

    /** The part of a header that is read when it is asked for. Each answer is asked for once. */
    public interface Details {
        /** How it ended. */
        Outcome outcome();

        /** The resource acted on, where there is one. */
        @Nullable
        ResourceId resource();

        /** Entra tenant id, lower case; derived from the resource id or claims when the record has none. */
        @Nullable
        String tenant();

        /** Who acted. */
        Actor actor();

        /** What joins the records of one request. */
        @Nullable
        String correlationId();

        /** Kind of identity that acted, where it can be told with less ado than {@link #actor}; {@code null} elsewhere. */
        default Actor.@Nullable Type actorType() {
            return null;
        }

        /** IP address without port of who acted, where it can be told with less ado than {@link #actor}. */
        default @Nullable String actorAddress() {
            return null;
        }

        /** Object id of who acted, where it can be told with less ado than {@link #actor}. */
        default @Nullable String actorId() {
            return null;
        }
    }

    private record Known(
            Outcome outcome,
            @Nullable ResourceId resource,
            @Nullable String tenant,
            Actor actor,
            @Nullable String correlationId)
            implements Details {}

    private final String category;
    private final String operation;
    private final @Nullable Instant time;
    private final Details details;

    private @Nullable Outcome outcome;
    private @Nullable Actor actor;
    private @Nullable ResourceId resource;
    private boolean resourceRead;
    private @Nullable String tenant;
    private boolean tenantRead;
    private @Nullable String correlationId;
    private boolean correlationRead;

    /**
     * A header of which all is known.
     *
     * @param category diagnostic category as Azure names it, for example {@code Administrative}; never empty
     * @param operation canonical operation: for ARM the operation of the resource itself, without the scope it is attached
     *     to; for Entra and data-plane records the activity name without trailing blanks and full stop; may be empty
     * @param outcome how it ended
     * @param resource the resource acted on, where there is one
     * @param tenant Entra tenant id, lower case; derived from the resource id or claims when the record has none
     * @param actor who acted
     * @param correlationId joins the records of one request
     * @param time when it happened, where the record says so
     */
    public EventHeader(
            String category,
            String operation,
            Outcome outcome,
            @Nullable ResourceId resource,
            @Nullable String tenant,
            Actor actor,
            @Nullable String correlationId,
            @Nullable Instant time) {
        this(category, operation, time, new Known(outcome, resource, tenant, actor, correlationId));
    }

    /** A header whose details are read when they are asked for. */
    public EventHeader(String category, String operation, @Nullable Instant time, Details details) {
        this.category = category;
        this.operation = operation;
        this.time = time;
        this.details = details;
    }

    /** Diagnostic category as Azure names it; never empty. */
    public String category() {
        return category;
    }

    /** Canonical operation or name of the activity; may be empty. */
    public String operation() {
        return operation;
    }

    /** When it happened, where the record says so. */
    public @Nullable Instant time() {
        return time;
    }

    /** How it ended. */
    public Outcome outcome() {
        if (outcome == null) {
            outcome = details.outcome();
        }
        return outcome;
    }

    /** The resource acted on, where there is one. */
    public @Nullable ResourceId resource() {
        if (!resourceRead) {
            resource = details.resource();
            resourceRead = true;
        }
        return resource;
    }

    /** Entra tenant id, lower case, where the record tells it. */
    public @Nullable String tenant() {
        if (!tenantRead) {
            tenant = details.tenant();
            tenantRead = true;
        }
        return tenant;
    }

    /** Who acted. */
    public Actor actor() {
        if (actor == null) {
            actor = details.actor();
        }
        return actor;
    }

    /** Kind of identity that acted. */
    public Actor.Type actorType() {
        Actor.Type told = actor == null ? details.actorType() : null;
        return told == null ? actor().type() : told;
    }

    /** IP address without port of who acted, where the record tells it. */
    public @Nullable String actorAddress() {
        String told = actor == null ? details.actorAddress() : null;
        return told == null ? actor().address() : told;
    }

    /** Object id of who acted, lower case, where the record tells it. */
    public @Nullable String actorId() {
        String told = actor == null ? details.actorId() : null;
        return told == null ? actor().id() : told;
    }

    /** What joins the records of one request, where the record tells it. */
    public @Nullable String correlationId() {
        if (!correlationRead) {
            correlationId = details.correlationId();
            correlationRead = true;
        }
        return correlationId;
    }

    /**
     * Identity of what happened, the same whichever way its record travelled: a hash of tenant, operation, resource,
     * actor, outcome, correlation id and time. The source is left out on purpose, so that Event Grid and diagnostic
     * settings meet.
     */
    public String identity() {
        String actorKey = actor().id() != null ? actor().id() : actor().name();
        ResourceId named = resource();
        return Sha256.name(
                lower(tenant()),
                lower(operation),
                named == null ? "" : named.canonical(),
                lower(actorKey),
                outcome().name(),
                lower(correlationId()),
                time == null ? "" : time.toString());
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return category + " " + operation + " " + outcome() + " " + resource() + " at " + time;
    }
}
