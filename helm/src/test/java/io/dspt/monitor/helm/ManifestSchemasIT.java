package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That manifests have the types, members and patterns that Kubernetes, the Prometheus operator and KEDA ask for. */
final class ManifestSchemasIT {
    @TempDir
    private Path folder;

    @Test
    void shouldBeAsTheSchemasOfTheirKindsSay() throws Exception {
        Chart chart = Chart.packaged();
        List<JsonNode> manifests = new ArrayList<>();
        for (Values values : Values.matrix()) {
            manifests.addAll(chart.render(values).all());
        }

        Tool.Run checked = check(manifests);

        assertEquals(0, checked.exitCode(), checked::output);
        // Strimzi's kind is checked by KafkaTopicsTest.
        checked.output()
                .lines()
                .filter(line -> line.startsWith("NO SCHEMA"))
                .forEach(line -> assertTrue(line.startsWith("NO SCHEMA kafka.strimzi.io/v1 KafkaTopic/"), line));
    }

    @Test
    void shouldNoticeWhatIsWrong() throws Exception {
        Tool.Run checked = check(Repository.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: wrong }
                spec: { replicas: "3" }
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: PodMonitor
                metadata: { name: wrong }
                spec: { podMetricsEndpoints: [ { interval: 30 seconds } ] }
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: { name: wrong }
                spec: { endpoints: [ { port: console } ] }
                ---
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: { name: wrong }
                spec: { scaleTargetRef: { name: wrong }, maxReplicaCount: many, triggers: [] }
                """));

        assertEquals(1, checked.exitCode(), checked::output);
        assertTrue(checked.output().contains("WRONG Deployment/wrong"), checked::output);
        for (String kind : List.of("PodMonitor", "ServiceMonitor", "ScaledObject")) {
            assertTrue(checked.output().contains("WRONG " + kind + "/wrong"), checked::output);
        }
    }

    private Tool.Run check(List<JsonNode> manifests) throws Exception {
        Tool node = Tool.named("node");
        if (!Files.exists(Repository.path("node_modules", "@kubernetes-models", "keda"))) {
            Tool.Run installed = Tool.named("npm")
                    .run(
                            Repository.path(),
                            List.of("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
            assertEquals(0, installed.exitCode(), installed::output);
        }
        Path file = folder.resolve("manifests.json");
        Repository.JSON.writeValue(file.toFile(), manifests);
        return node.run(Repository.path(), List.of("check.mjs", file.toString()));
    }
}
