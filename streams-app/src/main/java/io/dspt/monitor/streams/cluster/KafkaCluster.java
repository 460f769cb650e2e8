package io.dspt.monitor.streams.cluster;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where the cluster is and how to speak to it: whatever Kafka's clients can be told, TLS and SASL among it, passed on to
 * every client of this process, those of Kafka Streams too. What exactly-once hangs on is set here or by Kafka Streams,
 * and cannot be told otherwise.
 */
public final class KafkaCluster {
    private static final int FETCH_WAIT_MILLIS = 100;
    /** A member that has died is missed after this long, and another does its work. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    private static final int HEARTBEAT_MILLIS = 2_000;

    private static final SortedSet<String> OURS = Collections.unmodifiableSortedSet(new TreeSet<>(List.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            CommonClientConfigs.CLIENT_ID_CONFIG)));

    private final SortedMap<String, String> properties;

    /**
     * A cluster that is spoken to with these properties.
     *
     * @param properties as Kafka's clients name them; {@code bootstrap.servers} is among them
     * @throws IllegalArgumentException naming a property that is missing, unknown or not free
     */
    public KafkaCluster(Map<String, String> properties) {
        this.properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        if (this.properties
                .getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "")
                .isBlank()) {
            throw new IllegalArgumentException("bootstrap.servers is missing");
        }
        for (String name : this.properties.keySet()) {
            if (OURS.contains(name)) {
                throw new IllegalArgumentException(name + " is set by the monitor, exactly-once depends on it");
            }
            if (!knownProperties().contains(name)) {
                throw new IllegalArgumentException(name + " is no property of a Kafka client");
            }
        }
    }

    /** A cluster that wants neither TLS nor a name. */
    public static KafkaCluster plain(String bootstrapServers) {
        return new KafkaCluster(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Everything that one of Kafka's clients can be told. */
    public static SortedSet<String> knownProperties() {
        SortedSet<String> known = new TreeSet<>(ProducerConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        return known;
    }

    /** As configured; what is secret among them is in clear. */
    public SortedMap<String, String> properties() {
        return properties;
    }

    /** A client that asks what there is. */
    public Admin admin() {
        return Admin.create(properties(AdminClientConfig.configNames(), Map.of()));
    }

    /**
     * A consumer in no group that is told what to read, and from where.
     *
     * @param isolation {@code read_committed} or {@code read_uncommitted}
     */
    public KafkaConsumer<byte[], byte[]> reader(String clientId, String isolation) {
        return new KafkaConsumer<>(consumer(Map.of(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                clientId,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_WAIT_MILLIS)));
    }

    /**
     * A consumer of committed records in a group that shares partitions out, the same number of every topic to the same
     * member. It keeps no offsets: whoever is given a partition reads it from its beginning.
     *
     * @param instance name of the member, the same after every restart, so that nobody waits for its predecessor
     */
    public KafkaConsumer<byte[], byte[]> member(String group, String instance) {
        return new KafkaConsumer<>(consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                instance,
                CommonClientConfigs.CLIENT_ID_CONFIG,
                group + "-" + instance,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                SESSION_TIMEOUT_MILLIS,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                HEARTBEAT_MILLIS,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                FETCH_WAIT_MILLIS,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                RangeAssignor.class.getName())));
    }

    /**
     * A producer that writes each record once, whatever it has to send again.
     *
     * @param longestWait how long whoever sends may be held up while the cluster is away
     */
    public KafkaProducer<byte[], byte[]> producer(String clientId, Duration longestWait) {
        Map<String, Object> all = properties(
                ProducerConfig.configNames(),
                Map.of(
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        longestWait.toMillis(),
                        CommonClientConfigs.CLIENT_ID_CONFIG,
                        clientId));
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> consumer(Map<String, Object> needed) {
        Map<String, Object> all = properties(ConsumerConfig.configNames(), needed);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return all;
    }

    /** What this client understands of the configured properties, and what it must be on top. */
    private Map<String, Object> properties(Set<String> understood, Map<String, Object> needed) {
        Map<String, Object> all = new HashMap<>(properties);
        all.keySet().retainAll(understood);
        all.putAll(needed);
        return all;
    }

    /** Names the cluster, and nothing that is secret. */
    @Override
    public String toString() {
        return "Kafka at " + properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }
}
