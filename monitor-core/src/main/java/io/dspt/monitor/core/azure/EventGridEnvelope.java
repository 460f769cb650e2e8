package io.dspt.monitor.core.azure;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What whoever receives an event of Event Grid has to know of it, before anybody judges it.
 *
 * @param id what Event Grid calls the event, the same whenever it is delivered; empty unless it has one of the forms that
 *     Azure gives ids, since anything else might hold what has to be masked
 * @param validationCode what has to be answered to show that the receiver wants events; empty for all other events
 */
public record EventGridEnvelope(Optional<String> id, Optional<String> validationCode) {
    /** A GUID or a hash. */
    private static final Pattern ID =
            Pattern.compile("[0-9A-Fa-f]{32,128}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z-]{1,128}");
    private static final EventGridEnvelope UNKNOWN = new EventGridEnvelope(Optional.empty(), Optional.empty());

    /** What an element says; nothing when it is no event. */
    public static EventGridEnvelope of(byte[] element) {
        if (!(JsonObject.read(element) instanceof JsonObject.Read.Whole whole)) {
            return UNKNOWN;
        }
        JsonObject event = whole.object();
        return new EventGridEnvelope(
                Optional.ofNullable(event.text("id")).filter(ID.asMatchPredicate()),
                Optional.ofNullable(event.object("data").text("validationCode")).filter(CODE.asMatchPredicate()));
    }
}
