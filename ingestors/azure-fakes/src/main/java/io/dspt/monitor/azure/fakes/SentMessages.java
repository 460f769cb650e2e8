package io.dspt.monitor.azure.fakes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** Reads what a producer sends: one message, or a batch of them in the format of Microsoft's. */
final class SentMessages {
    private static final int BATCH_FORMAT = 0x80013700;
    private static final Symbol PARTITION_KEY = Symbol.valueOf("x-opt-partition-key");

    private SentMessages() {}

    /** The events of one delivery. */
    static List<FakeEvent> of(byte[] bytes, int length, int messageFormat) {
        return messageFormat == BATCH_FORMAT ? batch(bytes, length) : List.of(single(bytes, 0, length, null));
    }

    private static FakeEvent single(byte[] bytes, int offset, int length, @Nullable String keyOfBatch) {
        Message message = Message.Factory.create();
        message.decode(bytes, offset, length);
        String key = key(message.getMessageAnnotations());
        return FakeEvent.received(message, key == null ? keyOfBatch : key);
    }

    /** A message of which each Data section is a message; what stands beside them holds for all. */
    private static List<FakeEvent> batch(byte[] bytes, int length) {
        DecoderImpl decoder = new DecoderImpl();
        AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        decoder.setByteBuffer(buffer);
        String key = null;
        List<Binary> messages = new ArrayList<>();
        while (buffer.hasRemaining()) {
            Object section = decoder.readObject();
            if (section instanceof MessageAnnotations annotations) {
                key = key(annotations);
            } else if (section instanceof Data data) {
                messages.add(data.getValue());
            }
        }
        List<FakeEvent> events = new ArrayList<>(messages.size());
        for (Binary each : messages) {
            events.add(single(each.getArray(), each.getArrayOffset(), each.getLength(), key));
        }
        return events;
    }

    private static @Nullable String key(@Nullable MessageAnnotations annotations) {
        Object key = annotations == null ? null : annotations.getValue().get(PARTITION_KEY);
        return key == null ? null : key.toString();
    }
}
