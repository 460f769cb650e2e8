package io.dspt.monitor.ingest.eventhubs;

import com.azure.messaging.eventhubs.models.EventPosition;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One hub to read.
 *
 * @param name names its positions topic and its transactions, for ever: under another name it is read anew
 * @param access where the namespace is and how one gets in
 * @param hub name of the hub
 * @param consumerGroup the group that this monitor has to itself
 * @param estate whose records it carries; {@code null} when each record tells by its tenant and subscription
 * @param start where to begin a hub that was never read
 * @param network how to get there
 * @param prefetch how many events may be under way from the hub, for each partition
 */
public record HubSource(
        String name,
        Access access,
        String hub,
        String consumerGroup,
        @Nullable String estate,
        Start start,
        Network network,
        int prefetch) {
    /** How one gets in. */
    public sealed interface Access {}

    /**
     * By the keys of a shared access policy.
     *
     * @param text as Azure shows it; secret
     */
    public record ConnectionString(String text) implements Access {
        private static final String ENTITY_PATH = "EntityPath";

        public ConnectionString {
            if (!text.contains("Endpoint=")) {
                throw new IllegalArgumentException("a connection string begins with Endpoint=sb://");
            }
        }

        /** The hub it is for; empty when it is for the namespace. */
        public Optional<String> hub() {
            return part(ENTITY_PATH);
        }

        private Optional<String> part(String name) {
            for (String part : text.split(";")) {
                if (part.strip().regionMatches(true, 0, name + "=", 0, name.length() + 1)) {
                    return Optional.of(part.strip().substring(name.length() + 1));
                }
            }
            return Optional.empty();
        }

        /** Nothing of the secret. */
        @Override
        public String toString() {
            return "ConnectionString[of " + part("Endpoint").orElse("?") + "]";
        }
    }

    /**
     * As an identity that Entra knows.
     *
     * @param namespace fully qualified, such as {@code trust.servicebus.windows.net}
     * @param credential whose identity
     */
    public record Identity(String namespace, EntraCredential credential) implements Access {
        public Identity {
            if (!namespace.contains(".") || namespace.contains("/")) {
                throw new IllegalArgumentException(
                        "a namespace is fully qualified, such as trust.servicebus.windows.net, not '" + namespace
                                + "'");
            }
        }
    }

    /** Where to begin a hub that was never read. */
    public sealed interface Start {
        /** As the SDK puts it. */
        EventPosition position();

        /** With what the hub still has. */
        record Earliest() implements Start {
            @Override
            public EventPosition position() {
                return EventPosition.earliest();
            }
        }

        /** With what comes from now on. */
        record Latest() implements Start {
            @Override
            public EventPosition position() {
                return EventPosition.latest();
            }
        }

        /** With what was enqueued at that time or later. */
        record At(Instant time) implements Start {
            @Override
            public EventPosition position() {
                return EventPosition.fromEnqueuedTime(time);
            }
        }
    }

    /**
     * How to get to the namespace.
     *
     * @param webSockets AMQP within WebSockets, on port 443, instead of AMQP on 5671
     * @param proxy an HTTP proxy, which needs web sockets
     * @param endpoint address to connect to instead of the namespace's own, such as that of an application gateway
     */
    public record Network(
            boolean webSockets,
            @Nullable InetSocketAddress proxy,
            @Nullable String endpoint) {
        public Network {
            if (proxy != null && !webSockets) {
                throw new IllegalArgumentException("a proxy carries web sockets only: it needs transport: web-sockets");
            }
        }

        /** AMQP straight to the namespace. */
        public static Network direct() {
            return new Network(false, null, null);
        }
    }

    public HubSource {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a source: lower-case letters, digits and '-', at most 63");
        }
        Objects.requireNonNull(access);
        if (prefetch < 1 || prefetch > 8_000) {
            throw new IllegalArgumentException("between 1 and 8000 events can be prefetched, not " + prefetch);
        }
    }

    /** What evidence calls it: the namespace's host and the hub. */
    String evidenceName() {
        String host = access instanceof Identity identity
                ? identity.namespace()
                : ((ConnectionString) access).part("Endpoint").orElse("").replaceFirst("^sb://", "");
        return host.replaceFirst("/+$", "") + "/" + hub;
    }

    /** What its transactions and its group are called by. */
    String transactionalId(int partition) {
        return "dspt-eventhubs-" + name + "-" + partition;
    }

    /** The group by which ingestors share its partitions out. */
    String group() {
        return "dspt-eventhubs-" + name;
    }
}
