package io.dspt.monitor.ingest;

import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where the cluster is and how to speak to it: whatever Kafka's clients can be told, TLS and SASL among it, passed on to
 * every client. What exactly-once hangs on is set here and cannot be told otherwise.
 */
public final class KafkaConnection {
    /** A transaction that nobody ends is given up by the broker after this long, and hides what follows it so long. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;
    /** A member that has died is missed after this long, and its partitions go to another. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    private static final int HEARTBEAT_MILLIS = 2_000;

    /** Settings without which a record could be lost or come twice. */
    private static final SortedSet<String> OURS = Collections.unmodifiableSortedSet(new TreeSet<>(List.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
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
     * A connection with these properties.
     *
     * @param properties as Kafka's clients name them; {@code bootstrap.servers} is among them
     * @throws IllegalArgumentException naming a property that is missing, unknown or not free
     */
    public KafkaConnection(Map<String, String> properties) {
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
    public static KafkaConnection plain(String bootstrapServers) {
        return new KafkaConnection(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Everything that one of Kafka's clients can be told. */
    public static SortedSet<String> knownProperties() {
        SortedSet<String> known = new TreeSet<>(ProducerConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        known.addAll(AdminClientConfig.configNames());
        return known;
    }

    /** Where the cluster is, as configured. */
    public String bootstrapServers() {
        return String.valueOf(properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** A client that sets topics up. */
    public Admin admin() {
        return Admin.create(properties(AdminClientConfig.configNames(), Map.of()));
    }

    /**
     * A producer whose records and positions stand or fall together. It shuts out whoever used the id before, once its
     * transactions are initialised.
     *
     * @param transactionalId also the client's id
     */
    public KafkaProducer<byte[], byte[]> transactionalProducer(String transactionalId) {
        return new KafkaProducer<>(properties(
                ProducerConfig.configNames(),
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS,
                        CommonClientConfigs.CLIENT_ID_CONFIG, transactionalId)));
    }

    /**
     * A producer that writes each record once, whatever it has to send again.
     *
     * @param longestWait how long whoever sends may be held up while the cluster is away
     */
    public KafkaProducer<byte[], byte[]> producer(String clientId, Duration longestWait) {
        return new KafkaProducer<>(properties(
                ProducerConfig.configNames(),
                Map.of(
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        longestWait.toMillis(),
                        CommonClientConfigs.CLIENT_ID_CONFIG,
                        clientId)));
    }

    /**
     * A consumer in no group that is told what to read, and from where.
     *
     * @param isolation {@code read_committed} or {@code read_uncommitted}
     */
    public KafkaConsumer<byte[], byte[]> reader(String isolation) {
        return new KafkaConsumer<>(properties(
                ConsumerConfig.configNames(),
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false)));
    }

    /**
     * The same for somebody who waits for an answer.
     *
     * @param longestFetch how long the broker may hold back an answer that is still empty
     * @param longestCall how long it may take to answer at all
     */
    public KafkaConsumer<byte[], byte[]> reader(String isolation, Duration longestFetch, Duration longestCall) {
        return new KafkaConsumer<>(properties(
                ConsumerConfig.configNames(),
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        (int) longestFetch.toMillis(),
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) longestCall.toMillis())));
    }

    /**
     * A member of a group that shares partitions out, and keeps no offsets. Subscribe with a {@link
     * ConsumerRebalanceListener}.
     */
    public KafkaConsumer<byte[], byte[]> member(String group, String clientId) {
        return new KafkaConsumer<>(properties(
                ConsumerConfig.configNames(),
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG, group,
                        CommonClientConfigs.CLIENT_ID_CONFIG, clientId,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS,
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                CooperativeStickyAssignor.class.getName())));
    }

    /** What this client understands of the configured properties, and what it must be on top. */
    private Map<String, Object> properties(Set<String> understood, Map<String, Object> needed) {
        Map<String, Object> all = new HashMap<>(defaults());
        all.putAll(properties);
        all.keySet().retainAll(understood);
        all.putAll(needed);
        for (String name :
                List.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG)) {
            if (understood.contains(name)) {
                all.put(name, ByteArraySerializer.class);
            }
        }
        for (String name :
                List.of(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG)) {
            if (understood.contains(name)) {
                all.put(name, ByteArrayDeserializer.class);
            }
        }
        return all;
    }

    /** What a configuration may change. */
    private static Map<String, Object> defaults() {
        return Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024,
                ProducerConfig.LINGER_MS_CONFIG,
                5);
    }

    /** Names the cluster, and nothing that is secret. */
    @Override
    public String toString() {
        return "Kafka at "
                + String.join(", ", new ArrayList<>(List.of(bootstrapServers().split("\\s*,\\s*"))));
    }
}
