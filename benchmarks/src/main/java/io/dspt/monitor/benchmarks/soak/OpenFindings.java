package io.dspt.monitor.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.benchmarks.pipeline.TopicReading;
import io.dspt.monitor.core.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What stands on the topic of findings, read on from where it was read before. */
final class OpenFindings implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TopicReading reading;
    private final Map<TopicPartition, Long> from = new HashMap<>();
    private final Set<String> all = new HashSet<>();
    private final Set<String> open = new HashSet<>();

    OpenFindings(String bootstrapServers) {
        reading = new TopicReading(bootstrapServers);
    }

    /** Reads what has come since. */
    void readOn() {
        reading.read(Topics.FINDINGS, from, record -> {
            from.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            try {
                JsonNode finding = JSON.readTree(record.value());
                String id = finding.path("findingId").asText();
                all.add(id);
                if (finding.path("status").asText().equals("open")) {
                    open.add(id);
                } else {
                    open.remove(id);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("a finding that is no JSON", e);
            }
        });
    }

    /** How many are open. */
    int open() {
        return open.size();
    }

    /** How many there have been, ended ones and all episodes among them. */
    int all() {
        return all.size();
    }

    @Override
    public void close() {
        reading.close();
    }
}
