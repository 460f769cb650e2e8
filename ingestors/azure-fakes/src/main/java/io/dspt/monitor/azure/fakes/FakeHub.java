package io.dspt.monitor.azure.fakes;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hub of {@link FakeEventHubs}: its partitions, what is in them, and the faults that its readers are to meet. Any thread
 * may use it. Partitions are named by number; a number that the hub does not have is an
 * {@link IndexOutOfBoundsException}.
 */
public final class FakeHub {
    /** The consumer group that every hub has. */
    public static final String DEFAULT_CONSUMER_GROUP = "$Default";

    private final String name;
    private final List<HubPartition> partitions;
    private final List<String> partitionIds;
    private final Set<String> consumerGroups = ConcurrentHashMap.newKeySet();
    private final AtomicInteger roundRobin = new AtomicInteger();
    private final NextFaults<AmqpFault> receiverFaults = new NextFaults<>();
    private final NextFaults<RequestNode.Answer> managementFaults = new NextFaults<>();
    private volatile Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private volatile Redelivery redelivery = Redelivery.NONE;
    private volatile long nanosecondsPerEvent;

    FakeHub(String name, int partitions) {
        if (name.isBlank() || partitions < 1) {
            throw new IllegalArgumentException("A hub has a name and at least one partition.");
        }
        this.name = name;
        this.partitions = Stream.generate(HubPartition::new).limit(partitions).toList();
        this.partitionIds =
                IntStream.range(0, partitions).mapToObj(Integer::toString).toList();
        addConsumerGroup(DEFAULT_CONSUMER_GROUP);
    }

    /** Its name, the entity path of a connection string. */
    public String name() {
        return name;
    }

    /** The ids of its partitions: their numbers. */
    public List<String> partitionIds() {
        return partitionIds;
    }

    /** When it was made, as Azure tells it. */
    public Instant createdAt() {
        return createdAt;
    }

    /** Adds a consumer group; readers of others than this and {@value #DEFAULT_CONSUMER_GROUP} are refused. */
    public FakeHub addConsumerGroup(String consumerGroup) {
        consumerGroups.add(consumerGroup.toLowerCase(Locale.ROOT));
        return this;
    }

    // What is in it

    /**
     * Puts an event at the end of a partition.
     *
     * @param body not copied
     * @return its sequence number
     */
    public long append(int partition, byte[] body) {
        return append(partition, FakeEvent.of(body));
    }

    /**
     * Puts an event with application properties at the end of a partition.
     *
     * @param body not copied
     * @return its sequence number
     */
    public long append(int partition, byte[] body, Map<String, Object> properties) {
        return append(partition, FakeEvent.of(body).withProperties(properties));
    }

    /**
     * Puts an event at the end of a partition.
     *
     * @return its sequence number
     */
    public long append(int partition, FakeEvent event) {
        return partition(partition).append(event);
    }

    /**
     * Puts many events at the end of a partition at once.
     *
     * @param bodies not copied; encoded when they are sent
     */
    public void appendAll(int partition, List<byte[]> bodies) {
        partition(partition).appendAll(bodies.stream().map(FakeEvent::of).toList());
    }

    /**
     * Puts many events at the end of a partition that take no memory: each body is asked for whenever it is sent.
     *
     * @param count how many
     * @param bodyOfSequenceNumber makes a body, always the same for a number; called by the threads of connections
     */
    public void appendGenerated(int partition, long count, LongFunction<byte[]> bodyOfSequenceNumber) {
        partition(partition).appendGenerated(count, number -> FakeEvent.of(bodyOfSequenceNumber.apply(number)));
    }

    /** The events that a partition keeps, in order: what producers sent, too. */
    public List<FakeEvent> events(int partition) {
        return partition(partition).events().stream().map(StoredEvent::content).toList();
    }

    /** Number of the oldest event that a partition keeps. */
    public long beginSequenceNumber(int partition) {
        return partition(partition).state().beginSequenceNumber();
    }

    /** Number of a partition's newest event, -1 when there never was one. */
    public long lastSequenceNumber(int partition) {
        return partition(partition).state().lastSequenceNumber();
    }

    /**
     * Forgets a partition's events before a number, as retention does. A reader that is behind goes on at the oldest event
     * that is left, without being told.
     *
     * @throws IllegalArgumentException when the number lies beyond that of the next event
     */
    public void trim(int partition, long beginSequenceNumber) {
        partition(partition).trim(beginSequenceNumber);
    }

    /**
     * Deletes the hub and makes it anew under the same name: nothing in it, sequence numbers and offsets from 0, a new time
     * of creation. Its readers are closed as Azure does it, with an entity that cannot be found.
     */
    public void recreate() {
        recreate(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Like {@link #recreate()}, with a given time of creation. */
    public void recreate(Instant newCreatedAt) {
        createdAt = newCreatedAt;
        for (HubPartition partition : partitions) {
            partition.reset();
        }
        AmqpFault gone = AmqpFault.entityNotFound("sb://" + FakeEventHubs.HOST + "/" + name.toLowerCase(Locale.ROOT));
        detachReceivers(gone.condition(), gone.description());
    }

    /** Sets the time of creation and nothing else. */
    public void setCreatedAt(Instant time) {
        createdAt = time;
    }

    // Who reads it

    /** How many readers a partition has, in all consumer groups. */
    public int receivers(int partition) {
        return partition(partition).receivers().count();
    }

    /**
     * Waits until a partition has a number of readers: then they are attached, and one that begins at the latest event
     * gets all that is appended from now on.
     *
     * @return false when it has another number after that time
     * @throws InterruptedException when the thread is interrupted
     */
    public boolean awaitReceivers(int partition, int count, Duration atMost) throws InterruptedException {
        return partition(partition).receivers().await(count, atMost);
    }

    /** How often an event of a partition was sent to a reader, repeats included. */
    public long deliveries(int partition) {
        return partition(partition).deliveries();
    }

    // Faults

    /** A long silence: readers of a partition stay attached and get nothing until {@link #resume(int)}. */
    public void pause(int partition) {
        partition(partition).holdFrom(0);
    }

    /**
     * A silence from an event on: readers of a partition get what lies before it and nothing more until
     * {@link #resume(int)}.
     *
     * @param sequenceNumber the first that is held back
     */
    public void pauseFrom(int partition, long sequenceNumber) {
        partition(partition).holdFrom(sequenceNumber);
    }

    /** Ends a silence. */
    public void resume(int partition) {
        partition(partition).holdFrom(Long.MAX_VALUE);
    }

    /**
     * Slow delivery: each reader gets so many events a second at most, evenly.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public void limitDelivery(int eventsPerSecond) {
        limitDelivery(eventsPerSecond, Duration.ofSeconds(1));
    }

    /**
     * Slow delivery: each reader gets so many events in so long a time at most, evenly.
     *
     * @throws IllegalArgumentException when there is no event or no time
     */
    public void limitDelivery(int events, Duration time) {
        if (events < 1 || time.toNanos() < events) {
            throw new IllegalArgumentException("Cannot deliver " + events + " events in " + time + ".");
        }
        nanosecondsPerEvent = time.toNanos() / events;
        wakeReceivers();
    }

    /** Delivery as fast as it goes, which is so from the beginning. */
    public void unlimitedDelivery() {
        nanosecondsPerEvent = 0;
        wakeReceivers();
    }

    /**
     * Duplicates: a share of the events is sent a second time to the same reader, with the same sequence number and offset,
     * up to 32 events later. Which ones is decided by seed, partition and sequence number alone. Holds for events that are
     * sent for the first time from now on; each reader gets the repeats anew.
     *
     * @param share from 0, as it is at the beginning, to 1
     * @throws IllegalArgumentException when it is another share
     */
    public void redeliverShare(double share, long seed) {
        redelivery = new Redelivery(share, seed);
    }

    /**
     * Closes the links of all readers with an error, as a throttled or failing service does. They may attach again at
     * once.
     *
     * @param condition such as {@link AmqpFault#SERVER_BUSY}
     * @param description what Azure tells people
     */
    public void detachReceivers(String condition, String description) {
        AmqpFault fault = new AmqpFault(condition, description);
        for (HubPartition partition : partitions) {
            detach(partition, fault);
        }
    }

    /** Closes a partition's readers as if somebody with a higher owner level had come; nobody has, they may come back. */
    public void stealReceivers(int partition) {
        detach(
                partition(partition),
                AmqpFault.stolenBy("nil", 1, "nil", 0, AmqpFault.system(FakeEventHubs.HOST, name)));
    }

    /** Refuses the next readers that want to attach. */
    public void refuseReceivers(int times, String condition, String description) {
        receiverFaults.add(times, new AmqpFault(condition, description));
    }

    /**
     * Fails the next questions for properties of the hub or of a partition.
     *
     * @param status as in HTTP: 500 and 503 are tried again by the SDK
     */
    public void failManagement(int times, int status, String description) {
        managementFaults.add(times, new RequestNode.Answer(status, description, null, null));
    }

    private static void detach(HubPartition partition, AmqpFault fault) {
        for (ReceiverLink link : partition.receivers().leaveAll()) {
            link.detach(fault);
        }
    }

    private void wakeReceivers() {
        for (HubPartition partition : partitions) {
            partition.receivers().wake();
        }
    }

    // For the connections

    HubPartition partition(int number) {
        return partitions.get(number);
    }

    /** The partition with an id, null when there is none. */
    @Nullable
    HubPartition partitionOf(@Nullable String id) {
        int number = partitionIds.indexOf(id);
        return number < 0 ? null : partitions.get(number);
    }

    boolean hasConsumerGroup(String consumerGroup) {
        return consumerGroups.contains(consumerGroup.toLowerCase(Locale.ROOT));
    }

    /**
     * Takes what a producer sent in one delivery: all into one partition.
     *
     * @param partition its number, null when the hub chooses: by the partition key, or one after the other
     */
    void take(List<FakeEvent> events, @Nullable Integer partition) {
        int chosen = partition == null
                ? choose(events.isEmpty() ? null : events.get(0).partitionKey())
                : partition;
        partition(chosen).appendAll(events);
    }

    private int choose(@Nullable String key) {
        return Math.floorMod(key == null ? roundRobin.getAndIncrement() : key.hashCode(), partitions.size());
    }

    Redelivery redelivery() {
        return redelivery;
    }

    /** Time between two events of one reader, 0 without a limit. */
    long nanosecondsPerEvent() {
        return nanosecondsPerEvent;
    }

    @Nullable
    AmqpFault nextReceiverFault() {
        return receiverFaults.next();
    }

    RequestNode.@Nullable Answer nextManagementFault() {
        return managementFaults.next();
    }
}
