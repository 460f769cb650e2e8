package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.helm.Manifests.PodTemplate;
import io.dspt.monitor.ingest.configuration.IngestConfiguration;
import io.dspt.monitor.ingest.configuration.IngestConfigurationReader;
import io.dspt.monitor.streams.configuration.StreamConfiguration;
import io.dspt.monitor.streams.configuration.StreamConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the processes are told, read by what reads it in production. */
final class ConfigurationTest {
    private static Chart chart;

    @TempDir
    private Path root;

    @BeforeAll
    static void putTogether() throws Exception {
        chart = Chart.packaged();
    }

    static List<Values> matrix() {
        return Values.matrix();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void shouldBeAcceptedByTheProcessesThatReadIt(Values values) throws Exception {
        Manifests manifests = chart.render(values);
        int read = 0;
        for (PodTemplate pod : manifests.pods()) {
            for (JsonNode container : pod.containers()) {
                // Given the files as the container finds them
                MountedFiles files = MountedFiles.of(
                        pod, container, manifests, Files.createDirectory(root.resolve("container-" + read++)));
                Path configuration = files.file(argument(container, "--config"));

                // When they are read, then nothing in them is refused
                if (configuration.endsWith("stream.yaml")) {
                    StreamConfigurationReader.read(configuration, Optional.of("north-dspt-monitor-stream-0"));
                } else {
                    IngestConfigurationReader.read(configuration);
                }

                // And what they and the command name is there
                String named =
                        Files.readString(configuration).replace(files.root().toString(), "")
                                + container.path("args")
                                + container.path("env");
                TreeSet<String> missing = files.missing(named);
                missing.removeIf(path -> path.startsWith("/etc/dspt-monitor/registers/"));
                assertEquals(Set.of(), missing, pod::of);
            }
        }
        assertTrue(read >= 3);
    }

    @Test
    void shouldSayToTheStreamsApplicationWhatTheValuesSay() throws Exception {
        Manifests manifests = chart.render(Values.example("production"));
        PodTemplate pod = manifests.pods().stream()
                .filter(one -> one.label("app.kubernetes.io/component").equals("stream"))
                .findFirst()
                .orElseThrow();
        MountedFiles files = MountedFiles.of(pod, pod.containers().get(0), manifests, root);

        StreamConfiguration read = StreamConfigurationReader.read(
                files.file("/etc/dspt-monitor/configuration/stream.yaml"), Optional.of("north-dspt-monitor-stream-2"));

        assertEquals("north-dspt-monitor-stream-2", read.hosting().instance());
        assertEquals(Path.of("/var/lib/dspt-monitor"), read.hosting().stateDirectory());
        assertEquals(2, read.hosting().threads());
        assertEquals(1, read.hosting().standbys());
        assertEquals("SASL_SSL", read.cluster().properties().get("security.protocol"));
        assertEquals("PEM", read.cluster().properties().get("ssl.truststore.type"));
        assertTrue(read.console().hosts().contains("north-dspt-monitor-console.dspt.svc"));
        assertTrue(read.console().hosts().contains("monitor.example.nhs.uk"));
        assertEquals(2, read.alerts().orElseThrow().alertmanagers().size());
        assertEquals(Duration.ofHours(8), read.alerts().orElseThrow().acknowledgedFor());
        assertEquals(1, read.trustedKeys().keys().size());
    }

    @Test
    void shouldSayToIngestorsWhatTheValuesSay() throws Exception {
        Manifests manifests = chart.render(Values.example("production"));

        IngestConfiguration storage = ingestor(manifests, "storage");
        assertEquals(Set.of("north", "south"), storage.estates().names());
        assertEquals("storage", storage.eventHubs().get(0).name());
        assertEquals("dspt-monitor", storage.eventHubs().get(0).consumerGroup());
        assertTrue(storage.eventHubs().get(0).network().webSockets());
        assertEquals(1000, storage.eventHubs().get(0).prefetch());
        assertEquals(1, storage.eventHubs().size());

        IngestConfiguration webhook = ingestor(manifests, "resource-events");
        assertTrue(webhook.eventGrid().orElseThrow().certificate().isPresent());
        assertTrue(webhook.eventGrid().orElseThrow().entra().isPresent());
        assertTrue(webhook.eventGrid().orElseThrow().sharedSecrets().isPresent());

        assertEquals(
                Duration.ofMinutes(15),
                ingestor(manifests, "inventory").inventory().orElseThrow().changesEvery());
    }

    @Test
    void shouldNoticeAKeyThatNobodyReads() throws Exception {
        Manifests manifests = chart.render(Values.example("minimal"));
        PodTemplate pod = manifests.pods().get(0);
        MountedFiles files = MountedFiles.of(pod, pod.containers().get(0), manifests, root);
        Path configuration = files.file(argument(pod.containers().get(0), "--config"));
        Files.writeString(configuration, Files.readString(configuration) + "\nsurprise: 1\n");

        assertThrows(RefusedException.class, () -> IngestConfigurationReader.read(configuration));
    }

    private IngestConfiguration ingestor(Manifests manifests, String source) throws Exception {
        PodTemplate pod = manifests.pods().stream()
                .filter(one -> one.label("app.kubernetes.io/component").equals("ingest-" + source))
                .findFirst()
                .orElseThrow();
        MountedFiles files =
                MountedFiles.of(pod, pod.containers().get(0), manifests, Files.createDirectory(root.resolve(source)));
        return IngestConfigurationReader.read(files.file("/etc/dspt-monitor/configuration/ingest.yaml"));
    }

    private static String argument(JsonNode container, String option) {
        JsonNode arguments = container.path("args");
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (arguments.get(i).asText().equals(option)) {
                return arguments.get(i + 1).asText();
            }
        }
        throw new AssertionError("no " + option + " in " + arguments);
    }
}
