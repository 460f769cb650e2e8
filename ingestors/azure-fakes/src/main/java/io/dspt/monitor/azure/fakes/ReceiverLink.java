package io.dspt.monitor.azure.fakes;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.jspecify.annotations.Nullable;

/** This side of a client's receiver: sends it a partition's events as far as its credit goes. */
final class ReceiverLink implements LinkEndpoint {
    private final Sender link;
    private final AmqpConnection connection;
    private final FakeHub hub;
    private final int partitionNumber;
    private final HubPartition partition;
    private final ReceiverOptions options;
    private final EventEncoder encoder = new EventEncoder();
    private final DeliveryPace pace = new DeliveryPace();
    private final PriorityQueue<Repeat> repeats = new PriorityQueue<>(Comparator.comparingLong(Repeat::dueAt)
            .thenComparingLong(each -> each.event().sequenceNumber()));
    private long next;
    private long tag;

    /** An event that is sent again once all those before a number have been sent. */
    private record Repeat(StoredEvent event, long dueAt) {}

    ReceiverLink(
            Sender link,
            AmqpConnection connection,
            FakeHub hub,
            int partitionNumber,
            ReceiverOptions options,
            long next) {
        this.link = link;
        this.connection = connection;
        this.hub = hub;
        this.partitionNumber = partitionNumber;
        this.partition = hub.partition(partitionNumber);
        this.options = options;
        this.next = next;
    }

    /** Name of the consumer group, in lower case. */
    String consumerGroup() {
        return options.consumerGroup();
    }

    /** The owner level, called epoch in AMQP; null for a reader that claims nothing. */
    @Nullable
    Long ownerLevel() {
        return options.ownerLevel();
    }

    /** What the reader calls itself, or Azure's word for nothing. */
    String name() {
        return options.name();
    }

    boolean isOf(Session session) {
        return link.getSession() == session;
    }

    /** There may be something to send. From any thread. */
    void wake() {
        connection.wake();
    }

    /** Closes the link with an error. From any thread, soon. */
    void detach(AmqpFault fault) {
        connection.execute(() -> connection.detach(this, fault));
    }

    void close(AmqpFault fault) {
        link.setCondition(fault.toErrorCondition());
        link.close();
    }

    /**
     * Sends what may be sent now.
     *
     * @param mostWaitingBytes how much may wait for the socket in the link's session
     * @return whether anything was sent
     */
    boolean pump(int mostWaitingBytes) {
        boolean sent = false;
        while (maySend(mostWaitingBytes)) {
            StoredEvent event = choose();
            if (event == null) {
                break;
            }
            send(event);
            sent = true;
        }
        if (link.getDrain() && link.getCredit() > 0 && !sent) {
            link.drained();
        }
        return sent;
    }

    private boolean maySend(int mostWaitingBytes) {
        return link.getLocalState() == EndpointState.ACTIVE
                && link.getCredit() > 0
                && link.getSession().getOutgoingBytes() < mostWaitingBytes
                && nanosecondsToWait(System.nanoTime()) == 0;
    }

    /** Nanoseconds until the hub's limit lets the next event go, 0 without a limit. */
    long nanosecondsToWait(long now) {
        long interval = hub.nanosecondsPerEvent();
        return interval == 0 || link.getCredit() == 0 ? 0 : pace.nanosecondsToWait(now, interval);
    }

    /** A repeat that is due, else the next event, else a repeat that nothing can be sent before. */
    private @Nullable StoredEvent choose() {
        Repeat repeat = repeats.peek();
        StoredEvent fresh = partition.at(next);
        if (repeat != null && (fresh == null ? !partition.isHeldAt(next) : repeat.dueAt() <= fresh.sequenceNumber())) {
            repeats.remove();
            return repeat.event();
        }
        if (fresh != null) {
            next = fresh.sequenceNumber() + 1;
            Redelivery redelivery = hub.redelivery();
            long number = fresh.sequenceNumber();
            if (redelivery.repeats(partitionNumber, number)) {
                repeats.add(new Repeat(fresh, number + redelivery.eventsBetween(partitionNumber, number)));
            }
        }
        return fresh;
    }

    private void send(StoredEvent event) {
        Delivery delivery = link.delivery(Long.toString(tag++).getBytes(StandardCharsets.US_ASCII));
        link.sendNoCopy(encoder.encode(event, options.withRuntimeMetric() ? partition.state() : null));
        link.advance();
        if (link.getSenderSettleMode() == SenderSettleMode.SETTLED) {
            delivery.settle();
        }
        partition.delivered();
        long interval = hub.nanosecondsPerEvent();
        if (interval > 0) {
            pace.sent(System.nanoTime(), interval);
        }
    }

    @Override
    public void delivered(Delivery delivery) {
        if (delivery.getRemoteState() != null || delivery.remotelySettled()) {
            if (!delivery.remotelySettled()) {
                delivery.disposition(delivery.getRemoteState());
            }
            delivery.settle();
        }
    }

    @Override
    public void ended() {
        partition.receivers().leave(this);
    }
}
