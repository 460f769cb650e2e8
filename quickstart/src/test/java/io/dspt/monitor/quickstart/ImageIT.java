package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.azure.fakes.FakeEventHubs;
import io.dspt.monitor.azure.fakes.FakeHub;
import io.dspt.monitor.core.rule.RuleBundle;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image, as a cluster would run it: as nobody, on a root file system that cannot be written, without a capability. Which
 * one is named by the environment, {@code DSPT_IMAGE=dspt-monitor:0.1.0-SNAPSHOT}; without it, nothing is tried.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ImageIT {
    private static final Pattern CONSOLE = Pattern.compile("console on (127\\.0\\.0\\.1:\\d+)");
    private static final int ENDED_BY_SIGTERM = 143;
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int HUB_PARTITIONS = 2;
    private static final long EVENTS_WHEN_STOPPED = 100_000;

    private static final String RES_001 = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";

    @TempDir
    private static Path folder;

    private static String image;
    private static IngestCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        image = ImageContainer.requiredImage();
        cluster = IngestCluster.start(Files.createDirectory(folder.resolve("kafka")));
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void shouldMakeFindingsOfEventsAndStopInOrder() throws Exception {
        // Given a hub, a live log into which records flow, and both halves of the monitor
        KeyPair keys = SigningKeys.generate();
        int metricsPort = freePort();
        try (FakeEventHubs eventHubs = FakeEventHubs.start();
                LiveEstate estate = new LiveEstate(
                        cluster.bootstrapServers(),
                        "north",
                        keys,
                        RuleBundle.builtIn().only(RES_001));
                FindingsWatch findings = new FindingsWatch(cluster.bootstrapServers(), estate.partition());
                Admin admin = cluster.connection().admin()) {
            FakeHub hub = eventHubs.hub("activity", HUB_PARTITIONS).addConsumerGroup("dspt-monitor");
            estate.letRecordsFlow();
            try (ImageContainer monitor = monitor(keys);
                    ImageContainer ingestor = ingestor(eventHubs.connectionString("activity"), metricsPort)) {

                // When Azure tells of an account abroad
                hub.append(0, event(LiveEstate.accountMadeAbroad("stabroad")));

                // Then it is found, and measured on both sides
                findings.first("RES-001", LiveEstate.account("stabroad"));
                URI console = URI.create("http://" + monitor.saidMatching(CONSOLE));
                assertEquals(200, get(console, "/health/live").statusCode());
                assertEquals(200, get(console, "/health/ready").statusCode());
                awaitMetric(console, "dspt_findings_open");
                awaitMetric(console, "dspt_events_total");
                URI ingest = URI.create("http://127.0.0.1:" + metricsPort);
                assertEquals(200, get(ingest, "/healthz").statusCode());
                assertEquals(200, get(ingest, "/readyz").statusCode());
                awaitMetric(ingest, "dspt_ingest_delay_seconds_count");

                // And asked to stop in the midst of work, both commit what was begun and leave nothing open
                hub.appendGenerated(1, EVENTS_WHEN_STOPPED, number -> event("{\"category\":\"None\"}"));
                awaitOpenTransaction(admin, "dspt-eventhubs-");
                assertStops(ingestor);
                awaitOpenTransaction(admin, "dspt-monitor-");
                assertStops(monitor);
                assertEquals(Set.of(), openTransactions(admin));
            }
        }
    }

    @Test
    void shouldSeeThatTopicsAreAsTheyShouldBe() throws Exception {
        // Given
        Path configuration = readable(folder.resolve("topics"));
        write(configuration.resolve("mask.key"), "a key that only these tests have");
        write(configuration.resolve("ingest.yaml"), """
                kafka: { bootstrap.servers: "%s" }
                replication: 1
                mask_key_file: mask.key
                estates: [ { name: north } ]
                """.formatted(cluster.bootstrapServers()));

        // When
        String said;
        try (ImageContainer topics = ImageContainer.run(
                image,
                configuration,
                "ingest",
                "topics",
                "--config",
                ImageContainer.CONFIGURATION + "/ingest.yaml",
                "--partitions",
                Integer.toString(IngestCluster.PARTITIONS))) {
            said = topics.said();
        }

        // Then
        assertTrue(said.contains("topics are there and as they should be"), said);
    }

    private static ImageContainer monitor(KeyPair keys) throws Exception {
        Path configuration = readable(folder.resolve("stream"));
        write(configuration.resolve("control.der"), keys.getPublic().getEncoded());
        write(configuration.resolve("stream.yaml"), """
                kafka:
                  bootstrap.servers: %s
                state_directory: %s
                trusted_keys: [ control.der ]
                console: { port: 0 }
                """.formatted(cluster.bootstrapServers(), ImageContainer.STATE));
        return ImageContainer.start(
                image,
                configuration,
                "dspt-monitor: ready",
                "stream",
                "--config",
                ImageContainer.CONFIGURATION + "/stream.yaml",
                "--instance",
                "pod-0");
    }

    private static ImageContainer ingestor(String connectionString, int metricsPort) throws Exception {
        Path configuration = readable(folder.resolve("ingest"));
        write(configuration.resolve("mask.key"), "a key that only these tests have");
        write(configuration.resolve("hub.connection"), connectionString);
        write(configuration.resolve("ingest.yaml"), """
                kafka:
                  bootstrap.servers: %s
                replication: 1
                mask_key_file: mask.key
                metrics: { address: 127.0.0.1, port: %s }
                estates:
                  - name: north
                event_hubs:
                  - name: activity
                    connection_string_file: hub.connection
                    consumer_group: dspt-monitor
                    estate: north
                    start: earliest
                """.formatted(
                        cluster.bootstrapServers(), Integer.toString(metricsPort)));
        return ImageContainer.start(
                image,
                configuration,
                "reads partition 1",
                "ingest",
                "eventhubs",
                "--config",
                ImageContainer.CONFIGURATION + "/ingest.yaml");
    }

    /** In order, within its time, and without having written anything but to its volumes. */
    private static void assertStops(ImageContainer container) {
        assertEquals(ENDED_BY_SIGTERM, container.stop(), container::said);
        assertTrue(container.said().endsWith("dspt-monitor: stopped"), container::said);
        assertFalse(Boolean.TRUE.equals(container.inspected().getState().getOOMKilled()));
        assertEquals(true, container.inspected().getHostConfig().getReadonlyRootfs(), "its root cannot be written");
        assertEquals(List.of(), container.written());
    }

    private static void awaitOpenTransaction(Admin admin, String prefix) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (openTransactions(admin).stream().noneMatch(id -> id.startsWith(prefix))) {
            assertTrue(System.nanoTime() < deadline, () -> "no transaction of " + prefix + " was ever open");
        }
    }

    private static Set<String> openTransactions(Admin admin) throws Exception {
        TreeSet<String> open = new TreeSet<>();
        admin.listTransactions(new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                .all()
                .get()
                .forEach(transaction -> open.add(transaction.transactionalId()));
        return open;
    }

    private static byte[] event(String record) {
        return ("{\"records\":[" + record + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /** Waits until a metric has counted something: what is found and what is shown are not one step. */
    private static void awaitMetric(URI base, String name) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        String metrics = get(base, "/metrics").body();
        while (value(metrics, name) < 1) {
            String latest = metrics;
            assertTrue(System.nanoTime() < deadline, () -> name + " counts nothing:\n" + latest);
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
            metrics = get(base, "/metrics").body();
        }
    }

    /** The sum of all samples of a metric. */
    private static double value(String metrics, String name) {
        Matcher samples = Pattern.compile("(?m)^" + name + "(?:\\{[^\\n]*})? ([0-9.E+]+)$")
                .matcher(metrics);
        return samples.results()
                .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
                .sum();
    }

    private static HttpResponse<String> get(URI base, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A folder that nobody, as whom the image runs, may read. */
    private static Path readable(Path made) throws Exception {
        Files.createDirectory(made);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws Exception {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] bytes) throws Exception {
        Files.setPosixFilePermissions(Files.write(file, bytes), PosixFilePermissions.fromString("rw-r--r--"));
    }
}
