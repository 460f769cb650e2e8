package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.finding.Evidence;
import io.dspt.monitor.core.finding.Finding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why something is judged: what findings keep of an event, so that work which outlasts the event's step ends in the same
 * findings as if all had been done at once.
 *
 * @param at event time, as far as it is believed
 * @param identity identity of what happened
 * @param category diagnostic category
 * @param operation what was done
 * @param actor who did it, where known
 * @param evidence the record that carried it
 * @param opensAs what {@link Finding#origin} is of findings that it opens
 */
record Cause(
        Instant at,
        String identity,
        String category,
        String operation,
        @Nullable String actor,
        Evidence evidence,
        String opensAs) {

    /** A cause of findings that come from an event. */
    Cause(Instant at, String identity, String category, String operation, @Nullable String actor, Evidence evidence) {
        this(at, identity, category, operation, actor, evidence, Finding.FROM_EVENT);
    }

    /** The cause that an event is. */
    static Cause of(AzureEvent event, Instant at, Origin origin, String opensAs) {
        return new Cause(
                at,
                event.header().identity(),
                event.header().category(),
                event.header().operation(),
                event.header().actor().display(),
                new Evidence(origin.source(), origin.position(), origin.sha256()),
                opensAs);
    }

    /** The same record as the word of what happened at another time, under another identity. */
    Cause of(Instant otherAt, String otherIdentity) {
        return new Cause(otherAt, otherIdentity, category, operation, actor, evidence, opensAs);
    }

    /** The same cause of findings that come from elsewhere. */
    Cause opening(String origin) {
        return new Cause(at, identity, category, operation, actor, evidence, origin);
    }

    /** Whether it tells how something is, and not that anybody has done anything. */
    boolean isState() {
        return category.equals(AzureEvent.ResourceSnapshot.CATEGORY);
    }

    /** Writes all but what findings open as, which only {@link Work} has to keep. */
    static void write(Encoder encoder, @Nullable Cause cause) {
        encoder.flag(cause != null);
        if (cause != null) {
            encoder.time(cause.at)
                    .text(cause.identity)
                    .text(cause.category)
                    .text(cause.operation)
                    .textOrNull(cause.actor)
                    .text(cause.evidence.source())
                    .text(cause.evidence.position())
                    .text(cause.evidence.sha256());
        }
    }

    static @Nullable Cause read(Decoder decoder) {
        if (!decoder.flag()) {
            return null;
        }
        return new Cause(
                decoder.time(),
                decoder.text(),
                decoder.text(),
                decoder.text(),
                decoder.textOrNull(),
                new Evidence(decoder.text(), decoder.text(), decoder.text()));
    }
}
