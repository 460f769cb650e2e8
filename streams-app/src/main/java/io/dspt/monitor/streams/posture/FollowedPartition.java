package io.dspt.monitor.streams.posture;

import io.dspt.monitor.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The estates of one partition, and up to where it has to be read before anything is derived from it. */
final class FollowedPartition {
    private static final List<String> TOPICS = List.of(Topics.LEDGER, Topics.COVERAGE, Topics.POSTURE);

    private final int number;
    private final SortedMap<String, FollowedEstate> estates = new TreeMap<>();
    private final Map<TopicPartition, Long> awaited = new HashMap<>();

    FollowedPartition(int number) {
        this.number = number;
    }

    /** The partitions of topics that are read for it. */
    static List<TopicPartition> topics(Collection<Integer> partitions) {
        List<TopicPartition> all = new ArrayList<>();
        partitions.forEach(partition -> TOPICS.forEach(topic -> all.add(new TopicPartition(topic, partition))));
        return all;
    }

    /** Nothing is derived before this has been read up to there. */
    void await(TopicPartition partition, long offset) {
        awaited.merge(partition, offset, Math::max);
    }

    /**
     * Whether all that was awaited has been read.
     *
     * @param position of the next record that will be read
     */
    boolean isUpToDate(ToLongFunction<TopicPartition> position) {
        awaited.entrySet().removeIf(end -> position.applyAsLong(end.getKey()) >= end.getValue());
        return awaited.isEmpty();
    }

    /**
     * The next record of one of its topics.
     *
     * @throws IllegalArgumentException when it is of another form
     */
    void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new IllegalArgumentException("a record says whose it is");
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        int end = key.indexOf('/');
        String estate = end < 0 ? key : key.substring(0, end);
        estates.computeIfAbsent(estate, absent -> new FollowedEstate(estate, number))
                .take(record);
    }

    /** Those of which anything was read, in order of their names. */
    Collection<FollowedEstate> estates() {
        return estates.values();
    }
}
