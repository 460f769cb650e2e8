package io.dspt.monitor.benchmarks.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How a finding stands on its topic: with the members of ours that tell what was found and in which record. */
class FindingSerialization implements KafkaRecordSerializationSchema<FlinkFinding> {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic;

    FindingSerialization(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(FlinkFinding finding, KafkaSinkContext context, Long timestamp) {
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
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic,
                    (finding.rule + finding.subject).getBytes(StandardCharsets.UTF_8),
                    JSON.writeValueAsBytes(json));
            record.headers().add("transition", finding.transition.getBytes(StandardCharsets.UTF_8));
            return record;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
