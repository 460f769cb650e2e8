package io.dspt.monitor.ingest;

import io.dspt.monitor.core.topic.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The explicit step that creates missing topics and refuses existing ones on which the monitor would go wrong. */
public final class TopicSetup {
    private static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(100);

    private final Admin admin;
    private final short replication;

    /**
     * Sets topics up on one cluster.
     *
     * @param admin stays open
     * @param replication copies of each partition of a new topic
     */
    public TopicSetup(Admin admin, short replication) {
        this.admin = admin;
        this.replication = replication;
    }

    /**
     * Makes sure that these topics are there and as they must be.
     *
     * @throws TopicRefusedException naming every setting of an existing topic that contradicts
     */
    public void ensure(List<TopicSettings> topics) {
        Set<String> existing = await(admin.listTopics().names());
        List<TopicSettings> missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        create(missing);
        List<String> contradictions = contradictions(topics);
        if (!contradictions.isEmpty()) {
            throw new TopicRefusedException(contradictions);
        }
        awaitLeaders(missing);
    }

    private void create(List<TopicSettings> missing) {
        List<NewTopic> topics = missing.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), replication).configs(topic.forCreation()))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                await(created);
            } catch (TopicExistsException e) {
                // Another process was faster; what it created is checked like any other.
            }
        }
    }

    /**
     * Waits until the leader of each new partition answers for it. A producer that is quicker has its first batch refused
     * and may have its second one taken: the first is out of order from then on, whenever it is sent again, and is lost.
     */
    private void awaitLeaders(List<TopicSettings> created) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicSettings topic : created) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        var unused = whenKnown(() -> admin.listOffsets(ends).all());
    }

    private List<String> contradictions(List<TopicSettings> topics) {
        List<String> names = topics.stream().map(TopicSettings::name).toList();
        List<ConfigResource> resources =
                names.stream().map(TopicSetup::resource).toList();
        Map<String, TopicDescription> descriptions =
                whenKnown(() -> admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs =
                whenKnown(() -> admin.describeConfigs(resources).all());
        List<String> contradictions = new ArrayList<>();
        for (TopicSettings topic : topics) {
            TopicDescription description = Objects.requireNonNull(descriptions.get(topic.name()));
            int partitions = description.partitions().size();
            if (partitions != topic.partitions()) {
                contradictions.add(topic.name() + " has " + partitions + " partitions, not " + topic.partitions());
            }
            contradictions.addAll(contradictions(topic, Objects.requireNonNull(configs.get(resource(topic.name())))));
        }
        return contradictions;
    }

    private static List<String> contradictions(TopicSettings topic, Config config) {
        Map<String, String> actual = new TreeMap<>();
        for (ConfigEntry entry : config.entries()) {
            actual.put(entry.name(), String.valueOf(entry.value()));
        }
        List<String> contradictions = new ArrayList<>();
        topic.fixed().forEach((setting, value) -> {
            if (!value.equals(actual.get(setting))) {
                contradictions.add(topic.name() + " has " + setting + "=" + actual.get(setting) + ", not " + value);
            }
        });
        topic.least().forEach((setting, value) -> {
            long found = Long.parseLong(actual.getOrDefault(setting, "0"));
            boolean enough = found == -1 || (value != -1 && found >= value);
            if (!enough) {
                String wanted = value == -1 ? "without limit" : "at least " + value;
                contradictions.add(topic.name() + " has " + setting + "=" + found + ", not " + wanted);
            }
        });
        return contradictions;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** A topic that has just been created is not known to every broker at once: asks again until it is. */
    private static <T> T whenKnown(Supplier<KafkaFuture<T>> question) {
        long deadline = System.nanoTime() + LONGEST_UNKNOWN.toNanos();
        while (true) {
            try {
                return await(question.get());
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(ASK_AGAIN_AFTER.toNanos());
            }
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while setting up topics", e);
        }
    }

    /** Topics exist whose settings contradict what the monitor needs; the message says which and how. */
    public static final class TopicRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TopicRefusedException(List<String> contradictions) {
            super("topics exist with settings under which the monitor would go wrong: "
                    + String.join("; ", contradictions));
        }
    }
}
