package io.dspt.monitor.azure.fakes;

import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Decides what a link that a client attaches becomes, for one connection. */
final class LinkAttacher {
    private static final String CLAIMS = "$cbs";
    private static final String MANAGEMENT = "$management";

    private final FakeEventHubs namespace;
    private final ClaimsNode claims;
    private final RequestChannel claimsChannel;
    private final RequestChannel managementChannel;

    LinkAttacher(FakeEventHubs namespace) {
        this.namespace = namespace;
        this.claims = new ClaimsNode(namespace);
        this.claimsChannel = new RequestChannel(claims);
        this.managementChannel = new RequestChannel(new ManagementNode(namespace));
    }

    /**
     * Opens a link.
     *
     * @throws AmqpRefusedException when it may not be; it is not open then
     */
    LinkEndpoint attach(Link link, AmqpConnection connection) throws AmqpRefusedException {
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        if (link instanceof Receiver receiver) {
            return attachSending(receiver);
        }
        return attachReceiving((Sender) link, connection);
    }

    private LinkEndpoint attachSending(Receiver link) throws AmqpRefusedException {
        String address = link.getRemoteTarget() instanceof Target target ? target.getAddress() : null;
        RequestChannel channel = channel(address);
        if (channel != null) {
            agree(link);
            return channel.takeRequests(link);
        }
        EntityAddress entity = entity(address);
        FakeHub hub = hub(entity);
        require(Claim.SEND, entity);
        Integer partition = null;
        if (entity.partition() != null) {
            partition = partitionNumber(hub, entity.partition());
        }
        agree(link);
        return new ProducerLink(link, hub, partition);
    }

    private LinkEndpoint attachReceiving(Sender link, AmqpConnection connection) throws AmqpRefusedException {
        Source source = link.getRemoteSource() instanceof Source given ? given : null;
        String address = source == null ? null : source.getAddress();
        RequestChannel channel = channel(address);
        if (channel != null) {
            String replyTo = link.getRemoteTarget() instanceof Target target ? target.getAddress() : null;
            agree(link);
            return channel.giveAnswers(link, String.valueOf(replyTo));
        }
        EntityAddress entity = entity(address);
        FakeHub hub = hub(entity);
        require(Claim.LISTEN, entity);
        if (entity.consumerGroup() == null || entity.partition() == null) {
            throw new AmqpRefusedException(AmqpFault.entityNotFound(entity.resource(FakeEventHubs.HOST)));
        }
        if (!hub.hasConsumerGroup(entity.consumerGroup())) {
            throw new AmqpRefusedException(
                    AmqpFault.consumerGroupNotFound(FakeEventHubs.HOST, hub.name(), entity.consumerGroup()));
        }
        int number = partitionNumber(hub, entity.partition());
        AmqpFault fault = hub.nextReceiverFault();
        if (fault != null) {
            throw new AmqpRefusedException(fault);
        }
        String system = AmqpFault.system(FakeEventHubs.HOST, hub.name());
        Map<?, ?> filters = source == null ? null : source.getFilter();
        HubPartition partition = hub.partition(number);
        long next = partition.resolve(StartPosition.of(filters, system), system);
        ReceiverOptions options = ReceiverOptions.of(link, entity.consumerGroup());
        ReceiverLink receiver = new ReceiverLink(link, connection, hub, number, options, next);
        for (PartitionReceivers.Displaced displaced : partition.receivers().admit(receiver, system)) {
            displaced.link().detach(displaced.fault());
        }
        agree(link);
        link.setOfferedCapabilities(link.getRemoteDesiredCapabilities());
        link.open();
        return receiver;
    }

    /** Takes source and target as the client named them: without them it knows that it is refused. */
    private static void agree(Link link) {
        link.setSource(link.getRemoteSource());
        link.setTarget(link.getRemoteTarget());
    }

    private @Nullable RequestChannel channel(@Nullable String address) {
        if (CLAIMS.equals(address)) {
            return claimsChannel;
        }
        return MANAGEMENT.equals(address) ? managementChannel : null;
    }

    private static EntityAddress entity(@Nullable String address) throws AmqpRefusedException {
        EntityAddress entity = address == null ? null : EntityAddress.of(address);
        if (entity == null) {
            throw new AmqpRefusedException(AmqpFault.entityNotFound(String.valueOf(address)));
        }
        return entity;
    }

    private FakeHub hub(EntityAddress entity) throws AmqpRefusedException {
        FakeHub hub = namespace.find(entity.hub());
        if (hub == null) {
            throw new AmqpRefusedException(AmqpFault.entityNotFound(entity.resource(FakeEventHubs.HOST)));
        }
        return hub;
    }

    private void require(Claim claim, EntityAddress entity) throws AmqpRefusedException {
        if (!claims.allow(claim, entity.hub())) {
            throw new AmqpRefusedException(AmqpFault.unauthorized(claim, entity.resource(FakeEventHubs.HOST)));
        }
    }

    private static int partitionNumber(FakeHub hub, String id) throws AmqpRefusedException {
        int number = hub.partitionIds().indexOf(id);
        if (number < 0) {
            throw new AmqpRefusedException(AmqpFault.partitionNotFound(
                    FakeEventHubs.HOST, hub.name(), id, hub.partitionIds().size()));
        }
        return number;
    }
}
