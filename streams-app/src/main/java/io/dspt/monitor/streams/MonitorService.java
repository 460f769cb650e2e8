package io.dspt.monitor.streams;

import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.alert.AlertDelivery;
import io.dspt.monitor.streams.alert.AlertSettings;
import io.dspt.monitor.streams.console.ConsoleServer.Health;
import io.dspt.monitor.streams.console.MonitorMetrics;
import io.dspt.monitor.streams.console.ProcessMetrics;
import io.dspt.monitor.streams.console.ScrapedMetrics;
import io.dspt.monitor.streams.hosting.BoundedRocksMemory;
import io.dspt.monitor.streams.hosting.LiveEstates;
import io.dspt.monitor.streams.hosting.MonitorTopology;
import io.dspt.monitor.streams.hosting.TickProducer;
import io.dspt.monitor.streams.ledger.HeadSettings;
import io.dspt.monitor.streams.ledger.LedgerHeads;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.dspt.monitor.streams.output.OutputListener;
import io.dspt.monitor.streams.output.OutputReader;
import io.dspt.monitor.streams.output.UnreadableOutputs;
import io.dspt.monitor.streams.posture.PostureWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams application in this process: the fold under Kafka Streams, and what reads its outputs. */
public final class MonitorService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorService.class);
    private static final List<String> READ_TOPICS =
            List.of(Topics.FINDINGS, Topics.LEDGER, Topics.COVERAGE, Topics.DEAD_LETTERS);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_LAST_READ = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final OutputReader reader;
    private final FindingsIndex findings = new FindingsIndex();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(new ScrapedMetrics());
    private final ProcessMetrics processMetrics = new ProcessMetrics(metrics);
    private final UnreadableOutputs unreadable = new UnreadableOutputs(metrics);
    private final TickProducer ticks;
    private final Optional<AlertDelivery> alerts;
    private final Optional<LedgerHeads> heads;
    private final PostureWriter posture;
    private final CountDownLatch running = new CountDownLatch(1);

    /** A service that is not started yet; the topics must be there. */
    public MonitorService(MonitorServiceSettings settings) {
        heads = settings.heads()
                .map(this::heads); // Before anything that would have to be closed: its store may not be there.
        LiveEstates liveEstates = new LiveEstates();
        streams = new KafkaStreams(
                MonitorTopology.around(settings.monitor(), liveEstates, processMetrics), streamsProperties(settings));
        ticks = new TickProducer(settings.cluster(), liveEstates);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        // For faults of Kafka only: what goes wrong in a step never comes here.
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error("A stream thread failed and is replaced: {}", failure.toString());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        List<OutputListener> listeners = new ArrayList<>();
        listeners.add(findings);
        listeners.add(new MonitorMetrics(metrics, Clock.systemUTC()));
        heads.ifPresent(listeners::add);
        listeners.addAll(settings.listeners());
        reader = new OutputReader(settings.cluster(), READ_TOPICS, listeners, unreadable);
        alerts = settings.alerts().map(told -> alerts(settings, told));
        posture = new PostureWriter(
                settings.cluster(), liveEstates, settings.posture(), facts(settings), metrics, unreadable);
    }

    private AlertDelivery alerts(MonitorServiceSettings settings, AlertSettings told) {
        MonitorServiceSettings.Hosting hosting = settings.hosting();
        try {
            return new AlertDelivery(
                    settings.cluster(),
                    hosting.application(),
                    hosting.instance(),
                    told,
                    facts(settings),
                    metrics,
                    unreadable,
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException("no alerts can be sent: " + e.getMessage(), e);
        }
    }

    private static FactCatalogue facts(MonitorServiceSettings settings) {
        return new FactCatalogue(settings.monitor().reference().properties());
    }

    private LedgerHeads heads(HeadSettings told) {
        try {
            return new LedgerHeads(told, metrics, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException("no heads of the ledger can be written: " + e.getMessage(), e);
        }
    }

    /** Starts; {@link #awaitRunning} says when it works. */
    public void start() {
        reader.start();
        streams.start();
        ticks.start();
        alerts.ifPresent(AlertDelivery::start);
        heads.ifPresent(LedgerHeads::start);
        posture.start();
        processMetrics.bind(streams);
    }

    /**
     * Waits until records are taken through the fold.
     *
     * @return false when they are not after this time
     */
    public boolean awaitRunning(Duration longest) throws InterruptedException {
        return running.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until {@link #findings} and all listeners know everything that was sent out before this call.
     *
     * @throws IllegalStateException when that takes too long
     */
    public void awaitPresent(Duration longest) throws InterruptedException {
        reader.awaitPresent(longest);
    }

    /** The findings so far. */
    public FindingsIndex findings() {
        return findings;
    }

    /** What is measured. */
    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    /** Whether the process does what it should, as far as it knows; restarting helps when not. */
    public Health alive() {
        KafkaStreams.State state = streams.state();
        if (reader.failure() != null) {
            return new Health(false, "the outputs cannot be read");
        }
        if (alerts.isPresent() && alerts.get().failure() != null) {
            return new Health(false, "alerts cannot be delivered");
        }
        boolean good = state == KafkaStreams.State.CREATED || state.isRunningOrRebalancing();
        return new Health(good, "streams " + state);
    }

    /** Whether records are being judged and what is shown is up to date. */
    public Health ready() {
        KafkaStreams.State state = streams.state();
        boolean good = state == KafkaStreams.State.RUNNING && reader.caughtUp() && reader.failure() == null;
        return new Health(good, "streams " + state + (reader.caughtUp() ? "" : ", still reading earlier findings"));
    }

    /** Stops within a bounded time; the cluster must still be there. */
    @Override
    public void close() {
        processMetrics.close();
        ticks.close();
        alerts.ifPresent(AlertDelivery::close);
        posture.close();
        if (!streams.close(LONGEST_CLOSE)) {
            LOG.warn("Kafka Streams did not stop within {}", LONGEST_CLOSE);
        }
        heads.ifPresent(signed -> readToTheEnd());
        reader.close();
        heads.ifPresent(LedgerHeads::close);
        metrics.close();
    }

    /** What the last step has written down is signed, too. */
    private void readToTheEnd() {
        try {
            reader.awaitPresent(LONGEST_LAST_READ);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException | KafkaException e) {
            LOG.warn("The last heads of the ledger do not cover its last lines: {}", e.toString());
        }
    }

    /** What Kafka Streams is set to. */
    public static Properties streamsProperties(MonitorServiceSettings settings) {
        MonitorServiceSettings.Hosting hosting = settings.hosting();
        Properties properties = new Properties();
        // Without a prefix they reach every client that understands them.
        properties.putAll(settings.cluster().properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, hosting.application());
        // Left alone, a random id would stand in every name of a client, and so in the labels of its metrics.
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, hosting.application() + "-" + hosting.instance());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, hosting.stateDirectory().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, hosting.threads());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, hosting.standbys());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 8L * 1024 * 1024);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksMemory.class);
        // A static member is back at once after a kill; a new one waits until the dead one's session has run out.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), hosting.instance());
        // A group that a kill left half joined waits for its dead member no longer than this.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 30_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        return properties;
    }
}
