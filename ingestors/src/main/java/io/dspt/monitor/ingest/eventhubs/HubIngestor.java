package io.dspt.monitor.ingest.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import io.dspt.monitor.ingest.EstateDirectory;
import io.dspt.monitor.ingest.KafkaConnection;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads one hub together with the other ingestors of the same source: partitions of the hub are owned as partitions of its
 * positions topic are shared out in an ordinary consumer group, and go to another member when one dies.
 */
public final class HubIngestor implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private final HubSource source;
    private final KafkaConnection kafka;
    private final ReaderPipeline pipeline;
    private final EstateDirectory estates;
    private final MeterRegistry registry;
    private final short replication;
    private final Consumer<String> say;

    private final SortedMap<Integer, OwnedPartition> owned = new TreeMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean reading;

    /**
     * An ingestor of one hub.
     *
     * @param replication copies of each partition of the positions topic, when that has to be made
     * @param say told, in one line each, what somebody running it wants to know
     */
    public HubIngestor(
            HubSource source,
            KafkaConnection kafka,
            ReaderPipeline pipeline,
            EstateDirectory estates,
            MeterRegistry registry,
            short replication,
            Consumer<String> say) {
        this.source = source;
        this.kafka = kafka;
        this.pipeline = pipeline;
        this.estates = estates;
        this.registry = registry;
        this.replication = replication;
        this.say = say;
        this.thread = new Thread(this::run, "hub-" + source.name());
    }

    /** Begins; whatever happens from now on is in {@link #ended}. */
    public void start() {
        thread.start();
    }

    /**
     * Completes when it was closed; fails with a {@link CannotReadHubException} when it cannot go on and no waiting would
     * help.
     */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Whether it is a member of its group, so that the hub is being read here or elsewhere. */
    public boolean isReading() {
        return reading;
    }

    /** Asks it to stop, without waiting. */
    public void askToStop() {
        stopping = true;
    }

    /** Commits what was begun, leaves the group and returns. */
    @Override
    public void close() {
        askToStop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            int partitions = partitionsOfHub();
            HubPositions positions = new HubPositions(kafka, source);
            positions.setUp(source, partitions, replication);
            HubMetrics metrics = new HubMetrics(registry, source.name(), partitions);
            share(partitions, positions, metrics);
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(
                    e instanceof CannotReadHubException
                            ? e
                            : new CannotReadHubException(
                                    HubFailure.of(e, source).says(), e));
        } catch (Error e) {
            // Memory has run out, or worse: whoever started this has to hear of it, and end.
            ended.completeExceptionally(new CannotReadHubException("hub '" + source.hub() + "': " + e, e));
            throw e;
        }
    }

    /** Asks until there is an answer, or one that no waiting would change. */
    private int partitionsOfHub() {
        Backoff backoff = new Backoff();
        while (true) {
            try (EventHubConsumerAsyncClient hub = new HubClients(source).consumer()) {
                return (int)
                        Objects.requireNonNull(hub.getEventHubProperties().block(LONGEST_ANSWER))
                                .getPartitionIds()
                                .stream()
                                .count();
            } catch (RuntimeException e) {
                HubFailure failure = HubFailure.of(e, source);
                if (!failure.heals() || stopping) {
                    throw new CannotReadHubException(failure.says(), e);
                }
                say.accept(
                        failure.says() + "; asking again in " + backoff.next().toSeconds() + " s");
                backoff.await(() -> stopping);
            }
        }
    }

    private void share(int partitions, HubPositions positions, HubMetrics metrics) {
        try (KafkaConsumer<byte[], byte[]> member = kafka.member(source.group(), source.group())) {
            member.subscribe(List.of(positions.topic()), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                    // It is in the group for who owns what, and never for the records.
                    member.pause(assigned);
                    long generation = Math.max(0, member.groupMetadata().generationId());
                    for (TopicPartition partition : assigned) {
                        if (partition.partition() < partitions) {
                            take(partition.partition(), generation, positions, metrics);
                        }
                    }
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                    release(revoked);
                }

                @Override
                public void onPartitionsLost(Collection<TopicPartition> lost) {
                    release(lost);
                }
            });
            while (!stopping) {
                member.poll(POLL);
                reading = member.groupMetadata().generationId() > 0;
                for (OwnedPartition partition : owned.values()) {
                    partition.throwFailure();
                }
            }
        } catch (WakeupException e) {
            throw new IllegalStateException("nobody wakes this member", e);
        } finally {
            reading = false;
            owned.values().forEach(OwnedPartition::stop);
            owned.values().forEach(OwnedPartition::awaitEnd);
            owned.clear();
        }
    }

    private void take(int partition, long generation, HubPositions positions, HubMetrics metrics) {
        HubPartition reading = new HubPartition(
                source,
                partition,
                generation,
                kafka,
                positions,
                new EventRecords(source, pipeline, estates, metrics),
                metrics,
                say);
        OwnedPartition taken = new OwnedPartition(source, partition, reading, metrics, say);
        owned.put(partition, taken);
        taken.start();
        say.accept("reads partition " + partition + " of hub '" + source.hub() + "'");
    }

    private void release(Collection<TopicPartition> partitions) {
        List<OwnedPartition> leaving = partitions.stream()
                .map(partition -> owned.remove(partition.partition()))
                .filter(Objects::nonNull)
                .toList();
        leaving.forEach(OwnedPartition::stop);
        leaving.forEach(OwnedPartition::awaitEnd);
    }

    /** The hub cannot be read, and no waiting would help; the message says what is wrong and what to do. */
    public static final class CannotReadHubException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotReadHubException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
