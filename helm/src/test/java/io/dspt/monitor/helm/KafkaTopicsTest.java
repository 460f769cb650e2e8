package io.dspt.monitor.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dspt.monitor.core.topic.TopicSettings;
import io.dspt.monitor.core.topic.Topics;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That topics which Strimzi makes are those that the code would make, as Strimzi's own types have them. */
final class KafkaTopicsTest {
    private static final int PARTITIONS = 48;
    private static final int COPIES = 3;

    /** Takes nothing for another type, and no member that Strimzi does not know. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static Chart chart;

    @BeforeAll
    static void putTogether() throws Exception {
        chart = Chart.packaged();
    }

    @Test
    void shouldBeThoseOfTheCode() throws Exception {
        SortedMap<String, SortedMap<String, String>> settings = new TreeMap<>();
        for (JsonNode manifest : chart.render(Values.example("strimzi")).ofKind("KafkaTopic")) {
            KafkaTopicSpec topic = read(manifest).getSpec();
            settings.put(topic.getTopicName(), texts(topic.getConfig()));
            assertEquals(PARTITIONS, topic.getPartitions());
            assertEquals(COPIES, topic.getReplicas());
        }

        SortedMap<String, SortedMap<String, String>> ofTheCode = new TreeMap<>();
        for (TopicSettings topic : Topics.all(PARTITIONS)) {
            ofTheCode.put(topic.name(), topic.forCreation());
        }
        assertEquals(ofTheCode, settings);
    }

    @Test
    void shouldBelongToTheirClusterAndOutliveTheRelease() throws Exception {
        for (JsonNode manifest : chart.render(Values.example("strimzi")).ofKind("KafkaTopic")) {
            KafkaTopic topic = read(manifest);

            assertEquals("kafka.strimzi.io/v1", topic.getApiVersion());
            assertEquals("kafka", topic.getMetadata().getNamespace());
            assertEquals("trust", topic.getMetadata().getLabels().get("strimzi.io/cluster"));
            assertEquals("keep", topic.getMetadata().getAnnotations().get("helm.sh/resource-policy"));
        }
    }

    @Test
    void shouldBeMadeByStrimziOrByTheJobAndNeverByBoth() {
        Manifests byStrimzi = chart.render(Values.example("strimzi"));
        Manifests byTheJob = chart.render(Values.example("minimal"));

        assertFalse(setUp(byStrimzi).contains("\"topics\""));
        assertTrue(byTheJob.ofKind("KafkaTopic").isEmpty());
        assertTrue(setUp(byTheJob).contains("\"topics\""));
        assertTrue(chart.render(Values.example("strimzi").with("setup.beginEstates", false))
                .ofKind("Job")
                .isEmpty());
    }

    @Test
    void shouldNoticeWhatIsWrong() throws Exception {
        String right = chart.render(Values.example("strimzi"))
                .ofKind("KafkaTopic")
                .get(0)
                .toString();

        assertThrows(
                JsonProcessingException.class,
                () -> read(STRICT.readTree(right.replace("\"partitions\":48", "\"partitions\":\"48\""))));
        assertThrows(
                IllegalArgumentException.class,
                () -> read(STRICT.readTree(right.replace("\"replicas\":", "\"replica\":"))));
    }

    private static String setUp(Manifests manifests) {
        return manifests.ofKind("Job").get(0).path("spec").path("template").toString();
    }

    private static KafkaTopic read(JsonNode manifest) throws JsonProcessingException {
        KafkaTopic topic = STRICT.treeToValue(manifest, KafkaTopic.class);
        // Their types keep what they do not know.
        Map<String, Object> unknown = new TreeMap<>(topic.getAdditionalProperties());
        unknown.putAll(topic.getSpec().getAdditionalProperties());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown: " + unknown);
        }
        return topic;
    }

    private static SortedMap<String, String> texts(Map<String, Object> config) {
        SortedMap<String, String> texts = new TreeMap<>();
        config.forEach((setting, value) -> texts.put(setting, value.toString()));
        return texts;
    }
}
