package io.dspt.monitor.azure.fakes;

import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** A node of the service that answers requests. */
interface RequestNode {

    /** Answers a request; what relates the answer to it is the caller's. */
    Answer answer(Message request);

    /**
     * An answer.
     *
     * @param status as in HTTP
     * @param description of the status
     * @param condition AMQP's name of the error, null when there is none
     * @param body null when there is nothing to say
     */
    record Answer(
            int status,
            String description,
            @Nullable String condition,
            @Nullable Object body) {

        static Answer accepted() {
            return new Answer(202, "Accepted", null, null);
        }

        static Answer ok(Map<String, Object> body) {
            return new Answer(200, "OK", null, body);
        }

        static Answer refused(int status, AmqpFault fault) {
            return new Answer(status, fault.description(), fault.condition(), null);
        }

        Message toMessage() {
            Map<String, Object> properties = new HashMap<>();
            properties.put("status-code", status);
            properties.put("status-description", description);
            if (condition != null) {
                properties.put("error-condition", Symbol.valueOf(condition));
            }
            Message message = Message.Factory.create();
            message.setApplicationProperties(new ApplicationProperties(properties));
            message.setBody(new AmqpValue(body));
            return message;
        }
    }

    /** What a request says under a name, null when nothing. */
    static @Nullable String property(Message request, String name) {
        ApplicationProperties properties = request.getApplicationProperties();
        Object value = properties == null ? null : properties.getValue().get(name);
        return value == null ? null : value.toString();
    }
}
