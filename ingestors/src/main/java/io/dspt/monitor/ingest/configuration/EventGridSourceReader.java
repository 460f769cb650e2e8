package io.dspt.monitor.ingest.configuration;

import static io.dspt.monitor.ingest.configuration.IngestConfigurationReader.required;

import io.dspt.monitor.core.yaml.YamlNode;
import io.dspt.monitor.ingest.eventgrid.EntraApplication;
import io.dspt.monitor.ingest.eventgrid.EventGridSource;
import io.dspt.monitor.ingest.eventgrid.EventGridSource.Limits;
import io.dspt.monitor.ingest.eventgrid.ServerCertificate;
import io.dspt.monitor.ingest.eventgrid.SharedSecrets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code event_grid}. */
final class EventGridSourceReader {
    private static final Set<String> KEYS = Set.of(
            "name",
            "address",
            "port",
            "path",
            "estate",
            "tls",
            "shared_secret_file",
            "entra",
            "allowed_origins",
            "most_bytes",
            "threads");
    private static final String GUID = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String USUAL_PATH = "/events";

    private final Path folder;

    /** @param folder that paths are relative to */
    EventGridSourceReader(Path folder) {
        this.folder = folder;
    }

    EventGridSource read(YamlNode node) {
        Map<String, YamlNode> members = node.members(KEYS);
        int port = IngestConfigurationReader.port(required(node, members, "port"));
        Optional<ServerCertificate> certificate =
                Optional.ofNullable(members.get("tls")).map(this::certificate);
        Optional<SharedSecrets> secrets =
                Optional.ofNullable(members.get("shared_secret_file")).map(this::secrets);
        Optional<EntraApplication> entra =
                Optional.ofNullable(members.get("entra")).map(EventGridSourceReader::entra);
        Limits limits = limits(node, members);
        try {
            return new EventGridSource(
                    required(node, members, "name").text(),
                    new InetSocketAddress(text(members, "address", LOOPBACK), port),
                    text(members, "path", USUAL_PATH),
                    text(members.get("estate")),
                    certificate,
                    secrets,
                    entra,
                    texts(members.get("allowed_origins"), EventGridSource.EVENT_GRID_ORIGIN),
                    limits);
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private ServerCertificate certificate(YamlNode node) {
        Map<String, YamlNode> tls = node.members(Set.of("keystore_file", "password_file"));
        YamlNode keystore = required(node, tls, "keystore_file");
        String password = secret(required(node, tls, "password_file"));
        Path file = folder.resolve(keystore.text());
        try {
            return ServerCertificate.read(file, password);
        } catch (IOException e) {
            throw keystore.refused("cannot read " + file + ", or not with this password");
        } catch (IllegalArgumentException e) {
            throw keystore.refused(file + ": " + e.getMessage());
        }
    }

    private SharedSecrets secrets(YamlNode node) {
        Path file = folder.resolve(node.text());
        try {
            return SharedSecrets.read(file);
        } catch (IOException e) {
            throw node.refused("cannot read " + file);
        } catch (IllegalArgumentException e) {
            throw node.refused(file + ": " + e.getMessage());
        }
    }

    private String secret(YamlNode node) {
        Path file = folder.resolve(node.text());
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw node.refused("cannot read " + file);
        }
    }

    private static EntraApplication entra(YamlNode node) {
        Map<String, YamlNode> entra = node.members(Set.of("tenant_id", "audience", "issuers", "senders", "keys_url"));
        String tenant = tenant(node, entra);
        YamlNode issuers = entra.get("issuers");
        YamlNode keys = entra.get("keys_url");
        try {
            return new EntraApplication(
                    texts(required(node, entra, "audience")),
                    issuers == null ? EntraApplication.issuersOf(tenant) : texts(issuers),
                    texts(entra.get("senders"), EntraApplication.EVENT_GRID),
                    keys == null ? EntraApplication.keysOf(tenant) : address(keys));
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    /** Needed unless all that would follow from it is said. */
    private static String tenant(YamlNode node, Map<String, YamlNode> entra) {
        YamlNode tenant = entra.get("tenant_id");
        if (tenant == null) {
            if (entra.containsKey("issuers") && entra.containsKey("keys_url")) {
                return "";
            }
            throw node.refused("'tenant_id' is missing");
        }
        if (!tenant.text().matches(GUID)) {
            throw tenant.refused("the id of a tenant, not '" + tenant.text() + "'");
        }
        return tenant.text();
    }

    private static URI address(YamlNode node) {
        try {
            return new URI(node.text());
        } catch (URISyntaxException e) {
            throw node.refused("no address: '" + node.text() + "'");
        }
    }

    private static Limits limits(YamlNode node, Map<String, YamlNode> members) {
        try {
            return new Limits(
                    whole(members.get("most_bytes"), Limits.USUAL.mostBytes()),
                    whole(members.get("threads"), Limits.USUAL.threads()));
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private static int whole(@Nullable YamlNode node, int usual) {
        if (node == null) {
            return usual;
        }
        long whole = node.whole();
        if (whole != (int) whole) {
            throw node.refused("out of range: " + whole);
        }
        return (int) whole;
    }

    private static String text(Map<String, YamlNode> members, String key, String usual) {
        YamlNode node = members.get(key);
        return node == null ? usual : node.text();
    }

    private static @Nullable String text(@Nullable YamlNode node) {
        return node == null ? null : node.text();
    }

    private static SortedSet<String> texts(@Nullable YamlNode node, String usual) {
        return node == null ? new TreeSet<>(List.of(usual)) : texts(node);
    }

    /** One text, or a list of them. */
    private static SortedSet<String> texts(YamlNode node) {
        return node.isList()
                ? new TreeSet<>(node.elements().stream().map(YamlNode::text).toList())
                : new TreeSet<>(List.of(node.text()));
    }
}
