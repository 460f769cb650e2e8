package io.dspt.monitor.benchmarks.pipeline;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.MonitorService;
import io.dspt.monitor.streams.MonitorServiceSettings;
import io.dspt.monitor.streams.hosting.LiveEstates;
import io.dspt.monitor.streams.hosting.MonitorTopology;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Kafka Streams: forwarding alone, or our topology, each as the streams application sets Kafka Streams up. */
public final class StreamsClient implements AutoCloseable {
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

    private final KafkaStreams streams;

    StreamsClient(ClientSpec spec, Progress progress) {
        MonitorSettings monitor = monitor(spec.publicKey());
        Topology topology =
                spec.variant().judges() ? MonitorTopology.around(monitor, new LiveEstates()) : forwarding(spec);
        streams = new KafkaStreams(topology, properties(spec, monitor), new MeasuredClients(spec, progress));
    }

    void start() {
        streams.start();
    }

    /** Whether it runs or is about to. */
    boolean alive() {
        return streams.state().isRunningOrRebalancing() || streams.state() == KafkaStreams.State.CREATED;
    }

    @Override
    public void close() {
        streams.close(LONGEST_CLOSE);
    }

    private static Topology forwarding(ClientSpec spec) {
        return new Topology()
                .addSource("log", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.LOG)
                .addSink("forwarded", spec.outputTopic(), new ByteArraySerializer(), new ByteArraySerializer(), "log");
    }

    private static Properties properties(ClientSpec spec, MonitorSettings monitor) {
        Properties properties = MonitorService.streamsProperties(new MonitorServiceSettings(
                spec.bootstrapServers(), "benchmark", Path.of(spec.stateFolder()), monitor, List.of()));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, spec.run());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, spec.commitIntervalMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, spec.threads());
        if (spec.variant() == Variant.STREAMS_AT_LEAST_ONCE) {
            properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        }
        Map<String, Object> producer = new HashMap<>();
        ClientSettings.copy(spec, producer, ProducerConfig.configNames());
        producer.forEach((name, value) -> properties.put(StreamsConfig.producerPrefix(name), value));
        Map<String, Object> consumer = new HashMap<>();
        ClientSettings.copy(spec, consumer, ConsumerConfig.configNames());
        consumer.forEach((name, value) -> properties.put(StreamsConfig.mainConsumerPrefix(name), value));
        return properties;
    }

    /**
     * The settings of a fold that trusts a key.
     *
     * @param publicKey X.509
     */
    public static MonitorSettings monitor(byte[] publicKey) {
        ReferenceData reference = ReferenceFiles.builtIn();
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey));
            return new MonitorSettings(new AzureRecordReader(reference.properties()), reference, TrustedKeys.of(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
        }
    }
}
