package io.dspt.monitor.core.event;

import io.dspt.monitor.core.codec.Sha256;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every event says, whatever its kind.
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
public record EventHeader(
        String category,
        String operation,
        Outcome outcome,
        @Nullable ResourceId resource,
        @Nullable String tenant,
        Actor actor,
        @Nullable String correlationId,
        @Nullable Instant time) {

    /**
     * Identity of what happened, the same whichever way its record travelled: a hash of tenant, operation, resource,
     * actor, outcome, correlation id and time. The source is left out on purpose, so that Event Grid and diagnostic
     * settings meet.
     */
    public String identity() {
        String actorKey = actor.id() != null ? actor.id() : actor.name();
        return Sha256.name(
                lower(tenant),
                lower(operation),
                resource == null ? "" : resource.canonical(),
                lower(actorKey),
                outcome.name(),
                lower(correlationId),
                time == null ? "" : time.toString());
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
