package io.dspt.monitor.streams.output;

import io.dspt.monitor.streams.cluster.KafkaCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads output topics from their beginning and on, committed records only, and tells listeners. Everything that shows
 * findings goes by this, never by the processor's stores: what a crash rolls back was never shown.
 */
public final class OutputReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutputReader.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaCluster cluster;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;
    /** How far each partition was told; guarded by itself, which is notified of every move. */
    private final Map<TopicPartition, Long> told = new HashMap<>();

    private final List<OutputListener> listeners;
    private final UnreadableOutputs unreadable;
    private final Thread thread;
    private volatile boolean caughtUp;
    private volatile boolean closing;
    private volatile @Nullable RuntimeException failure;

    /**
     * A reader of these topics, which must exist.
     *
     * @param cluster where they are
     * @param topics read side by side
     * @param listeners told in this order
     * @param unreadable told of what a listener cannot use
     */
    public OutputReader(
            KafkaCluster cluster, List<String> topics, List<OutputListener> listeners, UnreadableOutputs unreadable) {
        this.cluster = cluster;
        this.listeners = List.copyOf(listeners);
        this.unreadable = unreadable;
        this.consumer = cluster.reader("dspt-outputs", "read_committed");
        this.partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.ends = new HashMap<>(ends(cluster, partitions));
        this.thread = new Thread(this::run, "output-reader");
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Whether everything that stood on the topics at the start has been told. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /**
     * Waits until everything that was appended before this call has been told.
     *
     * @throws IllegalStateException when that takes too long, or the reading has ended
     */
    public void awaitPresent(Duration longest) throws InterruptedException {
        Map<TopicPartition, Long> awaited = ends(cluster, partitions);
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (told) {
            while (awaited.entrySet().stream().anyMatch(end -> told.getOrDefault(end.getKey(), 0L) < end.getValue())) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || !thread.isAlive()) {
                    throw new IllegalStateException("the outputs could not be read to their end");
                }
                TimeUnit.NANOSECONDS.timedWait(told, Math.min(left, POLL.toNanos()));
            }
        }
    }

    /** What ended the reading, if anything did but {@link #close}. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    tell(record);
                }
                noteTold();
                if (!caughtUp && passedEnds()) {
                    caughtUp = true;
                    listeners.forEach(OutputListener::caughtUp);
                }
            }
        } catch (WakeupException e) {
            LOG.debug("output reader closes");
        } catch (RuntimeException e) {
            failure = e;
            LOG.error("The outputs cannot be read any more: {}", e.toString());
        } catch (Error e) {
            failure = new IllegalStateException("outputs cannot be read any more", e);
            throw e;
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        for (OutputListener listener : listeners) {
            try {
                listener.record(record);
            } catch (IllegalArgumentException e) {
                unreadable.passedOver(UnreadableOutputs.Reader.CONSOLE, record);
            }
        }
    }

    private void noteTold() {
        synchronized (told) {
            partitions.forEach(partition -> told.put(partition, consumer.position(partition)));
            told.notifyAll();
        }
    }

    private boolean passedEnds() {
        synchronized (told) {
            ends.entrySet().removeIf(end -> told.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }
        return ends.isEmpty();
    }

    /**
     * Where partitions end, open transactions included: what was appended before this call lies before these offsets, and
     * a reader of committed records that has passed them has seen all of it.
     */
    private static Map<TopicPartition, Long> ends(KafkaCluster cluster, List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> reader = cluster.reader("dspt-output-ends", "read_uncommitted")) {
            reader.assign(partitions);
            return reader.endOffsets(partitions);
        }
    }
}
