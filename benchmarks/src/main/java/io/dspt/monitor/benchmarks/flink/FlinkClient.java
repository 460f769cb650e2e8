package io.dspt.monitor.benchmarks.flink;

import io.dspt.monitor.benchmarks.pipeline.ClientSettings;
import io.dspt.monitor.benchmarks.pipeline.ClientSpec;
import io.dspt.monitor.benchmarks.pipeline.Progress;
import io.dspt.monitor.core.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Flink in this process: a cluster of one, that checkpoints as often as the others commit, exactly once. */
public final class FlinkClient implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    /** Operators are copied on their way to the cluster, so they find it here. */
    private static volatile @Nullable Progress progress;

    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    private final JobClient job;
    private final CompletableFuture<JobExecutionResult> ended;

    private FlinkClient(JobClient job) {
        this.job = job;
        this.ended = job.getJobExecutionResult();
    }

    /** Starts the job. */
    public static FlinkClient start(ClientSpec spec, Progress told) throws Exception {
        progress = told;
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(spec.threads(), configuration(spec));
        FlinkJob.findings(environment.fromSource(source(spec), WatermarkStrategy.noWatermarks(), "log"))
                .sinkTo(sink(spec));
        return new FlinkClient(environment.executeAsync("benchmark"));
    }

    /** How many checkpoints are complete. */
    public int checkpoints() {
        return CHECKPOINTS.get();
    }

    /** Whether the job runs, or is about to. */
    public boolean alive() {
        return !ended.isDone();
    }

    /** What the job ended with, when it is not alive any more. */
    public @Nullable Throwable failure() {
        return ended.handle((result, failure) -> failure).getNow(null);
    }

    @Override
    public void close() throws InterruptedException {
        if (!alive()) {
            return;
        }
        try {
            job.cancel().get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Flink's job did not stop", e);
        }
    }

    /** A checkpoint is complete that holds everything before these offsets. */
    static void committed(Map<Integer, Long> offsets) {
        CHECKPOINTS.incrementAndGet();
        Progress told = progress;
        if (told != null) {
            told.committed(offsets);
        }
    }

    private static Configuration configuration(ClientSpec spec) {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", spec.commitIntervalMillis() + " ms");
        configuration.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
        configuration.setString("execution.checkpointing.incremental", "true");
        configuration.setString("execution.checkpointing.storage", "filesystem");
        configuration.setString(
                "execution.checkpointing.dir",
                Path.of(spec.stateFolder(), "checkpoints").toUri().toString());
        configuration.setString("state.backend.type", "rocksdb");
        configuration.setString(
                "state.backend.rocksdb.localdir",
                Path.of(spec.stateFolder(), "rocksdb").toString());
        configuration.setString("io.tmp.dirs", spec.stateFolder());
        // As fast as it can: nothing is copied between operators of one task, and watermarks come often.
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("pipeline.auto-watermark-interval", "20 ms");
        configuration.setString("taskmanager.memory.managed.size", "256m");
        configuration.setString("rest.bind-address", "127.0.0.1");
        configuration.setString("restart-strategy.type", "none");
        return configuration;
    }

    private static KafkaSource<LogEvent> source(ClientSpec spec) {
        return KafkaSource.<LogEvent>builder()
                .setProperties(properties(ClientSettings.consumer(spec)))
                .setTopics(Topics.LOG)
                .setGroupId(spec.run())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new LogDeserialization())
                .build();
    }

    private static KafkaSink<FlinkFinding> sink(ClientSpec spec) {
        return KafkaSink.<FlinkFinding>builder()
                .setKafkaProducerConfig(properties(ClientSettings.producer(spec)))
                .setProperty(
                        "transaction.timeout.ms",
                        Long.toString(Duration.ofMinutes(10).toMillis()))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(spec.run())
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(FindingSerialization.to(spec.outputTopic()))
                .build();
    }

    /** Serialisers are the connector's own; the rest are texts. */
    private static Properties properties(Map<String, Object> settings) {
        Properties properties = new Properties();
        settings.forEach((name, value) -> {
            if (!name.endsWith(".serializer") && !name.endsWith(".deserializer")) {
                properties.setProperty(name, value.toString());
            }
        });
        return properties;
    }
}
