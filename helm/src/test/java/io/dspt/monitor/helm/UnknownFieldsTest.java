package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That manifests have no member that their kinds do not know: Kubernetes drops such a member and says nothing. */
final class UnknownFieldsTest {
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
    private static final String MODELS = "io.fabric8.";

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
    void shouldHaveNone(Values values) throws Exception {
        TreeSet<String> unknown = new TreeSet<>();
        for (JsonNode manifest : chart.render(values).all()) {
            // KEDA's kinds have no types here, and those of Strimzi are for KafkaTopicsTest.
            if (!Set.of("ScaledObject", "KafkaTopic")
                    .contains(manifest.path("kind").asText())) {
                unknown.addAll(unknownIn(manifest));
            }
        }

        assertEquals(Set.of(), unknown);
    }

    @Test
    void shouldBeFoundWhereverTheyAre() throws Exception {
        JsonNode wrong = Repository.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: wrong }
                spec:
                  replica: 3
                  template:
                    spec:
                      containers:
                        - name: a
                          imagePullPolic: Always
                """).get(0);

        assertEquals(
                Set.of(
                        "Deployment/wrong.spec.replica",
                        "Deployment/wrong.spec.template.spec.containers.imagePullPolic"),
                unknownIn(wrong));
    }

    private static TreeSet<String> unknownIn(JsonNode manifest) throws Exception {
        TreeSet<String> unknown = new TreeSet<>();
        String path = manifest.path("kind").asText() + "/" + Manifests.name(manifest);
        walk(KUBERNETES.unmarshal(manifest.toString()), path, unknown);
        return unknown;
    }

    private static void walk(Object value, String path, TreeSet<String> unknown) throws Exception {
        if (value instanceof Collection<?> several) {
            for (Object one : several) {
                walk(one, path, unknown);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                walk(entry.getValue(), path + "." + entry.getKey(), unknown);
            }
        } else if (value != null
                && value.getClass().getName().startsWith(MODELS)
                && !value.getClass().isEnum()) {
            for (Method method : value.getClass().getMethods()) {
                if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
                    member(value, method, path, unknown);
                }
            }
        }
    }

    private static void member(Object value, Method method, String path, TreeSet<String> unknown) throws Exception {
        Object member = method.invoke(value);
        if (method.getName().equals("getAdditionalProperties")) {
            ((Map<?, ?>) member).keySet().forEach(name -> unknown.add(path + "." + name));
        } else if (member != value) {
            walk(member, path + "." + name(method), unknown);
        }
    }

    private static String name(Method method) {
        return method.getName().substring(3, 4).toLowerCase(Locale.ROOT)
                + method.getName().substring(4);
    }
}
