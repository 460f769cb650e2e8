package io.dspt.monitor.azure.fakes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a sender puts into a hub: a body and what goes with it. Unchangeable; the bytes of a body are not copied and must
 * not be changed afterwards.
 */
public final class FakeEvent {
    private final @Nullable Section body;
    private final Map<String, Object> properties;
    private final @Nullable Properties messageProperties;
    private final @Nullable String partitionKey;
    private final @Nullable Instant enqueuedAt;

    private FakeEvent(
            @Nullable Section body,
            Map<String, Object> properties,
            @Nullable Properties messageProperties,
            @Nullable String partitionKey,
            @Nullable Instant enqueuedAt) {
        this.body = body;
        this.properties = properties;
        this.messageProperties = messageProperties;
        this.partitionKey = partitionKey;
        this.enqueuedAt = enqueuedAt;
    }

    /** An event as Azure Monitor sends it: bytes in a Data section. */
    public static FakeEvent of(byte[] body) {
        return new FakeEvent(new Data(new Binary(body)), Map.of(), null, null, null);
    }

    /** An event with the UTF-8 bytes of a text in a Data section. */
    public static FakeEvent of(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An event whose body is an AMQP value and not bytes, as some senders make it.
     *
     * @param value a String, a number, or another type of AMQP's
     */
    public static FakeEvent ofValue(Object value) {
        return new FakeEvent(new AmqpValue(value), Map.of(), null, null, null);
    }

    /** An event as a producer sent it. */
    static FakeEvent received(Message message, @Nullable String partitionKey) {
        ApplicationProperties properties = message.getApplicationProperties();
        return new FakeEvent(
                message.getBody(),
                properties == null ? Map.of() : new HashMap<>(properties.getValue()),
                message.getProperties(),
                partitionKey,
                null);
    }

    /**
     * The same event with these application properties and no others.
     *
     * @param values by name: Strings, numbers, booleans or other types of AMQP's
     */
    public FakeEvent withProperties(Map<String, Object> values) {
        return new FakeEvent(body, Map.copyOf(values), messageProperties, partitionKey, enqueuedAt);
    }

    /** The same event with a partition key; it does not choose the partition here. */
    public FakeEvent withPartitionKey(String key) {
        return new FakeEvent(body, properties, messageProperties, key, enqueuedAt);
    }

    /** The same event as if Azure had taken it at this time, to the millisecond; otherwise it is the time of the call. */
    public FakeEvent withEnqueuedAt(Instant time) {
        return new FakeEvent(body, properties, messageProperties, partitionKey, time);
    }

    /**
     * The bytes of the body, a copy.
     *
     * @throws IllegalStateException when the body is not a Data section
     */
    public byte[] body() {
        if (body instanceof Data data) {
            Binary binary = data.getValue();
            return Arrays.copyOfRange(
                    binary.getArray(), binary.getArrayOffset(), binary.getArrayOffset() + binary.getLength());
        }
        throw new IllegalStateException("The body is not a Data section.");
    }

    /** Its application properties by name. */
    public Map<String, Object> properties() {
        return properties;
    }

    /** Its partition key, if it has one. */
    public @Nullable String partitionKey() {
        return partitionKey;
    }

    /** When Azure is said to have taken it, null for the time of the call. */
    @Nullable
    Instant enqueuedAt() {
        return enqueuedAt;
    }

    /** The body as AMQP has it. */
    @Nullable
    Section section() {
        return body;
    }

    /** Content type, message id and the like, if a producer set any. */
    @Nullable
    Properties messageProperties() {
        return messageProperties;
    }

    /** Bytes of the body, 0 when it is not a Data section. */
    int length() {
        return body instanceof Data data ? data.getValue().getLength() : 0;
    }
}
