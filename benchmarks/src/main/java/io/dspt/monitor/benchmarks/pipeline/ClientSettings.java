package io.dspt.monitor.benchmarks.pipeline;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the Kafka clients of every variant are set to alike, so that no variant is faster because it fetches or sends in
 * larger pieces. They are what Kafka Streams sets for itself, and the compression of the monitor's own producers.
 */
public final class ClientSettings {
    private static final String COMPRESSION = "lz4";

    private static final int LARGE_BATCH_BYTES = 128 * 1024;

    private ClientSettings() {}

    /**
     * For a number of bytes per batch.
     *
     * @param batchBytes most bytes a producer sends in one batch
     */
    public static Map<String, String> of(int batchBytes) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, COMPRESSION);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(batchBytes));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "100");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(1024 * 1024));
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(50 * 1024 * 1024));
        return settings;
    }

    /** What a variant is set to, given what all are: only those with large batches differ. */
    static Map<String, String> of(Variant variant, Map<String, String> alike) {
        Map<String, String> settings = new TreeMap<>(alike);
        if (variant.sendsLargeBatches()) {
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(LARGE_BATCH_BYTES));
        }
        return settings;
    }

    /** Those of a producer. */
    public static Map<String, Object> producer(ClientSpec spec) {
        Map<String, Object> settings = new TreeMap<>();
        copy(spec, settings, ProducerConfig.configNames());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, spec.bootstrapServers());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    /** Those of a consumer that sees what is committed. */
    public static Map<String, Object> consumer(ClientSpec spec) {
        Map<String, Object> settings = new TreeMap<>();
        copy(spec, settings, ConsumerConfig.configNames());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, spec.bootstrapServers());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, spec.run());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return settings;
    }

    /** Those that are a producer's or a consumer's, whichever is asked for. */
    static void copy(ClientSpec spec, Map<String, Object> settings, Set<String> names) {
        spec.client().forEach((name, value) -> {
            if (names.contains(name)) {
                settings.put(name, value);
            }
        });
    }
}
