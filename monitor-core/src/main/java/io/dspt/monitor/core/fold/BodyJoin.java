package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins the two halves of a write: the request body often stands on the {@code Start} record only, the outcome on the
 * {@code Success} record, and they may arrive in either order. Half a write is kept for thirty minutes of the arrival
 * clock.
 */
final class BodyJoin {
    /** Long enough for the slowest activity-log delivery seen; longer halves count as body-missing. */
    static final Duration KEEP = Duration.ofMinutes(30);

    private static final int FORMAT = 1;

    /** What a body says: of the resource itself and of what it contains. */
    record Body(ResourceUpdate update, List<ContainedUpdate> contained) {
        Body {
            contained = List.copyOf(contained);
        }

        /** This request's body together with what the answer to it says. */
        Body answeredBy(Body answer) {
            return new Body(
                    update.answeredBy(answer.update), answer.contained.isEmpty() ? contained : answer.contained);
        }
    }

    /** What a body says of one contained resource. */
    record ContainedUpdate(ResourceId id, ResourceUpdate update) {}

    /** The half that came first. */
    sealed interface Half {
        /** A start with its body. */
        record Started(Body body) implements Half {}

        /**
         * A success without a body.
         *
         * @param answer what it says all the same, such as that the resource was created
         * @param identity identity of the success: it is what has changed the resource
         */
        record Succeeded(Instant at, String identity, ResourceUpdate answer) implements Half {}
    }

    private BodyJoin() {}

    /** Takes the waiting half out of the state. */
    static Optional<Half> take(Step step, EventHeader header) {
        String name = name(header);
        if (name == null) {
            return Optional.empty();
        }
        byte[] key = step.key(StateKeys.Kind.BODY_JOIN, name);
        byte[] row = step.state().get(key);
        if (row == null) {
            return Optional.empty();
        }
        step.state().delete(key);
        return Optional.of(decoded(row));
    }

    /** Keeps a half until its other half comes or time runs out. */
    static void keep(Step step, EventHeader header, Half half) {
        String name = name(header);
        if (name != null) {
            step.state().put(step.key(StateKeys.Kind.BODY_JOIN, name), encoded(half));
            Timers.set(step, new Timers.Timer(step.clock().plus(KEEP), Timers.Purpose.FORGET_BODY, name, ""));
        }
    }

    static void forget(Step step, String name) {
        step.state().delete(step.key(StateKeys.Kind.BODY_JOIN, name));
    }

    private static @Nullable String name(EventHeader header) {
        if (header.correlationId() == null || header.resource() == null) {
            return null;
        }
        return (header.correlationId() + "\u001f" + header.operation()).toLowerCase(Locale.ROOT) + "\u001f"
                + header.resource().canonical();
    }

    private static byte[] encoded(Half half) {
        Encoder encoder = new Encoder(FORMAT);
        if (half instanceof Half.Succeeded succeeded) {
            return encoder.flag(false)
                    .time(succeeded.at())
                    .text(succeeded.identity())
                    .bytes(succeeded.answer().encoded())
                    .toBytes();
        }
        Body body = ((Half.Started) half).body();
        encoder.flag(true).bytes(body.update().encoded()).whole(body.contained().size());
        body.contained()
                .forEach(child ->
                        encoder.text(child.id().display()).bytes(child.update().encoded()));
        return encoder.toBytes();
    }

    private static Half decoded(byte[] row) {
        Decoder decoder = new Decoder(row, FORMAT);
        if (!decoder.flag()) {
            return new Half.Succeeded(decoder.time(), decoder.text(), ResourceUpdate.decoded(decoder.bytes()));
        }
        ResourceUpdate update = ResourceUpdate.decoded(decoder.bytes());
        List<ContainedUpdate> contained = new ArrayList<>();
        for (int i = decoder.count(); i > 0; i--) {
            ResourceId id = ResourceId.parse(decoder.text()).orElseThrow();
            contained.add(new ContainedUpdate(id, ResourceUpdate.decoded(decoder.bytes())));
        }
        return new Half.Started(new Body(update, contained));
    }
}
