package io.dspt.monitor.ingest.eventhubs;

import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventHubProperties;
import com.azure.messaging.eventhubs.PartitionProperties;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import io.dspt.monitor.core.topic.Topics;
import io.dspt.monitor.ingest.EstateLogRecords;
import io.dspt.monitor.ingest.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads one partition of a hub from where the log ends, until it is told to stop or something fails.
 *
 * <p>Records and the position behind them are written in one transaction, so a failure leaves either both or neither. First
 * the transactions are initialised, which ends what a predecessor has left open and shuts it out; then the position is
 * read; then the hub is asked for what follows it. When an event's predecessor is missing, the hub is asked once more from
 * the position before that is believed.
 */
final class HubPartition {
    private static final Duration LONGEST_GATHERING = Duration.ofMillis(50);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    private static final String INGESTOR = "eventhubs";

    private final HubSource source;
    private final int partition;
    private final long ownerLevel;
    private final KafkaConnection kafka;
    private final HubPositions positions;
    private final EventRecords records;
    private final HubMetrics metrics;
    private final Consumer<String> say;

    private volatile boolean hubAnswered;

    /** How a turn ended. */
    private enum Ended {
        STOPPED,
        AT_A_GAP
    }

    /**
     * Where a turn begins.
     *
     * @param from what the hub is asked for
     * @param last sequence number of the last event in the log, {@code null} when there is none
     * @param pinned position to put down first, so that a start "from now on" stays where it was
     * @param hubCreatedAt when the hub was made
     */
    private record Beginning(
            EventPosition from,
            @Nullable Long last,
            @Nullable HubPosition pinned,
            Instant hubCreatedAt) {}

    /**
     * A partition that this process owns.
     *
     * @param ownerLevel epoch of its receivers: the hub closes those of a lower one
     */
    HubPartition(
            HubSource source,
            int partition,
            long ownerLevel,
            KafkaConnection kafka,
            HubPositions positions,
            EventRecords records,
            HubMetrics metrics,
            Consumer<String> say) {
        this.source = source;
        this.partition = partition;
        this.ownerLevel = ownerLevel;
        this.kafka = kafka;
        this.positions = positions;
        this.records = records;
        this.metrics = metrics;
        this.say = say;
    }

    /**
     * Reads on; returns when it was told to stop and what it had begun is committed.
     *
     * @param stop completes when it is to stop
     * @param wentOn told whenever something was written
     * @throws RuntimeException when Kafka or the hub fails; nothing is half done then
     */
    void read(Mono<Void> stop, Runnable wentOn) {
        boolean leavesOut = false;
        while (turn(stop, wentOn, leavesOut) == Ended.AT_A_GAP) {
            // The second time the hub tells of the same gap, and has to be believed.
            leavesOut = true;
        }
    }

    /** Whether the hub has told about itself in the last turn. */
    boolean hubAnswered() {
        return hubAnswered;
    }

    private Ended turn(Mono<Void> stop, Runnable wentOn, boolean leavesOut) {
        KafkaProducer<byte[], byte[]> producer = kafka.transactionalProducer(source.transactionalId(partition));
        try (EventHubConsumerAsyncClient hub = new HubClients(source).consumer()) {
            producer.initTransactions();
            hubAnswered = false;
            Beginning beginning = beginning(hub);
            hubAnswered = true;
            EventTransactions transactions = new EventTransactions(
                    partition,
                    producer,
                    positions,
                    beginning.hubCreatedAt(),
                    beginning.last(),
                    records,
                    new EstateLogRecords(
                            INGESTOR, producer.partitionsFor(Topics.LOG).size()),
                    metrics,
                    leavesOut);
            if (beginning.pinned() != null) {
                transactions.begin(beginning.pinned());
            }
            return write(events(hub, beginning.from(), stop), transactions, wentOn);
        } finally {
            // What is open is ended by the next who initialises these transactions.
            producer.close(LONGEST_CLOSE);
        }
    }

    private static Ended write(Flux<PartitionEvent> events, EventTransactions transactions, Runnable wentOn) {
        WaitingEvents<PartitionEvent> waiting = new WaitingEvents<>(HubPartition::bytes);
        events.subscribe(waiting);
        try {
            for (List<PartitionEvent> batch = waiting.take(LONGEST_GATHERING);
                    !batch.isEmpty();
                    batch = waiting.take(LONGEST_GATHERING)) {
                if (!transactions.take(batch)) {
                    return Ended.AT_A_GAP;
                }
                wentOn.run();
            }
            return Ended.STOPPED;
        } finally {
            waiting.dispose();
        }
    }

    private static long bytes(PartitionEvent event) {
        Long length = event.getData().getBodyAsBinaryData().getLength();
        return length == null ? 0 : length;
    }

    private Flux<PartitionEvent> events(EventHubConsumerAsyncClient hub, EventPosition from, Mono<Void> stop) {
        ReceiveOptions options =
                new ReceiveOptions().setOwnerLevel(ownerLevel).setTrackLastEnqueuedEventProperties(true);
        return hub.receiveFromPartition(Integer.toString(partition), from, options)
                .takeUntilOther(stop);
    }

    private Beginning beginning(EventHubConsumerAsyncClient hub) {
        EventHubProperties properties =
                Objects.requireNonNull(hub.getEventHubProperties().block(LONGEST_ANSWER));
        PartitionProperties end = Objects.requireNonNull(
                hub.getPartitionProperties(Integer.toString(partition)).block(LONGEST_ANSWER));
        // As exact as a position keeps it.
        Instant created = properties.getCreatedAt().truncatedTo(ChronoUnit.MILLIS);
        Optional<HubPosition> kept = positions.read(partition);
        if (kept.isEmpty()) {
            if (!(source.start() instanceof HubSource.Start.Latest)) {
                return new Beginning(source.start().position(), null, null, created);
            }
            HubPosition now =
                    new HubPosition(end.getLastEnqueuedOffset(), end.getLastEnqueuedSequenceNumber(), created);
            return new Beginning(EventPosition.fromOffsetString(now.offset()), now.sequence(), now, created);
        }
        HubPosition position = kept.get();
        if (!position.hubCreatedAt().equals(created)) {
            say.accept(
                    "hub '" + source.hub() + "' was made anew: partition " + partition + " is read from its beginning");
            return new Beginning(EventPosition.earliest(), null, null, created);
        }
        if (end.getLastEnqueuedSequenceNumber() < position.sequence()) {
            say.accept("hub '" + source.hub() + "' ends before what was read of it, as after a failover: partition "
                    + partition + " is read from its beginning, and what comes again is recognised");
            return new Beginning(EventPosition.earliest(), null, null, created);
        }
        return new Beginning(EventPosition.fromOffsetString(position.offset()), position.sequence(), null, created);
    }
}
