package io.dspt.monitor.azure.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of Event Hubs in this process: plain AMQP 1.0 on the loopback address, for Azure's own SDK with a connection
 * string that says {@code UseDevelopmentEmulator=true}. Hubs and what is in them outlive {@link #stop()}.
 *
 * <pre>{@code
 * try (FakeEventHubs namespace = FakeEventHubs.start()) {
 *     FakeHub hub = namespace.hub("activity", 4);
 *     hub.append(0, body);
 *     EventHubConsumerAsyncClient client = new EventHubClientBuilder()
 *             .connectionString(namespace.connectionString("activity"))
 *             ...
 * }</pre>
 */
public final class FakeEventHubs implements AutoCloseable {
    /** Where it listens; also what its messages call the namespace. */
    public static final String HOST = "127.0.0.1";

    private static final String ANY_KEY_NAME = "test";
    private static final String ANY_KEY = "dGVzdA==";

    private final Map<String, FakeHub> hubs = new ConcurrentHashMap<>();
    private final Set<AmqpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AccessRules accessRules = new AccessRules();
    private final int port;
    private String keyName = ANY_KEY_NAME;
    private String key = ANY_KEY;
    private @Nullable PortListener listener;

    private FakeEventHubs(int wantedPort) {
        PortListener opened = listen(wantedPort);
        listener = opened;
        port = opened.port();
    }

    /** Starts a namespace without hubs on any free port. */
    public static FakeEventHubs start() {
        return start(0);
    }

    /**
     * Starts a namespace without hubs on a port.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static FakeEventHubs start(int port) {
        return new FakeEventHubs(port);
    }

    /** The port it listens on, also after a stop. */
    public int port() {
        return port;
    }

    /**
     * Makes a hub.
     *
     * @param name ignoring case, as Azure does
     * @throws IllegalArgumentException when there is one with that name
     */
    public FakeHub hub(String name, int partitions) {
        FakeHub hub = new FakeHub(name, partitions);
        if (hubs.putIfAbsent(lower(name), hub) != null) {
            throw new IllegalArgumentException("There is a hub " + name + " already.");
        }
        return hub;
    }

    /**
     * A hub that was made before.
     *
     * @throws IllegalArgumentException when there is none with that name
     */
    public FakeHub hub(String name) {
        FakeHub hub = find(name);
        if (hub == null) {
            throw new IllegalArgumentException("There is no hub " + name + ".");
        }
        return hub;
    }

    /**
     * What a client needs to reach a hub, with a key that is taken: the one last required, or any while none is.
     *
     * @param hub its name; it need not exist
     */
    public synchronized String connectionString(String hub) {
        return connectionString(hub, keyName, key);
    }

    /** What a client needs to reach a hub, with a given key. */
    public String connectionString(String hub, String withKeyName, String withKey) {
        return "Endpoint=sb://" + HOST + ":" + port + ";SharedAccessKeyName=" + withKeyName + ";SharedAccessKey="
                + withKey + ";EntityPath=" + hub + ";UseDevelopmentEmulator=true";
    }

    /**
     * From now on takes no token that was not made with this key or another one required before; at the beginning every
     * token is taken and allows everything. A name that is required again has only its new key and claims, as after a
     * rotation. Tokens that a connection has presented already stay good.
     *
     * @param newKeyName name of the access policy
     * @param newKey its secret
     * @param claims what it allows
     */
    public synchronized void requireKey(String newKeyName, String newKey, Claim... claims) {
        keyName = newKeyName;
        key = newKey;
        Set<Claim> allowed = EnumSet.noneOf(Claim.class);
        allowed.addAll(List.of(claims));
        accessRules.require(newKeyName, newKey, allowed);
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    // Faults

    /**
     * Breaks all connections as a broken network does: no word of AMQP, what was on the way is lost. When it returns, none
     * of their readers is left; they may connect again at once.
     */
    public void dropConnections() {
        for (AmqpConnection connection : connections) {
            connection.drop();
        }
    }

    /**
     * Closes all connections with an error, as the service does for maintenance. They may connect again at once.
     *
     * @param condition such as {@link AmqpFault#CONNECTION_FORCED}
     */
    public void closeConnections(String condition, String description) {
        AmqpFault fault = new AmqpFault(condition, description);
        for (AmqpConnection connection : connections) {
            connection.close(fault);
        }
    }

    /** An outage: breaks all connections and refuses new ones until {@link #restart()}. */
    public synchronized void stop() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        dropConnections();
    }

    /**
     * Ends an outage: takes connections on the same port again.
     *
     * @throws UncheckedIOException when somebody else has taken the port
     */
    public synchronized void restart() {
        if (listener == null) {
            listener = listen(port);
        }
    }

    /** Ends it; like {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    private PortListener listen(int wantedPort) {
        try {
            return new PortListener(wantedPort, this::take);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + wantedPort + " of " + HOST + ".", e);
        }
    }

    private void take(SocketChannel channel) {
        try {
            AmqpConnection connection = new AmqpConnection(channel, new LinkAttacher(this), connections::remove);
            connections.add(connection);
            connection.start();
        } catch (IOException e) {
            // The client has gone before it was heard.
            closeChannel(channel);
        }
    }

    private static void closeChannel(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // For the connections

    /** The hub with a name, null when there is none. */
    @Nullable
    FakeHub find(String name) {
        return hubs.get(lower(name));
    }

    AccessRules accessRules() {
        return accessRules;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
