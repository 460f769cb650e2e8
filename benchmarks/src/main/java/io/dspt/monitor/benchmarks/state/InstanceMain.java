package io.dspt.monitor.benchmarks.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.benchmarks.pipeline.ChildJvm;
import io.dspt.monitor.benchmarks.pipeline.StreamsClient;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.streams.MonitorService;
import io.dspt.monitor.streams.MonitorServiceSettings;
import io.dspt.monitor.streams.hosting.LiveEstates;
import io.dspt.monitor.streams.hosting.MonitorTopology;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The process of one instance of the streams application: the topology with the catalogue, set up as the application sets it
 * up. It answers with an {@link InstanceSample} as soon as it runs, as soon as it takes over, and then again and again.
 */
public final class InstanceMain {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LOOK_MILLIS = 50;
    private static final String RESIDENT = "VmRSS:";

    private final InstanceSpec spec;
    private final KafkaStreams streams;
    private long samples;

    private InstanceMain(InstanceSpec spec) {
        this.spec = spec;
        MonitorSettings monitor = StreamsClient.monitor(spec.publicKey());
        Properties properties = MonitorService.streamsProperties(new MonitorServiceSettings(
                spec.bootstrapServers(), spec.instance(), Path.of(spec.stateFolder()), monitor, List.of()));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, spec.application());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, spec.standbys());
        this.streams = new KafkaStreams(MonitorTopology.around(monitor, new LiveEstates()), properties);
    }

    /**
     * Runs it until the process is ended.
     *
     * @param arguments the file of the specification
     */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        new InstanceMain(JSON.readValue(Files.readAllBytes(Path.of(arguments[0])), InstanceSpec.class)).run();
    }

    private void run() throws IOException, InterruptedException {
        streams.start();
        boolean wasRunning = false;
        boolean wasActive = false;
        long next = Long.MAX_VALUE;
        while (streams.state().isRunningOrRebalancing()) {
            boolean running = streams.state() == KafkaStreams.State.RUNNING;
            boolean active = active();
            long now = System.nanoTime();
            if ((running && !wasRunning) || (active && !wasActive && running) || now >= next) {
                tell(running, active);
                wasRunning |= running;
                next = now + spec.sampleMillis() * 1_000_000L;
            }
            wasActive = active && running;
            Thread.sleep(LOOK_MILLIS);
        }
        throw new IOException("Kafka Streams stopped: " + streams.state());
    }

    private boolean active() {
        return streams.metadataForLocalThreads().stream()
                .anyMatch(thread -> !thread.activeTasks().isEmpty());
    }

    private void tell(boolean running, boolean active) throws IOException {
        // The first sample is that of becoming ready: nobody should wait for a collection.
        boolean collect = spec.collectEvery() > 0 && samples > 0 && samples % spec.collectEvery() == 0;
        samples++;
        if (collect) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        long behind = streams.allLocalStorePartitionLags().values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .mapToLong(LagInfo::offsetLag)
                .sum();
        ChildJvm.answerParent(JSON.writeValueAsString(new InstanceSample(
                ManagementFactory.getRuntimeMXBean().getUptime(),
                running,
                active,
                streams.allLocalStorePartitionLags().size(),
                behind,
                collect,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum(),
                rocks("size-all-mem-tables").sum(),
                rocks("estimate-table-readers-mem").sum(),
                // Every store tells of the one cache that all share.
                rocks("block-cache-usage").max().orElse(0),
                resident(),
                ManagementFactory.getThreadMXBean().getThreadCount())));
    }

    private java.util.stream.LongStream rocks(String property) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(property))
                .map(Map.Entry<MetricName, ? extends Metric>::getValue)
                .map(Metric::metricValue)
                .filter(Number.class::isInstance)
                .mapToLong(value -> ((Number) value).longValue());
    }

    private static long resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                    .findFirst()
                    .orElse(0);
        }
    }
}
