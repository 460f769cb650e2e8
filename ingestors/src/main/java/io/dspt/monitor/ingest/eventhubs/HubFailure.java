package io.dspt.monitor.ingest.eventhubs;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.exception.ClientAuthenticationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/**
 * Why a hub could not be read on, in words for whoever runs the ingestor.
 *
 * @param says one line: what is wrong, and what to do about it where something can be done
 * @param heals whether it may go by itself, so that trying again makes sense
 */
record HubFailure(String says, boolean heals) {

    /** What stands behind an exception, before the hub has answered anything. */
    static HubFailure of(Throwable failure, HubSource source) {
        return of(failure, source, false);
    }

    /**
     * What stands behind an exception.
     *
     * @param hubAnswered whether the hub told about itself before: what is not found then is the consumer group
     */
    static HubFailure of(Throwable failure, HubSource source, boolean hubAnswered) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AmqpException amqp) {
                return ofHub(amqp, source, hubAnswered);
            }
            if (cause instanceof ClientAuthenticationException) {
                return new HubFailure(
                        hub(source) + ": Entra gave no token: " + firstLine(cause)
                                + "; see that the identity exists and its credential has not expired",
                        false);
            }
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new HubFailure(hub(source) + ": another ingestor has taken a partition over", true);
            }
            if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
                return new HubFailure("Kafka does not let the ingestor in: " + firstLine(cause), false);
            }
            if (cause instanceof KafkaException) {
                return new HubFailure(
                        "Kafka did not take what came from " + hub(source) + ": " + firstLine(cause), true);
            }
        }
        return new HubFailure(hub(source) + ": " + firstLine(failure), true);
    }

    private static HubFailure ofHub(AmqpException failure, HubSource source, boolean hubAnswered) {
        @Nullable AmqpErrorCondition condition = failure.getErrorCondition();
        if (condition == AmqpErrorCondition.NOT_FOUND) {
            return new HubFailure(
                    hubAnswered
                            ? hub(source) + " has no consumer group '" + source.consumerGroup()
                                    + "': make one for this monitor alone"
                            : "there is no " + hub(source) + " in its namespace: make it, or put its name right",
                    false);
        }
        if (condition == AmqpErrorCondition.UNAUTHORIZED_ACCESS) {
            return new HubFailure(
                    source.access() instanceof HubSource.Identity
                            ? hub(source)
                                    + " may not be read by this identity from here: grant it 'Azure Event Hubs Data"
                                    + " Receiver' on the hub or its namespace, and see that the namespace's firewall lets"
                                    + " this network in"
                            : hub(source)
                                    + " does not accept the connection string: see that its key is the present one,"
                                    + " its policy has Listen, the namespace allows shared keys and its firewall this"
                                    + " network",
                    false);
        }
        if (condition == AmqpErrorCondition.LINK_STOLEN) {
            return new HubFailure(
                    hub(source) + " is being read by another with consumer group '" + source.consumerGroup()
                            + "': each ingestor of one source shares its partitions, anybody else needs a group of their own",
                    true);
        }
        if (condition == AmqpErrorCondition.SERVER_BUSY_ERROR) {
            return new HubFailure(hub(source) + " is busy: its namespace may need more throughput units", true);
        }
        return new HubFailure(hub(source) + " cannot be reached: " + firstLine(failure), true);
    }

    private static String hub(HubSource source) {
        return "hub '" + source.hub() + "'";
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
