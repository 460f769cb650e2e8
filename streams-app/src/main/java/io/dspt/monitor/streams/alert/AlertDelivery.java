package io.dspt.monitor.streams.alert;

import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.streams.alert.PartitionDesk.Change;
import io.dspt.monitor.streams.cluster.KafkaCluster;
import io.dspt.monitor.streams.output.UnreadableOutputs;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every Alertmanager of the findings on {@code dspt.findings}: each at least once, under one fingerprint for its
 * life, and of its end. Processes share the partitions; each reads what it was given from the beginning, so that a
 * restart knows what another has told. What is sent is written down on {@code dspt.alerts} first.
 */
public final class AlertDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertDelivery.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    private static final String GROUP_SUFFIX = "-alerts";
    /** Read to their ends before the findings: they say what has been told of them, and in which words to tell. */
    private static final List<String> BEFORE_FINDINGS = List.of(Topics.ALERTS, Topics.COVERAGE);

    private final KafkaCluster cluster;
    private final AlertSettings settings;
    private final FactCatalogue facts;
    private final UnreadableOutputs unreadable;
    private final Clock clock;
    private final AlertBoard board;
    private final List<AlertmanagerSender> senders = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    /** By partition; used by the delivering thread alone. */
    private final Map<Integer, PartitionDesk> desks = new HashMap<>();
    /** Where reading begins to be up to date; what has been passed is left out. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    /**
     * A delivery that is not started yet; the topics must be there.
     *
     * @param application of which this is a part
     * @param instance name of this process, the same after every restart
     * @param facts what rules may ask for
     * @param unreadable told of records that cannot be used
     * @throws IOException when certificates cannot be read
     */
    public AlertDelivery(
            KafkaCluster cluster,
            String application,
            String instance,
            AlertSettings settings,
            FactCatalogue facts,
            MeterRegistry registry,
            UnreadableOutputs unreadable,
            Clock clock)
            throws IOException {
        this.cluster = cluster;
        this.settings = settings;
        this.facts = facts;
        this.unreadable = unreadable;
        this.clock = clock;
        List<String> names =
                settings.alertmanagers().stream().map(AlertmanagerAddress::name).toList();
        this.board = new AlertBoard(names, settings.resendEvery());
        AlertMetrics metrics = new AlertMetrics(registry, board, names);
        for (AlertmanagerAddress address : settings.alertmanagers()) {
            AlertmanagerClient client = new AlertmanagerClient(address, settings.consoleUrl());
            senders.add(new AlertmanagerSender(address.name(), client, board, metrics, settings.resendEvery(), clock));
        }
        this.consumer = cluster.member(application + GROUP_SUFFIX, instance);
        this.producer = cluster.producer(application + GROUP_SUFFIX + "-" + instance, LONGEST_WRITE);
        this.thread = new Thread(this::run, "alerts");
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        thread.start();
        senders.forEach(AlertmanagerSender::start);
    }

    /** What ended the delivery, if anything did but {@link #close}. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
        } else {
            consumer.wakeup();
            try {
                thread.join(LONGEST_CLOSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            senders.forEach(AlertmanagerSender::close);
        }
        producer.close(LONGEST_CLOSE);
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.FINDINGS, Topics.ALERTS, Topics.COVERAGE), new Shares());
            while (!closing) {
                step();
            }
        } catch (WakeupException e) {
            LOG.debug("delivery of alerts closes");
        } catch (RuntimeException e) {
            failure = e;
            LOG.error("Alerts cannot be delivered any more: {}", e.toString());
        } catch (Error e) {
            failure = new IllegalStateException("alerts cannot be delivered any more", e);
            throw e;
        }
    }

    private void step() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record);
        }
        notePassedEnds();
        Instant now = clock.instant();
        desks.forEach((partition, desk) -> {
            if (isUpToDate(partition)) {
                decide(partition, desk, now);
            }
        });
        forgetWhatIsOver(now);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        PartitionDesk desk = desks.get(record.partition());
        boolean ownWriting = record.topic().equals(Topics.ALERTS) && isUpToDate(record.partition());
        if (desk == null || ownWriting) {
            return;
        }
        try {
            desk.take(record);
        } catch (IllegalArgumentException e) {
            unreadable.passedOver(UnreadableOutputs.Reader.ALERTS, record);
        }
    }

    private void decide(int partition, PartitionDesk desk, Instant now) {
        List<Change> changes = desk.changes(now);
        List<Future<?>> writing = new ArrayList<>();
        for (Change change : changes) {
            if (desk.isNew(change.row())) {
                writing.add(write(partition, change.row().key(), AlertRowJson.of(change.row())));
            }
        }
        if (!isWritten(writing)) {
            return; // The same is proposed again.
        }
        desk.written(changes);
        changes.forEach(change -> board.put(change.row(), change.annotations()));
    }

    /** What everybody knows is sent no more; its row goes when it is of no more use. */
    private void forgetWhatIsOver(Instant now) {
        for (String key : board.over(now)) {
            board.remove(key);
            desks.values().forEach(desk -> desk.endKnown(key));
        }
        desks.forEach((partition, desk) -> {
            for (String key : desk.forgettable(now)) {
                if (isWritten(List.of(write(partition, key, null)))) {
                    desk.forget(key);
                }
            }
        });
    }

    private Future<?> write(int partition, String key, byte @Nullable [] value) {
        return producer.send(
                new ProducerRecord<>(Topics.ALERTS, partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private boolean isWritten(List<Future<?>> writing) {
        if (writing.isEmpty()) {
            return true;
        }
        producer.flush();
        try {
            for (Future<?> one : writing) {
                one.get();
            }
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                LOG.warn(
                        "Alerts wait until they can be written down: {}",
                        e.getCause().toString());
                return false;
            }
            throw new KafkaException("what is told cannot be written down", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Findings are read once it is known what has been told of them. */
    private void notePassedEnds() {
        boolean passed = ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        if (passed) {
            consumer.resume(consumer.paused().stream()
                    .filter(findings -> BEFORE_FINDINGS.stream()
                            .noneMatch(topic -> ends.containsKey(new TopicPartition(topic, findings.partition()))))
                    .toList());
        }
    }

    private boolean isUpToDate(int partition) {
        return ends.keySet().stream().noneMatch(end -> end.partition() == partition);
    }

    /** What processes share out among themselves. */
    private final class Shares implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            consumer.seekToBeginning(partitions);
            try (KafkaConsumer<byte[], byte[]> reader = cluster.reader("dspt-alert-ends", "read_uncommitted")) {
                ends.putAll(reader.endOffsets(partitions));
            }
            for (TopicPartition partition : partitions) {
                desks.computeIfAbsent(partition.partition(), absent -> new PartitionDesk(settings, facts));
            }
            consumer.pause(partitions.stream()
                    .filter(partition -> partition.topic().equals(Topics.FINDINGS))
                    .toList());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                ends.remove(partition);
                PartitionDesk desk = desks.remove(partition.partition());
                if (desk != null) {
                    desk.keys().forEach(board::remove);
                }
            }
        }
    }
}
