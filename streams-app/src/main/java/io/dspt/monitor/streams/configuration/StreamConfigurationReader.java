package io.dspt.monitor.streams.configuration;

import static io.dspt.monitor.core.yaml.YamlNode.required;

import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import io.dspt.monitor.streams.MonitorServiceSettings;
import io.dspt.monitor.streams.MonitorServiceSettings.Hosting;
import io.dspt.monitor.streams.alert.AlertSettings;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import io.dspt.monitor.streams.console.ConsoleAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of the streams application. A key that is unknown, missing, written twice or wrong is refused
 * with its path; secrets are named by file and never stand in the configuration itself.
 */
public final class StreamConfigurationReader {
    private static final String KAFKA = "kafka";
    private static final String APPLICATION_ID = "application_id";
    private static final String INSTANCE = "instance";
    private static final String STATE_DIRECTORY = "state_directory";
    private static final String THREADS = "threads";
    private static final String STANDBY_REPLICAS = "standby_replicas";
    private static final String TRUSTED_KEYS = "trusted_keys";
    private static final String CONSOLE = "console";
    private static final String ALERTS = "alerts";
    private static final String LEDGER = "ledger";
    private static final Set<String> KEYS = Set.of(
            KAFKA,
            APPLICATION_ID,
            INSTANCE,
            STATE_DIRECTORY,
            THREADS,
            STANDBY_REPLICAS,
            TRUSTED_KEYS,
            CONSOLE,
            ALERTS,
            LEDGER);
    /** What Kafka takes as the name of a group, a member and a part of a topic's name. */
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private static final int USUAL_CONSOLE_PORT = 8080;
    private static final int MOST_THREADS = 256;
    private static final int MOST_STANDBYS = 8;

    private final Path folder;
    private final YamlNode root;
    private final Map<String, YamlNode> members;
    private final Optional<String> instance;

    private StreamConfigurationReader(Path file, YamlNode root, Optional<String> instance) {
        this.folder = file.toAbsolutePath().resolveSibling("");
        this.root = root;
        this.members = root.members(KEYS);
        this.instance = instance;
    }

    /**
     * Reads a file; paths in it are relative to its folder.
     *
     * @throws IOException when it cannot be read
     * @throws RefusedException when something in it is not accepted, with its path
     */
    public static StreamConfiguration read(Path file) throws IOException {
        return read(file, Optional.empty());
    }

    /**
     * Reads a file that several processes share; paths in it are relative to its folder.
     *
     * @param instance name of this process, where the file does not say it; said twice, it is refused
     * @throws IOException when it cannot be read
     * @throws RefusedException when something in it is not accepted, with its path
     * @throws IllegalArgumentException when the name is none
     */
    public static StreamConfiguration read(Path file, Optional<String> instance) throws IOException {
        if (instance.isPresent() && !isName(instance.get())) {
            throw new IllegalArgumentException(noName(instance.get()));
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return new StreamConfigurationReader(file, YamlNode.parse(file.toString(), text), instance).configuration();
    }

    private StreamConfiguration configuration() {
        KafkaCluster cluster = kafka(required(root, members, KAFKA));
        ConsoleAddress console = console(members.get(CONSOLE));
        YamlNode alerts = members.get(ALERTS);
        Optional<AlertSettings> alertSettings = alerts == null
                ? Optional.empty()
                : Optional.of(new AlertConfigurationReader(folder).read(alerts, console.url()));
        return new StreamConfiguration(
                cluster,
                hosting(),
                trustedKeys(required(root, members, TRUSTED_KEYS)),
                console,
                alertSettings,
                Optional.ofNullable(members.get(LEDGER)).map(new LedgerConfigurationReader(folder)::read));
    }

    private static KafkaCluster kafka(YamlNode node) {
        Map<String, String> properties = new TreeMap<>();
        for (Map.Entry<String, YamlNode> property : node.members().entrySet()) {
            if (!KafkaCluster.knownProperties().contains(property.getKey())) {
                throw property.getValue()
                        .refused("no property of a Kafka client"
                                + NearestName.hint(KafkaCluster.knownProperties(), property.getKey()));
            }
            properties.put(property.getKey(), property.getValue().text());
        }
        try {
            return new KafkaCluster(properties);
        } catch (IllegalArgumentException e) {
            throw node.refused(String.valueOf(e.getMessage()));
        }
    }

    private Hosting hosting() {
        YamlNode application = members.get(APPLICATION_ID);
        return new Hosting(
                application == null ? MonitorServiceSettings.APPLICATION_ID : name(application),
                instance(),
                folder.resolve(required(root, members, STATE_DIRECTORY).text()),
                number(members.get(THREADS), 1, 1, MOST_THREADS),
                number(members.get(STANDBY_REPLICAS), 0, 0, MOST_STANDBYS));
    }

    /** Two processes of one name would throw each other out: a name that is said twice may well be meant for another. */
    private String instance() {
        YamlNode written = members.get(INSTANCE);
        if (instance.isPresent() && written != null) {
            throw written.refused("the name of this process, '" + instance.get() + "', was told beside the file");
        }
        return instance.orElseGet(() -> name(required(root, members, INSTANCE)));
    }

    private static String name(YamlNode node) {
        String name = node.text();
        if (!isName(name)) {
            throw node.refused(noName(name));
        }
        return name;
    }

    private static boolean isName(String text) {
        return text.matches(NAME);
    }

    private static String noName(String text) {
        return "'" + text + "' is not made of letters, digits, dots, dashes and underscores";
    }

    private static int number(@Nullable YamlNode node, int usual, int least, int most) {
        if (node == null) {
            return usual;
        }
        long number = node.whole();
        if (number < least || number > most) {
            throw node.refused("between " + least + " and " + most + ", not " + number);
        }
        return (int) number;
    }

    private TrustedKeys trustedKeys(YamlNode node) {
        List<PublicKey> keys = new ArrayList<>();
        for (YamlNode element : node.elements()) {
            Path file = folder.resolve(element.text());
            try {
                keys.add(TrustedKeyFile.read(file));
            } catch (IOException e) {
                throw element.refused("cannot read " + file);
            } catch (IllegalArgumentException e) {
                throw element.refused(file + " " + e.getMessage());
            }
        }
        if (keys.isEmpty()) {
            throw node.refused("without a key nobody could bring rules: at least one is needed");
        }
        return new TrustedKeys(keys);
    }

    private static ConsoleAddress console(@Nullable YamlNode node) {
        if (node == null) {
            return ConsoleAddress.loopback(USUAL_CONSOLE_PORT);
        }
        Map<String, YamlNode> console = node.members(Set.of("address", "port", "hosts", "url"));
        YamlNode address = console.get("address");
        InetSocketAddress bind = new InetSocketAddress(
                address == null ? "127.0.0.1" : address.text(),
                number(console.get("port"), USUAL_CONSOLE_PORT, 0, 65_535));
        if (bind.isUnresolved() && address != null) {
            throw address.refused("'" + address.text() + "' is no address of this machine");
        }
        SortedSet<String> hosts = new TreeSet<>();
        YamlNode names = console.get("hosts");
        if (names != null) {
            names.elements().forEach(name -> hosts.add(name.text()));
        }
        YamlNode url = console.get("url");
        Optional<URI> link = url == null ? Optional.empty() : Optional.of(AlertConfigurationReader.url(url));
        return new ConsoleAddress(bind, hosts, link);
    }
}
