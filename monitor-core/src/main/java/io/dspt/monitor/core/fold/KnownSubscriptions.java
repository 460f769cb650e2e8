package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that inventories have told of, and when something of the activity log of each last arrived: one whose
 * diagnostic setting was forgotten is seen by nothing else. What an inventory never told of is not looked for.
 */
final class KnownSubscriptions {
    /** What every subscription's activity log speaks of. */
    static final String CATEGORY = "Administrative";

    private static final int FORMAT = 1;
    private static final String TYPE = "microsoft.resources/subscriptions";
    private static final Duration DAY = Duration.ofDays(1);
    /** So many are counted at most; tenants with more are counted as having as many. */
    private static final int MOST_COUNTED = 1_000;

    /**
     * One subscription.
     *
     * @param id of the subscription, as a resource
     * @param told arrival clock when an inventory first told of it
     * @param heard arrival clock at the latest record of its activity log since then, to the minute; {@code null} before
     *     the first
     */
    record Row(ResourceId id, Instant told, @Nullable Instant heard) {
        byte[] encoded() {
            return new Encoder(FORMAT)
                    .text(id.display())
                    .time(told)
                    .timeOrNull(heard)
                    .toBytes();
        }

        static Row decoded(byte[] row) {
            Decoder decoder = new Decoder(row, FORMAT);
            return new Row(ResourceId.parse(decoder.text()).orElseThrow(), decoder.time(), decoder.timeOrNull());
        }

        /** Since when nothing of it has arrived. */
        Instant silentSince() {
            return heard == null ? told : heard;
        }
    }

    private KnownSubscriptions() {}

    /** Notes what an event tells of a subscription. */
    static void seen(Step step, AzureEvent event) {
        EventHeader header = event.header();
        boolean snapshot = event instanceof AzureEvent.ResourceSnapshot;
        // Which resource is meant takes some work to find out, and most events are of neither kind.
        ResourceId resource = snapshot || header.category().equals(CATEGORY) ? header.resource() : null;
        if (resource == null) {
            return;
        }
        if (!snapshot) {
            resource.subscription().ifPresent(subscription -> heard(step, subscription));
        } else if (resource.type().equals(TYPE)) {
            told(step, resource);
        }
    }

    private static void told(Step step, ResourceId id) {
        String subscription = id.subscription().orElseThrow();
        if (row(step, subscription).isEmpty()) {
            save(step, subscription, new Row(id, step.clock(), null));
        }
    }

    private static void heard(Step step, String subscription) {
        Row row = row(step, subscription).orElse(null);
        if (row == null) {
            return;
        }
        Instant minute = step.clock().truncatedTo(ChronoUnit.MINUTES);
        if (row.heard() == null || row.heard().isBefore(minute)) {
            save(step, subscription, new Row(row.id(), row.told(), minute));
        }
    }

    private static Optional<Row> row(Step step, String subscription) {
        return step.estate()
                .decoded
                .subscriptions
                .computeIfAbsent(
                        subscription,
                        absent -> Optional.ofNullable(step.state().get(key(step, subscription)))
                                .map(Row::decoded));
    }

    private static void save(Step step, String subscription, Row row) {
        step.state().put(key(step, subscription), row.encoded());
        step.estate().decoded.subscriptions.put(subscription, Optional.of(row));
    }

    private static byte[] key(Step step, String subscription) {
        return step.key(StateKeys.Kind.SUBSCRIPTION, subscription);
    }

    /** Sends how many there are, when there are any. */
    static void send(Step step) {
        byte[] prefix = step.key(StateKeys.Kind.SUBSCRIPTION);
        long lately = 0;
        long earlier = 0;
        long never = 0;
        for (byte[] encoded :
                step.state().scan(prefix, StateKeys.after(prefix), MOST_COUNTED).values()) {
            Instant heard = Row.decoded(encoded).heard();
            if (heard == null) {
                never++;
            } else if (heard.plus(DAY).isBefore(step.clock())) {
                earlier++;
            } else {
                lately++;
            }
        }
        if (lately + earlier + never > 0) {
            step.state().send(new Output.SubscriptionCoverage(lately, earlier, never, step.clock()));
        }
    }
}
