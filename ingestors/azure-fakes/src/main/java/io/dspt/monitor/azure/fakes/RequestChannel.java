package io.dspt.monitor.azure.fakes;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/** A connection's way to a node: requests come on one link, answers go on another. */
final class RequestChannel {
    private static final int CREDIT = 100;
    private static final int EXPECTED_BYTES = 1024;

    private final RequestNode node;
    private final Map<String, Sender> answers = new HashMap<>();
    private final EventEncoder encoder = new EventEncoder();
    private long tag;

    RequestChannel(RequestNode node) {
        this.node = node;
    }

    /** Opens a link that requests come on. */
    LinkEndpoint takeRequests(Receiver link) {
        link.open();
        link.flow(CREDIT);
        return new Requests(link);
    }

    /**
     * Opens a link that answers go on.
     *
     * @param replyTo what requests call it
     */
    LinkEndpoint giveAnswers(Sender link, String replyTo) {
        link.open();
        answers.put(replyTo, link);
        return new Answers(link, replyTo);
    }

    private void answer(Message request) {
        Sender link = answers.get(request.getReplyTo());
        if (link == null || link.getLocalState() != EndpointState.ACTIVE) {
            return;
        }
        Message message = node.answer(request).toMessage();
        message.setCorrelationId(request.getMessageId());
        Delivery delivery = link.delivery(Long.toString(tag++).getBytes(StandardCharsets.US_ASCII));
        link.sendNoCopy(encoder.encode(message, EXPECTED_BYTES));
        link.advance();
        if (link.getSenderSettleMode() == SenderSettleMode.SETTLED) {
            delivery.settle();
        }
    }

    private final class Requests implements LinkEndpoint {
        private final Receiver link;

        private Requests(Receiver link) {
            this.link = link;
        }

        @Override
        public void delivered(Delivery delivery) {
            if (!delivery.isReadable() || delivery.isPartial()) {
                return;
            }
            byte[] bytes = new byte[delivery.pending()];
            int length = link.recv(bytes, 0, bytes.length);
            link.advance();
            delivery.disposition(Accepted.getInstance());
            delivery.settle();
            link.flow(1);
            Message request = Message.Factory.create();
            request.decode(bytes, 0, length);
            answer(request);
        }

        @Override
        public void ended() {
            // Nothing is left of requests.
        }
    }

    private final class Answers implements LinkEndpoint {
        private final Sender link;
        private final String replyTo;

        private Answers(Sender link, String replyTo) {
            this.link = link;
            this.replyTo = replyTo;
        }

        @Override
        public void delivered(Delivery delivery) {
            if (delivery.getRemoteState() != null || delivery.remotelySettled()) {
                delivery.settle();
            }
        }

        @Override
        public void ended() {
            answers.remove(replyTo, link);
        }
    }
}
