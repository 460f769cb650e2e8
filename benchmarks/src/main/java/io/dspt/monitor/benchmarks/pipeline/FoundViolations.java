package io.dspt.monitor.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * What an engine found, by which engines are compared: every pair of a rule and a subject that breaks it.
 *
 * @param pairs rule, one space, subject
 */
public record FoundViolations(SortedSet<String> pairs) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those that our topology has written since the topic ended at some offsets. */
    static FoundViolations ofOurs(TopicReading reading, Map<TopicPartition, Long> from) {
        return of(reading, Topics.FINDINGS, from);
    }

    /** Those that stand on the topic of another engine's findings. */
    static FoundViolations on(TopicReading reading, String topic) {
        return of(reading, topic, Map.of());
    }

    private static FoundViolations of(TopicReading reading, String topic, Map<TopicPartition, Long> from) {
        SortedSet<String> pairs = new TreeSet<>();
        reading.read(topic, from, record -> {
            try {
                JsonNode finding = JSON.readTree(record.value());
                pairs.add(pair(
                        finding.path("rule").asText(), finding.path("subject").asText()));
            } catch (IOException e) {
                throw new UncheckedIOException("a finding that is no JSON", e);
            }
        });
        return new FoundViolations(pairs);
    }

    /** Subjects are the same in upper and lower case, as Azure's ids are. */
    public static String pair(String rule, String subject) {
        return rule + " " + subject.toLowerCase(Locale.ROOT);
    }

    /** What only one of the two has found, at most so many lines of each. */
    String difference(FoundViolations other, int most) {
        SortedSet<String> here = new TreeSet<>(pairs);
        here.removeAll(other.pairs);
        SortedSet<String> there = new TreeSet<>(other.pairs);
        there.removeAll(pairs);
        return here.size() + " only here " + here.stream().limit(most).toList() + ", " + there.size() + " only there "
                + there.stream().limit(most).toList();
    }
}
