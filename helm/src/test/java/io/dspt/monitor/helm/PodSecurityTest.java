package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.helm.Manifests.PodTemplate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of Kubernetes' restricted profile, and some more, for every container that the chart makes. */
final class PodSecurityTest {
    /** What the restricted profile lets a pod have, without what the chart has no use for. */
    private static final Set<String> VOLUMES =
            Set.of("configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret", "csi", "image");

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
    void shouldRunAsNobodyAndMayDoNothing(Values values) {
        for (PodTemplate pod : chart.render(values).pods()) {
            JsonNode of = pod.spec().path("securityContext");
            assertTrue(of.path("runAsNonRoot").asBoolean(), pod::of);
            assertTrue(of.path("runAsUser").asInt() > 0, pod::of);
            assertEquals(
                    "RuntimeDefault", of.path("seccompProfile").path("type").asText(), pod::of);
            assertFalse(pod.spec().path("automountServiceAccountToken").asBoolean(true), pod::of);
            for (String shared : List.of("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace")) {
                assertFalse(pod.spec().path(shared).asBoolean(false), pod::of);
            }
            assertFalse(pod.containers().isEmpty(), pod::of);
            for (JsonNode container : pod.containers()) {
                JsonNode context = container.path("securityContext");
                assertTrue(context.path("readOnlyRootFilesystem").asBoolean(), pod::of);
                assertFalse(context.path("allowPrivilegeEscalation").asBoolean(true), pod::of);
                assertFalse(context.path("privileged").asBoolean(false), pod::of);
                assertEquals(
                        "[\"ALL\"]", context.path("capabilities").path("drop").toString(), pod::of);
                assertTrue(context.path("capabilities").path("add").isMissingNode(), pod::of);
                assertTrue(container.path("resources").path("limits").has("memory"), pod::of);
                container
                        .path("ports")
                        .forEach(port -> assertTrue(port.path("hostPort").isMissingNode(), pod::of));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void shouldWriteOnlyWhereThereIsAVolumeForIt(Values values) {
        for (PodTemplate pod : chart.render(values).pods()) {
            for (JsonNode volume : pod.spec().path("volumes")) {
                volume.fieldNames()
                        .forEachRemaining(kind -> assertTrue(
                                kind.equals("name") || VOLUMES.contains(kind), () -> pod + " has a volume of " + kind));
            }
            for (JsonNode container : pod.containers()) {
                TreeSet<String> written = new TreeSet<>();
                for (JsonNode mount : container.path("volumeMounts")) {
                    if (!mount.path("readOnly").asBoolean(false)) {
                        written.add(mount.path("mountPath").asText());
                    }
                }
                Set<String> needed = container.path("name").asText().equals("stream")
                        ? Set.of("/tmp", "/var/lib/dspt-monitor")
                        : Set.of("/tmp");
                assertEquals(needed, written, pod::of);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void shouldHoldNoSecretInTheClear(Values values) {
        Manifests manifests = chart.render(values);

        assertTrue(manifests.ofKind("Secret").isEmpty());
        for (PodTemplate pod : manifests.pods()) {
            for (JsonNode container : pod.containers()) {
                for (JsonNode variable : container.path("env")) {
                    assertFalse(variable.path("valueFrom").has("secretKeyRef"), pod::of);
                }
            }
        }
    }
}
