package io.dspt.monitor.ingest.configuration;

import static io.dspt.monitor.ingest.configuration.IngestConfigurationReader.required;

import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.YamlNode;
import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import io.dspt.monitor.ingest.eventhubs.HubSource;
import io.dspt.monitor.ingest.eventhubs.HubSource.Access;
import io.dspt.monitor.ingest.eventhubs.HubSource.ConnectionString;
import io.dspt.monitor.ingest.eventhubs.HubSource.Identity;
import io.dspt.monitor.ingest.eventhubs.HubSource.Network;
import io.dspt.monitor.ingest.eventhubs.HubSource.Start;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code event_hubs}. */
final class HubSourceReader {
    private static final String CONNECTION_STRING_FILE = "connection_string_file";
    private static final String NAMESPACE = "namespace";
    private static final String CREDENTIAL = "credential";
    private static final Set<String> KEYS = Set.of(
            "name",
            CONNECTION_STRING_FILE,
            NAMESPACE,
            CREDENTIAL,
            "hub",
            "consumer_group",
            "estate",
            "start",
            "transport",
            "proxy",
            "endpoint",
            "prefetch");
    private static final Map<String, EntraCredential.Kind> CREDENTIALS = new TreeMap<>(Map.of(
            "workload-identity", EntraCredential.Kind.WORKLOAD_IDENTITY,
            "managed-identity", EntraCredential.Kind.MANAGED_IDENTITY,
            "cli", EntraCredential.Kind.CLI,
            "default", EntraCredential.Kind.DEFAULT));
    private static final Map<String, Boolean> TRANSPORTS = new TreeMap<>(Map.of("amqp", false, "web-sockets", true));
    /** Each may be as large as a hub allows, 1 MB: more would fill memory before anybody looks at them. */
    private static final int USUAL_PREFETCH = 100;

    private final Path folder;

    /** @param folder that paths are relative to */
    HubSourceReader(Path folder) {
        this.folder = folder;
    }

    HubSource read(YamlNode node) {
        Map<String, YamlNode> members = node.members(KEYS);
        Access access = access(node, members);
        try {
            return new HubSource(
                    required(node, members, "name").text(),
                    access,
                    hub(node, members, access),
                    required(node, members, "consumer_group").text(),
                    text(members.get("estate")),
                    start(required(node, members, "start")),
                    network(members),
                    prefetch(members.get("prefetch")));
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private Access access(YamlNode node, Map<String, YamlNode> members) {
        YamlNode file = members.get(CONNECTION_STRING_FILE);
        YamlNode namespace = members.get(NAMESPACE);
        if ((file == null) == (namespace == null)) {
            throw node.refused("either '" + CONNECTION_STRING_FILE + "', or '" + NAMESPACE + "' and '" + CREDENTIAL
                    + "', and not both");
        }
        if (file != null) {
            if (members.get(CREDENTIAL) != null) {
                throw node.refused("'" + CREDENTIAL + "' goes with '" + NAMESPACE + "', not with a connection string");
            }
            return connectionString(file);
        }
        return identity(namespace, required(node, members, CREDENTIAL));
    }

    private ConnectionString connectionString(YamlNode file) {
        Path path = folder.resolve(file.text());
        try {
            return new ConnectionString(
                    Files.readString(path, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw file.refused("cannot read " + path);
        } catch (IllegalArgumentException e) {
            // What is in the file is secret, and so is what is wrong with it.
            throw file.refused(path + " holds no connection string: " + e.getMessage());
        }
    }

    private static Identity identity(YamlNode namespace, YamlNode node) {
        EntraCredential credential = credential(node);
        try {
            return new Identity(namespace.text(), credential);
        } catch (IllegalArgumentException e) {
            throw namespace.refused(String.valueOf(e.getMessage()));
        }
    }

    static EntraCredential credential(YamlNode node) {
        Map<String, YamlNode> credential = node.members(Set.of("kind", "client_id", "tenant_id"));
        EntraCredential.Kind kind = oneOf(CREDENTIALS, required(node, credential, "kind"));
        try {
            return new EntraCredential(kind, text(credential.get("client_id")), text(credential.get("tenant_id")));
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private static String hub(YamlNode node, Map<String, YamlNode> members, Access access) {
        String ofConnection =
                access instanceof ConnectionString connection ? connection.hub().orElse(null) : null;
        YamlNode written = members.get("hub");
        if (written == null) {
            if (ofConnection == null) {
                throw node.refused("'hub' is missing, and the connection string names none");
            }
            return ofConnection;
        }
        if (ofConnection != null && !ofConnection.equals(written.text())) {
            throw written.refused("the connection string is for another hub");
        }
        return written.text();
    }

    private static Start start(YamlNode node) {
        String text = node.text();
        if (text.equals("earliest")) {
            return new Start.Earliest();
        }
        if (text.equals("latest")) {
            return new Start.Latest();
        }
        try {
            return new Start.At(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw node.refused("earliest, latest or a time such as 2026-03-01T00:00:00Z");
        }
    }

    private static Network network(Map<String, YamlNode> members) {
        YamlNode transport = members.get("transport");
        YamlNode proxy = members.get("proxy");
        boolean webSockets = transport != null && oneOf(TRANSPORTS, transport);
        String endpoint = text(members.get("endpoint"));
        if (proxy == null) {
            return new Network(webSockets, null, endpoint);
        }
        try {
            return new Network(webSockets, address(proxy), endpoint);
        } catch (IllegalArgumentException e) {
            throw proxy.refused(String.valueOf(e.getMessage()));
        }
    }

    private static InetSocketAddress address(YamlNode node) {
        String text = node.text();
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw node.refused("host:port, not '" + text + "'");
        }
        // The proxy's name is looked up when it is used: it may not be known yet.
        return InetSocketAddress.createUnresolved(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private static int prefetch(@Nullable YamlNode node) {
        return node == null ? USUAL_PREFETCH : Math.toIntExact(node.whole());
    }

    private static <T> T oneOf(Map<String, T> choices, YamlNode node) {
        T choice = choices.get(node.text().toLowerCase(Locale.ROOT));
        if (choice == null) {
            throw node.refused("one of " + choices.keySet() + ", not '" + node.text() + "'"
                    + NearestName.hint(choices.keySet(), node.text()));
        }
        return choice;
    }

    private static @Nullable String text(@Nullable YamlNode node) {
        return node == null ? null : node.text();
    }
}
