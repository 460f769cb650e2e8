package io.dspt.monitor.azure.fakes;

import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.jspecify.annotations.Nullable;

/** This side of a client's producer: takes what it sends into a hub. */
final class ProducerLink implements LinkEndpoint {
    private static final UnsignedLong MOST_MESSAGE_BYTES = UnsignedLong.valueOf(1024 * 1024);
    private static final int CREDIT = 300;

    private final Receiver link;
    private final FakeHub hub;
    private final @Nullable Integer partition;

    /**
     * Opens the link.
     *
     * @param partition number of the partition all of it goes to, null when the hub chooses
     */
    ProducerLink(Receiver link, FakeHub hub, @Nullable Integer partition) {
        this.link = link;
        this.hub = hub;
        this.partition = partition;
        link.setMaxMessageSize(MOST_MESSAGE_BYTES);
        link.open();
        link.flow(CREDIT);
    }

    @Override
    public void delivered(Delivery delivery) {
        if (!delivery.isReadable() || delivery.isPartial()) {
            return;
        }
        byte[] bytes = new byte[delivery.pending()];
        int length = link.recv(bytes, 0, bytes.length);
        link.advance();
        hub.take(SentMessages.of(bytes, length, delivery.getMessageFormat()), partition);
        delivery.disposition(Accepted.getInstance());
        delivery.settle();
        link.flow(1);
    }

    @Override
    public void ended() {
        // A producer leaves nothing behind.
    }
}
