package io.dspt.monitor.benchmarks.ingest;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.benchmarks.pipeline.ChildJvm;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.eventhubs.HubIngestor;
import io.dspt.monitor.ingest.eventhubs.HubSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import reactor.core.Disposable;

/** The process that reads a hub, and measures itself from when it is warm until it has read enough. */
public final class HubClientMain {
    /** What the ingestor is set to unless somebody wants otherwise; the same for both. */
    private static final int PREFETCH = 100;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);
    private static final String ESTATE = "benchmark";

    private HubClientMain() {}

    /**
     * What it is to do.
     *
     * @param source name of the source, new for every run
     * @param partitions partitions of the hub
     * @param warmUp events before anything is measured
     * @param events events in all
     */
    record Task(
            IngestVariant variant,
            String connectionString,
            String bootstrapServers,
            String source,
            int partitions,
            long warmUp,
            long events) {}

    /**
     * What it measured.
     *
     * @param eventsPerSecond on the clock
     * @param cpuMicros of this process, for each event
     */
    record Result(double eventsPerSecond, double cpuMicros) {}

    /** @param arguments a {@link Task} as JSON */
    public static void main(String[] arguments) throws IOException {
        ChildJvm.endWithParent();
        Task task = JSON.readValue(arguments[0], Task.class);
        Result result = task.variant() == IngestVariant.BARE ? bare(task) : ingestor(task);
        ChildJvm.answerParent(JSON.writeValueAsString(result));
    }

    private static Result bare(Task task) {
        AtomicLong count = new AtomicLong();
        List<EventHubConsumerAsyncClient> clients = new ArrayList<>();
        List<Disposable> readings = new ArrayList<>();
        for (int partition = 0; partition < task.partitions(); partition++) {
            EventHubConsumerAsyncClient client = new EventHubClientBuilder()
                    .connectionString(task.connectionString())
                    .consumerGroup("$Default")
                    .prefetchCount(PREFETCH)
                    .buildAsyncConsumerClient();
            clients.add(client);
            readings.add(client.receiveFromPartition(Integer.toString(partition), EventPosition.earliest())
                    .subscribe(event -> count.addAndGet(event.getData().getBody().length > 0 ? 1 : 0)));
        }
        Result result = measured(task, count::get);
        readings.forEach(Disposable::dispose);
        clients.forEach(EventHubConsumerAsyncClient::close);
        return result;
    }

    private static Result ingestor(Task task) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        HubSource source = new HubSource(
                task.source(),
                new HubSource.ConnectionString(task.connectionString()),
                "hub",
                "$Default",
                ESTATE,
                new HubSource.Start.Earliest(),
                HubSource.Network.direct(),
                PREFETCH);
        try (HubIngestor ingestor = new HubIngestor(
                source,
                KafkaConnection.plain(task.bootstrapServers()),
                new ReaderPipeline(MaskKey.demo()),
                EstateDirectory.of(ESTATE),
                registry,
                (short) 1,
                System.err::println)) {
            ingestor.start();
            return measured(task, () -> {
                if (ingestor.ended().isDone()) {
                    // It has failed: counting would wait for ever.
                    ingestor.ended().join();
                    throw new IllegalStateException("the ingestor has ended");
                }
                var counter = registry.find("dspt.ingest.hub.events").counter();
                return counter == null ? 0 : counter.count();
            });
        }
    }

    private static Result measured(Task task, DoubleSupplier count) {
        await(count, task.warmUp());
        long from = System.nanoTime();
        long cpuFrom = cpu();
        double before = count.getAsDouble();
        await(count, task.events());
        double events = count.getAsDouble() - before;
        double seconds = (System.nanoTime() - from) / 1e9;
        return new Result(events / seconds, (cpu() - cpuFrom) / 1e3 / events);
    }

    private static void await(DoubleSupplier count, long atLeast) {
        while (count.getAsDouble() < atLeast) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getProcessCpuTime()
                : 0;
    }
}
