package io.dspt.monitor.streams.console;

import io.dspt.monitor.streams.hosting.StepTimes;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What is measured of this process: its JVM, Kafka Streams and its clients, and how long steps take. */
public final class ProcessMetrics implements StepTimes, AutoCloseable {
    private static final double NANOSECONDS = 1e9;
    private static final double[] STEPS = {
        0.000_005, 0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.005, 0.025, 0.1, 0.5
    };
    /** Of clients only what is said of the log is of use by partition: how far judging is behind. */
    private static final Set<String> BY_PARTITION = Set.of("dspt.log", "dspt_log");

    private final PrometheusMeterRegistry registry;
    private final Histogram steps;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private @Nullable KafkaStreamsMetrics streamsMetrics;

    /** Metrics in this registry; those of the JVM at once. */
    public ProcessMetrics(PrometheusMeterRegistry registry) {
        this.registry = registry;
        // A random id, new with every state directory: it names nothing that a person knows.
        registry.config()
                .meterFilter(MeterFilter.ignoreTags("process.id"))
                .meterFilter(MeterFilter.deny(ProcessMetrics::isNeedless));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        steps = Histogram.builder()
                .name("dspt_rule_evaluation_seconds")
                .help("one record in 64: reading it, judging it by all rules, keeping what came of it")
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(STEPS)
                .register(registry.getPrometheusRegistry());
    }

    /** Shows what Kafka Streams and its clients measure themselves. */
    public void bind(KafkaStreams streams) {
        streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(registry);
    }

    @Override
    public void took(long nanoseconds) {
        steps.observe(nanoseconds / NANOSECONDS);
    }

    private static boolean isNeedless(Meter.Id id) {
        String topic = id.getTag("topic");
        return id.getName().startsWith("kafka.")
                && id.getTag("partition") != null
                && topic != null
                && !BY_PARTITION.contains(topic);
    }

    @Override
    public void close() {
        collections.close();
        if (streamsMetrics != null) {
            streamsMetrics.close();
        }
    }
}
