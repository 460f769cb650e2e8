package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.rule.RuleBundle;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
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
    private static final long MOST_BYTES = 200_000_000;

    private static final String RES_001 = "rules/residency/RES-001-resource-outside-permitted-regions.rule.yaml";

    @TempDir
    private static Path folder;

    private static String image;
    private static IngestCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        image = System.getenv("DSPT_IMAGE");
        if (image == null) {
            Assumptions.abort("SKIPPED: DSPT_IMAGE names no image; images/README.md says how one is made");
        }
        cluster = IngestCluster.start(Files.createDirectory(folder.resolve("kafka")));
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void shouldFindWhatIsWrongAndStopInOrder() throws Exception {
        // Given a live log, and a configuration that says no instance
        KeyPair keys = SigningKeys.generate();
        Path configuration = readable(folder.resolve("stream"));
        write(configuration.resolve("control.der"), keys.getPublic().getEncoded());
        write(configuration.resolve("stream.yaml"), """
                kafka:
                  bootstrap.servers: %s
                state_directory: /var/lib/dspt-monitor
                trusted_keys: [ control.der ]
                console: { port: 0 }
                """.formatted(cluster.bootstrapServers())
                .getBytes(StandardCharsets.UTF_8));
        try (LiveEstate estate = new LiveEstate(
                        cluster.bootstrapServers(),
                        "north",
                        keys,
                        RuleBundle.builtIn().only(RES_001));
                FindingsWatch findings = new FindingsWatch(cluster.bootstrapServers(), estate.partition());
                ChildProcess monitor = run(
                        configuration, "stream", "--config", "/etc/dspt-monitor/stream.yaml", "--instance", "pod-0")) {

            // When an account is made abroad
            monitor.awaitLine("ready");
            estate.accountAbroad("stabroad");

            // Then it is found, and measured
            findings.first("RES-001", LiveEstate.account("stabroad"));
            assertEquals(200, get(monitor, "/health/live").statusCode());
            assertEquals(200, get(monitor, "/health/ready").statusCode());
            assertTrue(get(monitor, "/metrics").body().contains("kafka_stream_client_state"));

            // And asked to stop, it commits what was begun
            monitor.askToStop();
            CommandRun stopped = monitor.await();
            assertEquals(ENDED_BY_SIGTERM, stopped.exitCode(), stopped::err);
            assertTrue(stopped.err().endsWith("dspt-monitor: stopped"), stopped::err);
        }
    }

    @Test
    void shouldSeeThatTopicsAreAsTheyShouldBe() throws Exception {
        // Given
        Path configuration = readable(folder.resolve("ingest"));
        write(configuration.resolve("mask.key"), "a key that only these tests have".getBytes(StandardCharsets.UTF_8));
        write(configuration.resolve("ingest.yaml"), """
                kafka: { bootstrap.servers: "%s" }
                replication: 1
                mask_key_file: mask.key
                estates: [ { name: north } ]
                """.formatted(cluster.bootstrapServers())
                .getBytes(StandardCharsets.UTF_8));

        // When
        CommandRun topics;
        try (ChildProcess command = run(
                configuration,
                "ingest",
                "topics",
                "--config",
                "/etc/dspt-monitor/ingest.yaml",
                "--partitions",
                Integer.toString(IngestCluster.PARTITIONS))) {
            topics = command.await();
        }

        // Then
        assertEquals(0, topics.exitCode(), topics::err);
        assertTrue(topics.err().contains("topics are there and as they should be"), topics::err);
    }

    @Test
    void shouldBeSmallAndNobody() throws Exception {
        CommandRun inspected;
        try (ChildProcess docker = ChildProcess.start(
                List.of("docker", "image", "inspect", "--format", "{{.Size}} {{.Config.User}}", image))) {
            inspected = docker.await();
        }

        String[] sizeAndUser = inspected.out().strip().split(" ");
        System.err.println("image " + image + ": " + sizeAndUser[0] + " bytes");
        assertEquals("65532:65532", sizeAndUser[1]);
        assertTrue(Long.parseLong(sizeAndUser[0]) < MOST_BYTES, inspected::out);
    }

    private static ChildProcess run(Path configuration, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "docker",
                "run",
                "--rm",
                "--network=host",
                "--read-only",
                "--tmpfs=/tmp:rw,exec,mode=1777",
                "--tmpfs=/var/lib/dspt-monitor:rw,uid=65532,gid=65532",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--memory=2g",
                "--env=JDK_JAVA_OPTIONS=-Xmx512m -XX:TieredStopAtLevel=1",
                "--volume=" + configuration + ":/etc/dspt-monitor:ro",
                image));
        command.addAll(List.of(arguments));
        return ChildProcess.start(command);
    }

    private static HttpResponse<String> get(ChildProcess monitor, String path) throws Exception {
        URI uri = URI.create("http://" + monitor.saidMatching(CONSOLE) + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** A folder that nobody, as whom the image runs, may read. */
    private static Path readable(Path made) throws Exception {
        Files.createDirectory(made);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, byte[] bytes) throws Exception {
        Files.setPosixFilePermissions(Files.write(file, bytes), PosixFilePermissions.fromString("rw-r--r--"));
    }
}
