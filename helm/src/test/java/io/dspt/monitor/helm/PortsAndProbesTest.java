package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.helm.Manifests.PodTemplate;
import io.dspt.monitor.ingest.command.IngestCommand;
import io.dspt.monitor.streams.console.ConsoleServer;
import io.dspt.monitor.streams.console.ConsoleServer.Health;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.dspt.monitor.streams.report.TopicContents;
import io.dspt.monitor.streams.report.TopicSummaries;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That what Kubernetes and Prometheus ask is what the processes answer, on the ports where they do. */
final class PortsAndProbesTest {
    /** After so long a process that was asked to stop ends itself, in order or not. */
    private static final int LONGEST_STOP_SECONDS = 30;

    private static Chart chart;

    @BeforeAll
    static void putTogether() throws Exception {
        chart = Chart.packaged();
    }

    static List<Values> matrix() {
        return Values.matrix();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void shouldNamePortsThatTheConfigurationOpens(Values values) {
        Manifests manifests = chart.render(values);
        for (PodTemplate pod : manifests.pods()) {
            for (JsonNode container : pod.spec().path("containers")) {
                JsonNode configuration = configuration(pod, manifests);
                Map<String, Integer> opened = new TreeMap<>();
                if (pod.label("app.kubernetes.io/component").equals("stream")) {
                    opened.put(
                            "console",
                            configuration.path("console").path("port").asInt());
                } else if (pod.label("dspt-monitor/ingestor").equals("true")) {
                    opened.put(
                            "metrics",
                            configuration.path("metrics").path("port").asInt());
                    if (configuration.has("event_grid")) {
                        opened.put(
                                "events",
                                configuration.path("event_grid").path("port").asInt());
                    }
                }

                assertEquals(opened, ports(container), pod::of);
                for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                    JsonNode port = container.path(probe).path("httpGet").path("port");
                    assertEquals(!opened.isEmpty(), port.isTextual(), pod::of);
                    assertTrue(opened.isEmpty() || opened.containsKey(port.asText()), pod::of);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void shouldSendAndScrapeOnlyWhereSomethingAnswers(Values values) {
        Manifests manifests = chart.render(values);
        for (JsonNode service : manifests.ofKind("Service")) {
            for (JsonNode port : service.path("spec").path("ports")) {
                reached(
                        manifests,
                        service.path("spec").path("selector"),
                        port.path("targetPort").asText());
            }
        }
        for (JsonNode monitor : manifests.ofKind("PodMonitor")) {
            JsonNode endpoint = scraped(monitor, "podMetricsEndpoints");
            reached(
                    manifests,
                    monitor.path("spec").path("selector").path("matchLabels"),
                    endpoint.path("port").asText());
        }
        for (JsonNode monitor : manifests.ofKind("ServiceMonitor")) {
            JsonNode endpoint = scraped(monitor, "endpoints");
            assertEquals(
                    1,
                    manifests.ofKind("Service").stream()
                            .filter(service -> offers(service, monitor, endpoint))
                            .count(),
                    "pods are found by one service, not twice");
        }
        for (JsonNode policy : manifests.ofKind("NetworkPolicy")) {
            for (JsonNode rule : policy.path("spec").path("ingress")) {
                for (JsonNode port : rule.path("ports")) {
                    reached(
                            manifests,
                            policy.path("spec").path("podSelector").path("matchLabels"),
                            port.path("port").asText());
                }
            }
        }
    }

    private static JsonNode scraped(JsonNode monitor, String endpoints) {
        JsonNode endpoint = monitor.path("spec").path(endpoints).path(0);
        assertEquals("/metrics", endpoint.path("path").asText());
        assertTrue(endpoint.path("relabelings")
                .path(0)
                .path("replacement")
                .asText()
                .startsWith("dspt-"));
        return endpoint;
    }

    /** A service that a monitor selects, with the port that it names. */
    private static boolean offers(JsonNode service, JsonNode monitor, JsonNode endpoint) {
        for (Map.Entry<String, JsonNode> label :
                monitor.path("spec").path("selector").path("matchLabels").properties()) {
            if (!label.getValue().equals(service.path("metadata").path("labels").path(label.getKey()))) {
                return false;
            }
        }
        for (JsonNode port : service.path("spec").path("ports")) {
            if (port.path("name").equals(endpoint.path("port"))) {
                return true;
            }
        }
        return false;
    }

    /** Some pod has these labels, and all that have them have the port, by name or number. */
    private static void reached(Manifests manifests, JsonNode selector, String port) {
        int pods = 0;
        for (PodTemplate pod : manifests.pods()) {
            boolean selected = true;
            for (Map.Entry<String, JsonNode> label : selector.properties()) {
                selected &= pod.label(label.getKey()).equals(label.getValue().asText());
            }
            if (selected) {
                pods++;
                Map<String, Integer> ports = ports(pod.spec().path("containers").path(0));
                TreeSet<String> known = new TreeSet<>(ports.keySet());
                ports.values().forEach(number -> known.add(number.toString()));
                assertTrue(known.contains(port), () -> pod + " has no port " + port);
            }
        }
        // A monitor of ingestors may wait for the first of them.
        assertTrue(pods > 0 || selector.has("dspt-monitor/ingestor"), selector::toString);
    }

    @Test
    void shouldAskTheStreamsApplicationWhatItAnswers() throws Exception {
        // Given a console that is alive and not ready
        JsonNode container = stream().spec().path("containers").path(0);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (ConsoleServer console = ConsoleServer.bind(0)) {
            console.serve(new ConsoleServer.Content(
                    new FindingsIndex(),
                    metrics,
                    () -> new Health(true, "alive"),
                    () -> new Health(false, "restoring"),
                    new TopicSummaries(
                            TopicContents::new,
                            new FactCatalogue(ReferenceFiles.builtIn().properties())),
                    Clock.systemUTC()));

            // When it is asked as Kubernetes and Prometheus ask, then it answers so
            assertEquals(200, status(console, probed(container, "startupProbe")));
            assertEquals(200, status(console, probed(container, "livenessProbe")));
            assertEquals(503, status(console, probed(container, "readinessProbe")));
            assertEquals(200, status(console, "/metrics"));
        }
        metrics.close();
    }

    @Test
    void shouldAskIngestorsWhatTheyAnswer() throws Exception {
        // Given the paths that the console of ingestors has: it serves them only beside a cluster
        String served;
        try (InputStream code = IngestCommand.class.getResourceAsStream("IngestConsole.class")) {
            assertNotNull(code);
            served = new String(code.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        int asked = 0;
        for (PodTemplate pod : chart.render(Values.example("production")).pods()) {
            if (pod.label("dspt-monitor/ingestor").equals("true")) {
                for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                    String path = probed(pod.spec().path("containers").path(0), probe);
                    assertTrue(served.contains(constant(path)), path);
                    asked++;
                }
            }
        }
        assertEquals(15, asked);
    }

    /** A text as it stands among the constants of a class: whole, behind its length. */
    private static String constant(String text) {
        return "\u0001" + (char) (text.length() >> 8) + (char) (text.length() & 0xFF) + text;
    }

    @Test
    void shouldGiveTimeToStartAndToStop() {
        for (PodTemplate pod : chart.render(Values.example("production")).pods()) {
            JsonNode container = pod.spec().path("containers").path(0);
            JsonNode startup = container.path("startupProbe");
            if (startup.isObject()) {
                Duration longest =
                        Duration.ofSeconds(startup.path("periodSeconds").asLong()
                                * startup.path("failureThreshold").asLong());
                assertTrue(longest.compareTo(waitsForKafka(container)) > 0, pod::of);
                assertTrue(pod.spec().path("terminationGracePeriodSeconds").asInt() > LONGEST_STOP_SECONDS, pod::of);
            }
        }
    }

    private static Duration waitsForKafka(JsonNode container) {
        for (int i = 0; i < container.path("args").size(); i++) {
            if (container.path("args").get(i).asText().equals("--wait-for-kafka")) {
                return Duration.parse(container.path("args").get(i + 1).asText());
            }
        }
        throw new AssertionError("waits as long as it likes: " + container.path("args"));
    }

    private static PodTemplate stream() {
        return chart.render(Values.usual()).pods().stream()
                .filter(pod -> pod.label("app.kubernetes.io/component").equals("stream"))
                .findFirst()
                .orElseThrow();
    }

    private static String probed(JsonNode container, String probe) {
        return container.path(probe).path("httpGet").path("path").asText();
    }

    private static int status(ConsoleServer console, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + console.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static Map<String, Integer> ports(JsonNode container) {
        Map<String, Integer> ports = new TreeMap<>();
        container
                .path("ports")
                .forEach(port -> ports.put(
                        port.path("name").asText(), port.path("containerPort").asInt()));
        return ports;
    }

    private static JsonNode configuration(PodTemplate pod, Manifests manifests) {
        String map = pod.volume("configuration").path("configMap").path("name").asText();
        JsonNode data = manifests.one("ConfigMap", map).path("data");
        return Repository.yaml(data.elements().next().asText()).get(0);
    }
}
