package io.dspt.monitor.streams.hosting;

import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.topic.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: {@code dspt.log} → {@code monitor} → one sink per output topic. Its shape and every name in it are the
 * same whatever the rules are, so that a rule change never touches state or changelogs.
 */
public final class MonitorTopology {
    /** Store of all rows but those of {@link #ESTATE}. */
    static final String STATE = "state";
    /** Store of the rows that nearly every record rewrites. */
    static final String ESTATE = "estate";

    private static final String SOURCE = "log";
    private static final String PROCESSOR = "monitor";
    private static final List<String> OUTPUTS =
            List.of(Topics.FINDINGS, Topics.LEDGER, Topics.EVIDENCE, Topics.COVERAGE, Topics.DEAD_LETTERS);

    private MonitorTopology() {}

    /**
     * Builds it; each task has a fold of its own.
     *
     * @param liveEstates learns which live logs are judged in this process
     */
    public static Topology around(MonitorSettings settings, LiveEstates liveEstates) {
        return around(settings, liveEstates, StepTimes.NONE);
    }

    /**
     * Builds it; each task has a fold of its own.
     *
     * @param liveEstates learns which live logs are judged in this process
     * @param times told by all tasks, from their threads
     */
    public static Topology around(MonitorSettings settings, LiveEstates liveEstates, StepTimes times) {
        Topology topology = new Topology()
                .addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.LOG)
                .addProcessor(
                        PROCESSOR,
                        () -> new FoldProcessor(new FoldHost(new Monitor(settings)), liveEstates, times),
                        SOURCE)
                .addStateStore(store(STATE).withCachingDisabled(), PROCESSOR)
                .addStateStore(store(ESTATE).withCachingEnabled(), PROCESSOR);
        for (String topic : OUTPUTS) {
            topology.addSink(
                    sinkOf(topic),
                    topic,
                    new OutputKey.KeySerializer(),
                    new ByteArraySerializer(),
                    new OutputKey.ToItsPartition(),
                    PROCESSOR);
        }
        return topology;
    }

    static String sinkOf(String topic) {
        return "to-" + topic;
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        // State is small next to the log: what restores fast after a fault counts more than what packs tightly.
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of("segment.bytes", Integer.toString(32 * 1024 * 1024)));
    }
}
