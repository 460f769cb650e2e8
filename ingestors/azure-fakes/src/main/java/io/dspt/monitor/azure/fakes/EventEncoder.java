package io.dspt.monitor.azure.fakes;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.DeliveryAnnotations;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.codec.ReadableBuffer;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** Makes the bytes of messages. One thread only. */
final class EventEncoder {
    private static final Symbol OFFSET = Symbol.valueOf("x-opt-offset");
    private static final Symbol SEQUENCE_NUMBER = Symbol.valueOf("x-opt-sequence-number");
    private static final Symbol ENQUEUED_TIME = Symbol.valueOf("x-opt-enqueued-time");
    private static final Symbol PARTITION_KEY = Symbol.valueOf("x-opt-partition-key");
    private static final Symbol LAST_SEQUENCE_NUMBER = Symbol.valueOf("last_enqueued_sequence_number");
    private static final Symbol LAST_OFFSET = Symbol.valueOf("last_enqueued_offset");
    private static final Symbol LAST_ENQUEUED_TIME = Symbol.valueOf("last_enqueued_time_utc");
    private static final Symbol RETRIEVAL_TIME = Symbol.valueOf("runtime_info_retrieval_time_utc");

    private static final int BYTES_BESIDE_BODY = 512;

    /**
     * An event as a receiver gets it.
     *
     * @param state how far the partition goes, null when the receiver did not ask
     */
    ReadableBuffer encode(StoredEvent stored, @Nullable PartitionState state) {
        FakeEvent event = stored.content();
        Map<Symbol, Object> annotations = new HashMap<>();
        annotations.put(OFFSET, Long.toString(stored.offset()));
        annotations.put(SEQUENCE_NUMBER, stored.sequenceNumber());
        annotations.put(ENQUEUED_TIME, new Date(stored.enqueuedAt()));
        if (event.partitionKey() != null) {
            annotations.put(PARTITION_KEY, event.partitionKey());
        }
        Message message = Message.Factory.create();
        message.setMessageAnnotations(new MessageAnnotations(annotations));
        if (state != null) {
            message.setDeliveryAnnotations(new DeliveryAnnotations(Map.of(
                    LAST_SEQUENCE_NUMBER,
                    state.lastSequenceNumber(),
                    LAST_OFFSET,
                    Long.toString(state.lastOffset()),
                    LAST_ENQUEUED_TIME,
                    new Date(state.lastEnqueuedAt()),
                    RETRIEVAL_TIME,
                    new Date())));
        }
        if (event.messageProperties() != null) {
            message.setProperties(event.messageProperties());
        }
        if (!event.properties().isEmpty()) {
            message.setApplicationProperties(new ApplicationProperties(event.properties()));
        }
        if (event.section() != null) {
            message.setBody(event.section());
        }
        return encode(message, event.length() + BYTES_BESIDE_BODY);
    }

    /**
     * Any message.
     *
     * @param expectedBytes a guess; more are taken when it is too low
     */
    ReadableBuffer encode(Message message, int expectedBytes) {
        for (int size = expectedBytes; ; size *= 2) {
            ByteBuffer buffer = ByteBuffer.allocate(size);
            try {
                message.encode(new WritableBuffer.ByteBufferWrapper(buffer));
            } catch (BufferOverflowException e) {
                continue;
            }
            buffer.flip();
            return ReadableBuffer.ByteBufferReader.wrap(buffer);
        }
    }
}
