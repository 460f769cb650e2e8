package io.dspt.monitor.azure.fakes;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import com.azure.messaging.eventhubs.models.ReceiveOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * A reader of one partition made of Azure's SDK: keeps what it gives until the test looks at it.
 *
 * <p>The SDK's stream ends with its link: with an error when the service gave one, and without when the connection broke.
 * Who wants to go on has to subscribe again behind the last offset, as {@link #openPersistent} does.
 */
final class PartitionReader implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final EventHubConsumerAsyncClient client;
    private final BlockingQueue<PartitionEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
    private final AtomicReference<EventPosition> position;
    private final Disposable subscription;

    private PartitionReader(
            EventHubClientBuilder builder,
            int partition,
            EventPosition start,
            ReceiveOptions options,
            UnaryOperator<Flux<PartitionEvent>> recovery) {
        client = builder.buildAsyncConsumerClient();
        position = new AtomicReference<>(start);
        Flux<PartitionEvent> once =
                Flux.defer(() -> client.receiveFromPartition(Integer.toString(partition), position.get(), options));
        subscription = recovery.apply(once).subscribe(this::keep, this::endWith, () -> end.complete(Optional.empty()));
    }

    private void keep(PartitionEvent event) {
        position.set(EventPosition.fromOffsetString(event.getData().getOffsetString()));
        events.add(event);
    }

    private void endWith(Throwable failure) {
        end.complete(Optional.of(failure));
    }

    static PartitionReader open(
            EventHubClientBuilder builder, int partition, EventPosition position, ReceiveOptions options) {
        return new PartitionReader(builder, partition, position, options, UnaryOperator.identity());
    }

    /** One that begins with the oldest event and goes on whatever happens. */
    static PartitionReader openPersistent(FakeEventHubs namespace, String hub, int partition) {
        return new PartitionReader(
                SdkClients.builder(namespace.connectionString(hub)),
                partition,
                EventPosition.earliest(),
                new ReceiveOptions(),
                once -> once.retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE))
                        .repeatWhen(ends -> ends.delayElements(PAUSE)));
    }

    static PartitionReader open(FakeEventHubs namespace, String hub, int partition, EventPosition position) {
        return open(SdkClients.builder(namespace.connectionString(hub)), partition, position, new ReceiveOptions());
    }

    static PartitionReader openWithLevel(FakeEventHubs namespace, String hub, int partition, long ownerLevel) {
        return open(
                SdkClients.builder(namespace.connectionString(hub)),
                partition,
                EventPosition.earliest(),
                new ReceiveOptions().setOwnerLevel(ownerLevel));
    }

    /** The next events, so many and no fewer. */
    List<PartitionEvent> takeWithPartition(int count) throws InterruptedException {
        List<PartitionEvent> taken = new ArrayList<>();
        long deadline = System.nanoTime() + SdkClients.PATIENCE.toNanos();
        while (taken.size() < count) {
            boolean over = end.isDone() || System.nanoTime() > deadline;
            PartitionEvent event = events.poll(over ? 0 : 100, TimeUnit.MILLISECONDS);
            if (event != null) {
                taken.add(event);
            } else if (over) {
                return fail("Got " + taken.size() + " events of " + count + "; its end: " + end.getNow(null));
            }
        }
        return taken;
    }

    /** The next events, so many and no fewer. */
    List<EventData> take(int count) throws InterruptedException {
        return takeWithPartition(count).stream().map(PartitionEvent::getData).toList();
    }

    /** Bodies of the next events, so many and no fewer. */
    List<String> takeBodies(int count) throws InterruptedException {
        return take(count).stream().map(EventData::getBodyAsString).toList();
    }

    /** Sequence numbers of the next events, so many and no fewer. */
    List<Long> takeSequenceNumbers(int count) throws InterruptedException {
        return take(count).stream().map(EventData::getSequenceNumber).toList();
    }

    /** What ended the reading, empty when it ended without an error. */
    Optional<Throwable> end() throws InterruptedException, ExecutionException {
        try {
            return end.get(SdkClients.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return fail("Still reads; got " + events.size() + " events.", e);
        }
    }

    /** The error that ended the reading. */
    Throwable failure() throws InterruptedException, ExecutionException {
        return end().orElseGet(() -> fail("Ended without an error."));
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    boolean hasEnded() {
        return end.isDone();
    }

    static void awaitAttached(FakeHub hub, int partition, int count) throws InterruptedException {
        assertTrue(hub.awaitReceivers(partition, count, SdkClients.PATIENCE), "receivers attached");
    }

    @Override
    public void close() {
        subscription.dispose();
        client.close();
    }
}
