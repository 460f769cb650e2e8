package io.dspt.monitor.core.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
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
        String joined = String.join(
                "\u001f",
                lower(tenant),
                lower(operation),
                resource == null ? "" : resource.canonical(),
                lower(actorKey),
                outcome.name(),
                lower(correlationId),
                time == null ? "" : time.toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
