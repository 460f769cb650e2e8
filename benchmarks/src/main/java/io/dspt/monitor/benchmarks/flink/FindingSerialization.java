package io.dspt.monitor.benchmarks.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** How a finding stands on its topic: with the members of ours that tell what was found and in which record. */
final class FindingSerialization {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FindingSerialization() {}

    static KafkaRecordSerializationSchema<FlinkFinding> to(String topic) {
        return KafkaRecordSerializationSchema.<FlinkFinding>builder()
                .setTopic(topic)
                .setKeySerializationSchema(
                        (FlinkFinding finding) -> (finding.rule + finding.subject).getBytes(StandardCharsets.UTF_8))
                .setValueSerializationSchema(new Json())
                .setHeaderProvider(finding ->
                        new RecordHeaders().add("transition", finding.transition.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** Flink reads the type it takes from the class, which a lambda does not tell. */
    private static final class Json implements SerializationSchema<FlinkFinding> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] serialize(FlinkFinding finding) {
            return json(finding);
        }
    }

    private static byte[] json(FlinkFinding finding) {
        ObjectNode json = JSON.createObjectNode()
                .put("rule", finding.rule)
                .put("subject", finding.subject)
                .put("status", finding.transition)
                .put("message", finding.message)
                .put("openedAt", Instant.ofEpochMilli(finding.openedAt).toString())
                .put("lastSeenAt", Instant.ofEpochMilli(finding.lastSeenAt).toString())
                .put("count", finding.count);
        json.putArray("evidence").addObject().put("position", finding.position);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
