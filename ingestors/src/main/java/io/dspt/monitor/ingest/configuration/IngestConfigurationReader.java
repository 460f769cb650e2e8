package io.dspt.monitor.ingest.configuration;

import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.EstateDirectory.Estate;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.eventgrid.EventGridSource;
import io.dspt.monitor.ingest.eventhubs.EntraCredential;
import io.dspt.monitor.ingest.eventhubs.HubSource;
import io.dspt.monitor.ingest.inventory.InventorySource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of ingestors. A key that is unknown, missing, written twice or wrong is refused with its path;
 * secrets are named by file and never stand in the configuration itself.
 */
public final class IngestConfigurationReader {
    private static final String KAFKA = "kafka";
    private static final String REPLICATION = "replication";
    private static final String MASK_KEY_FILE = "mask_key_file";
    private static final String ESTATES = "estates";
    private static final String QUARANTINE = "quarantine";
    private static final String METRICS = "metrics";
    private static final String EVENT_HUBS = "event_hubs";
    private static final String EVENT_GRID = "event_grid";
    private static final String INVENTORY = "inventory";
    private static final String ARCHIVE = "archive";
    private static final Set<String> KEYS = Set.of(
            KAFKA,
            REPLICATION,
            MASK_KEY_FILE,
            ESTATES,
            QUARANTINE,
            METRICS,
            EVENT_HUBS,
            EVENT_GRID,
            INVENTORY,
            ARCHIVE);
    private static final String USUAL_QUARANTINE = "quarantine";
    private static final short USUAL_REPLICATION = 3;

    private final Path folder;
    private final Map<String, YamlNode> members;
    private final YamlNode root;

    private IngestConfigurationReader(Path file, YamlNode root) {
        this.folder = file.toAbsolutePath().resolveSibling("");
        this.root = root;
        this.members = root.members(KEYS);
    }

    /**
     * Reads a file; paths in it are relative to its folder.
     *
     * @throws IOException when it cannot be read
     * @throws RefusedException when something in it is not accepted, with its path
     */
    public static IngestConfiguration read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return new IngestConfigurationReader(file, YamlNode.parse(file.toString(), text)).configuration();
    }

    private IngestConfiguration configuration() {
        KafkaConnection kafka = kafka(required(root, members, KAFKA));
        MaskKey maskKey = maskKey(required(root, members, MASK_KEY_FILE));
        EstateDirectory estates = estates(required(root, members, ESTATES));
        List<HubSource> hubs = eventHubs();
        Optional<EventGridSource> eventGrid =
                Optional.ofNullable(members.get(EVENT_GRID)).map(new EventGridSourceReader(folder)::read);
        Optional<InventorySource> inventory =
                Optional.ofNullable(members.get(INVENTORY)).map(InventorySourceReader::read);
        Optional<EntraCredential> archive =
                Optional.ofNullable(members.get(ARCHIVE)).map(IngestConfigurationReader::archive);
        short replication = replication();
        Optional<InetSocketAddress> metrics = metrics();
        try {
            return new IngestConfiguration(
                    kafka, replication, maskKey, estates, metrics, hubs, eventGrid, inventory, archive);
        } catch (IllegalArgumentException e) {
            throw root.refused(String.valueOf(e.getMessage()));
        }
    }

    private static KafkaConnection kafka(YamlNode node) {
        Map<String, String> properties = new TreeMap<>();
        for (Map.Entry<String, YamlNode> property : node.members().entrySet()) {
            if (!KafkaConnection.knownProperties().contains(property.getKey())) {
                throw property.getValue()
                        .refused("no property of a Kafka client"
                                + NearestName.hint(KafkaConnection.knownProperties(), property.getKey()));
            }
            properties.put(property.getKey(), property.getValue().text());
        }
        try {
            return new KafkaConnection(properties);
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private short replication() {
        YamlNode node = members.get(REPLICATION);
        if (node == null) {
            return USUAL_REPLICATION;
        }
        long copies = node.whole();
        if (copies < 1 || copies > 9) {
            throw node.refused("between 1 and 9 copies, not " + copies);
        }
        return (short) copies;
    }

    private MaskKey maskKey(YamlNode node) {
        try {
            return MaskKey.read(folder.resolve(node.text()));
        } catch (NoSuchFileException e) {
            throw node.refused("there is no file " + e.getFile());
        } catch (IOException e) {
            throw node.refused("cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private EstateDirectory estates(YamlNode node) {
        List<Estate> estates = new ArrayList<>();
        for (YamlNode element : node.elements()) {
            Map<String, YamlNode> estate = element.members(Set.of("name", "tenants", "subscriptions"));
            try {
                estates.add(new Estate(
                        required(element, estate, "name").text(),
                        texts(estate.get("tenants")),
                        texts(estate.get("subscriptions"))));
            } catch (IllegalArgumentException e) {
                throw element.refused(String.valueOf(e.getMessage()));
            }
        }
        if (estates.isEmpty()) {
            throw node.refused("at least one estate is needed");
        }
        YamlNode quarantine = members.get(QUARANTINE);
        try {
            return new EstateDirectory(estates, quarantine == null ? USUAL_QUARANTINE : quarantine.text());
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private Optional<InetSocketAddress> metrics() {
        YamlNode node = members.get(METRICS);
        if (node == null) {
            return Optional.empty();
        }
        Map<String, YamlNode> metrics = node.members(Set.of("address", "port"));
        YamlNode address = metrics.get("address");
        return Optional.of(new InetSocketAddress(
                address == null ? "127.0.0.1" : address.text(), port(required(node, metrics, "port"))));
    }

    private static EntraCredential archive(YamlNode node) {
        Map<String, YamlNode> archive = node.members(Set.of("credential"));
        return HubSourceReader.credential(required(node, archive, "credential"));
    }

    static int port(YamlNode node) {
        long port = node.whole();
        if (port < 0 || port > 65_535) {
            throw node.refused("a port is between 0 and 65535");
        }
        return (int) port;
    }

    private List<HubSource> eventHubs() {
        YamlNode node = members.get(EVENT_HUBS);
        if (node == null) {
            return List.of();
        }
        HubSourceReader reader = new HubSourceReader(folder);
        return node.elements().stream().map(reader::read).toList();
    }

    static YamlNode required(YamlNode parent, Map<String, YamlNode> members, String key) {
        YamlNode member = members.get(key);
        if (member == null) {
            throw parent.refused("'" + key + "' is missing");
        }
        return member;
    }

    private static List<String> texts(@Nullable YamlNode node) {
        return node == null
                ? List.of()
                : node.elements().stream().map(YamlNode::text).toList();
    }
}
