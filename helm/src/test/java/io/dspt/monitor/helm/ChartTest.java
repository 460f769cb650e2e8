package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Helm itself says, and what it makes of values. */
final class ChartTest {
    private static final Pattern PRODUCT_VERSION = Pattern.compile("(?m)^  <version>(.+)</version>$");

    private static Chart chart;

    @TempDir
    private Path folder;

    @BeforeAll
    static void putTogether() throws Exception {
        chart = Chart.packaged();
    }

    static List<Values> matrix() {
        return Values.matrix();
    }

    @Test
    void shouldPassLint() {
        LintResult lint = chart.helm().lint().strict().call();

        assertFalse(lint.isFailed(), () -> String.join("\n", lint.getMessages()));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void shouldRenderWithNamesThatAreTakenOnce(Values values) {
        Manifests manifests = chart.render(values);

        TreeSet<String> names = new TreeSet<>();
        for (JsonNode manifest : manifests.all()) {
            String name = manifest.path("kind").asText() + "/" + Manifests.name(manifest);
            assertTrue(names.add(name), name);
            assertTrue(Manifests.name(manifest).length() <= 63, name);
            assertEquals(
                    Chart.RELEASE,
                    manifest.path("metadata")
                            .path("labels")
                            .path("app.kubernetes.io/instance")
                            .asText(),
                    name);
        }
        assertTrue(names.contains("StatefulSet/north-dspt-monitor-stream"), names::toString);
    }

    @Test
    void shouldHaveOneDeploymentForEachSource() {
        Manifests manifests = chart.render(Values.example("production"));

        assertEquals(
                List.of("activity", "entra", "inventory", "resource-events", "storage"),
                manifests.ofKind("Deployment").stream()
                        .map(deployment -> Manifests.name(deployment).replace("north-dspt-monitor-ingest-", ""))
                        .sorted()
                        .toList());
        assertEquals(
                3,
                manifests
                        .one("StatefulSet", "-stream")
                        .path("spec")
                        .path("replicas")
                        .asInt());
        assertEquals(3, manifests.ofKind("ScaledObject").size());
    }

    @Test
    void shouldTakeTheImageFromTheRegistryThatIsThere() {
        Manifests manifests = chart.render(Values.example("air-gapped"));

        assertEquals(3, manifests.pods().size() - 1);
        for (Manifests.PodTemplate pod : manifests.pods()) {
            assertEquals(
                    "registry-credentials",
                    pod.spec().path("imagePullSecrets").path(0).path("name").asText());
            for (JsonNode container : pod.containers()) {
                assertTrue(
                        container
                                .path("image")
                                .asText()
                                .startsWith("registry.example.nhs.uk/dspt/dspt-monitor@sha256:0000"),
                        pod::of);
            }
        }
    }

    @Test
    void shouldNameTheImageAndTheVersionThatTheBuildMakes() {
        // Given what the build of the image says, and the version of the product
        String build = Repository.text(Repository.path("..", "images", "build"));
        Matcher version = PRODUCT_VERSION.matcher(Repository.text(Repository.path("..", "pom.xml")));
        assertTrue(version.find());
        assertTrue(build.contains("\ntag=dspt-monitor:$version\n"));

        // When nothing is said of the image, then it is that one
        JsonNode container =
                chart.render(Values.usual()).pods().get(0).containers().get(0);
        assertEquals("dspt-monitor:" + version.group(1), container.path("image").asText());
    }

    @Test
    void shouldRunTheSetupAgainOnlyWhenItHasSomethingElseToDo() {
        Values production = Values.example("production");
        String once = setup(production);

        assertEquals(once, setup(production.with("stream.replicas", 6)));
        assertFalse(once.equals(setup(production.with("image.tag", "0.2.0"))));
        assertFalse(once.equals(setup(production.with("setup.revision", "2026-03-10"))));
        assertFalse(once.equals(setup(production.with("estates[0].organisation", "RZZ97"))));
    }

    private static String setup(Values values) {
        return Manifests.name(chart.render(values).ofKind("Job").get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What the schema says
                "stream: { replica: 3 }                               | /stream",
                "streams: { replicas: 3 }                             | streams",
                "stream: { replicas: 0 }                              | /stream/replicas",
                "stream: { replicas: three }                          | /stream/replicas",
                "stream: { heap: 1 gigabyte }                         | /stream/heap",
                "stream: { alertmanagers: [ { name: one } ] }         | /stream/alertmanagers/0",
                "stream: { alerts: { resendEvery: 30 seconds } }      | /stream/alerts/resendEvery",
                "kafka: { bootstrapServers: kafka }                   | /kafka/bootstrapServers",
                "kafka: { caSecret: { name: ca } }                    | /kafka/caSecret",
                "kafka: { properties: { sasl.jaas.config: x } }       | /kafka/properties",
                "kafka: { properties: { ssl.key.password: x } }       | /kafka/properties",
                "kafka: { properties: { ssl.truststore.location: x } } | /kafka/properties",
                "estates: []                                          | /estates",
                "estates: [ { name: north/south } ]                   | /estates/0/name",
                "secrets: { trustedKeys: [] }                         | /secrets/trustedKeys",
                "eventHubs: [ { name: a, namespace: a.b.net } ]       | /eventHubs/0",
                "eventHubs: [ { name: A, namespace: a.b, hub: a } ]   | /eventHubs/0/name",
                "eventGrid: { name: grid }                            | /eventGrid",
                "inventory: { name: inventory, wholeTenant: false }   | /inventory",
                "azure: { credential: password }                      | /azure/credential",
                "monitoring: { runbookUrl: https://wiki.example.nhs.uk } | /monitoring/runbookUrl",
                "image: { digest: latest }                            | /image/digest",
                "networkPolicy: { kafkaPeers: [ {} ] }                | /networkPolicy/kafkaPeers/0",
                "topics: { madeBy: hand }                             | /topics/madeBy",
                "topics: { strimzi: { clusters: trust } }             | /topics/strimzi",
                "topics: { strimzi: { logRetentionMs: 35d } }         | /topics/strimzi/logRetentionMs",
                "monitoring: { serviceMonitor: true }                 | /monitoring",
                // What only the values together say
                "topics: { madeBy: strimzi }                          | topics.strimzi.cluster: of which Kafka",
                "monitoring: { podMonitors: true, serviceMonitors: true } | monitoring.serviceMonitors: monitoring.podMonitors has",
                "stream: { replicas: 2, standbyReplicas: 2 }          | stream.standbyReplicas: 2 copies need 2 other pods",
                "stream: { replicas: 30, threads: 2 }                 | stream.replicas: 30 pods of 2 threads",
                "estates: [ { name: a }, { name: a } ]                | estates[1].name: two estates are called 'a'",
                "quarantine: default                                  | quarantine: 'default' is one of the estates",
                "eventHubs: [ { name: a, namespace: a.b, hub: a } ]   | azure.clientId: eventHubs[0] reads as",
                "inventory: { name: i, wholeTenant: true }            | azure.clientId: inventory reads as",
                "eventHubs: [ { name: a, connectionStringSecret: { name: a, key: b }, estate: x } ] | eventHubs[0].estate: 'x' is none",
                "setup: { registers: [ { file: a, register: b, estate: default } ] } | setup.registersVolume: where are",
            })
    void shouldRefuseWrongValuesWithTheirPath(String yaml, String path) throws Exception {
        Values wrong = Values.usual().with(Files.writeString(folder.resolve("wrong.yaml"), yaml));

        RuntimeException refused = assertThrows(RuntimeException.class, () -> chart.render(wrong));

        assertTrue(String.valueOf(refused.getMessage()).contains(path), refused::getMessage);
    }

    @Test
    void shouldRefuseToBringRulesThatWereNeverPutIn() {
        Chart source = new Chart(Repository.path("dspt-monitor"));

        RuntimeException refused = assertThrows(
                RuntimeException.class, () -> source.render(Values.usual().with("monitoring.prometheusRules", true)));

        assertTrue(String.valueOf(refused.getMessage()).contains("run helm/package"), refused::getMessage);
    }
}
