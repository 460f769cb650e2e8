package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.fold.Output.RulesLive;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.output.ExemptionJson;
import io.dspt.monitor.streams.output.PrintedFinding;
import io.dspt.monitor.streams.output.RulesLiveJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What stands on the output topics of an estate now, read once. */
final class TopicSnapshot {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final CommandClients clients;
    private final int partition;
    private final String estate;

    TopicSnapshot(CommandClients clients, int partition, String estate) {
        this.clients = clients;
        this.partition = partition;
        this.estate = estate;
    }

    /** The findings of the estate, in the order in which they opened. */
    List<PrintedFinding> findings() {
        return latest(Topics.FINDINGS).values().stream()
                .map(PrintedFinding::parse)
                .filter(finding -> finding.estate().equals(estate))
                .sorted(PrintedFinding.AS_OPENED)
                .toList();
    }

    /** The exemptions of the estate, in the order in which they start. */
    List<ExemptionState> exemptions() {
        String prefix = ExemptionJson.key(estate, "");
        List<ExemptionState> found = new ArrayList<>();
        latest(Topics.COVERAGE).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.add(ExemptionJson.parse(value));
            }
        });
        found.sort(Comparator.<ExemptionState, java.time.Instant>comparing(
                        state -> state.exemption().startsOn())
                .thenComparing(state -> state.exemption().id()));
        return found;
    }

    /** The rules that are live, once any are. */
    Optional<RulesLive> liveRules() {
        return Optional.ofNullable(latest(Topics.COVERAGE).get(RulesLiveJson.key(estate)))
                .map(RulesLiveJson::parse);
    }

    private SortedMap<String, byte[]> latest(String topic) {
        TopicPartition one = new TopicPartition(topic, partition);
        SortedMap<String, byte[]> latest = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(POLL)) {
            consumer.assign(List.of(one));
            consumer.seekToBeginning(List.of(one));
            long end = consumer.endOffsets(List.of(one)).getOrDefault(one, 0L);
            long deadline = System.nanoTime() + LONGEST.toNanos();
            while (consumer.position(one) < end) {
                if (System.nanoTime() > deadline) {
                    throw CommandFailedException.failed("cannot read " + topic + " to its end");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        latest.remove(key);
                    } else {
                        latest.put(key, record.value());
                    }
                }
            }
        }
        return latest;
    }
}
