package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.finding.Finding;
import java.time.Instant;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The event that is the reason to judge, with the record that carried it. What only findings keep is made when asked for. */
final class Occasion {
    private final AzureEvent event;
    private final Instant at;
    private final Origin origin;
    private final byte[] record;
    private final Function<AzureEvent, SortedMap<String, String>> pointers;
    private final String opensAs;
    private @Nullable Cause cause;
    private Output.@Nullable EvidenceRecord evidence;

    /**
     * An event in hand.
     *
     * @param at its event time, as far as it is believed
     * @param origin where its record came from
     * @param record the record's bytes
     * @param pointers how to find the record where it came from
     */
    Occasion(
            AzureEvent event,
            Instant at,
            Origin origin,
            byte[] record,
            Function<AzureEvent, SortedMap<String, String>> pointers) {
        this(event, at, origin, record, pointers, Finding.FROM_EVENT);
    }

    /** The same of an event whose findings come from elsewhere than an event, as {@link Finding#origin} says it. */
    Occasion(
            AzureEvent event,
            Instant at,
            Origin origin,
            byte[] record,
            Function<AzureEvent, SortedMap<String, String>> pointers,
            String opensAs) {
        this.event = event;
        this.at = at;
        this.origin = origin;
        this.record = record;
        this.pointers = pointers;
        this.opensAs = opensAs;
    }

    AzureEvent event() {
        return event;
    }

    Instant at() {
        return at;
    }

    /** What findings keep of it. */
    Cause cause() {
        if (cause == null) {
            cause = Cause.of(event, at, origin, opensAs);
        }
        return cause;
    }

    /** The record, to be sent when it decides something. */
    Output.EvidenceRecord evidence() {
        if (evidence == null) {
            evidence = new Output.EvidenceRecord(origin, record, pointers.apply(event));
        }
        return evidence;
    }
}
