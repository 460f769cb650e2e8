package io.dspt.monitor.azure.fakes;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/**
 * Why a link or connection is refused or closed, in the words of Event Hubs.
 *
 * <p>The SDK decides by the condition whether it tries again by itself: it does for {@code com.microsoft:server-busy},
 * {@code com.microsoft:timeout}, {@code amqp:internal-error}, {@code amqp:link:detach-forced} and
 * {@code amqp:connection:forced}, and ends a reader with an error for {@code amqp:link:stolen},
 * {@code amqp:unauthorized-access}, {@code com.microsoft:argument-error} and an entity that could not be found.
 *
 * @param condition AMQP's name of the error
 * @param description what Azure tells people, ends with a tracking id and the time
 */
public record AmqpFault(String condition, String description) {

    /** Condition of a reader that made room for one with an equal or higher owner level, or was refused for one. */
    public static final String STOLEN = "amqp:link:stolen";
    /** Condition of an entity that does not exist. */
    public static final String NOT_FOUND = "amqp:not-found";
    /** Condition of an identity without the right that is wanted. */
    public static final String UNAUTHORIZED = "amqp:unauthorized-access";
    /** Condition of a throttled namespace. */
    public static final String SERVER_BUSY = "com.microsoft:server-busy";
    /** Condition of a position that lies behind the end of a partition. */
    public static final String ARGUMENT_ERROR = "com.microsoft:argument-error";
    /** Condition of a limit of Azure's that is reached. */
    public static final String LIMIT_EXCEEDED = "amqp:resource-limit-exceeded";
    /** Condition of a service that takes its connections down, as in maintenance. */
    public static final String CONNECTION_FORCED = "amqp:connection:forced";
    /** Condition of what the fake does not do. */
    static final String NOT_IMPLEMENTED = "amqp:not-implemented";

    private static final AtomicLong TRACKING = new AtomicLong();

    static AmqpFault entityNotFound(String entity) {
        return new AmqpFault(
                NOT_FOUND,
                "The messaging entity '" + entity + "' could not be found."
                        + " To know more visit https://aka.ms/sbResourceMgrExceptions." + tracking(entity));
    }

    static AmqpFault consumerGroupNotFound(String namespace, String hub, String consumerGroup) {
        String entity = "sb://" + system(namespace, hub) + "|" + consumerGroup;
        return new AmqpFault(NOT_FOUND, "The messaging entity '" + entity + "' could not be found." + tracking(entity));
    }

    static AmqpFault partitionNotFound(String namespace, String hub, String partition, int partitions) {
        return new AmqpFault(
                ARGUMENT_ERROR,
                "The specified partition is invalid for an EventHub partition sender or receiver. It should be between 0"
                        + " and " + (partitions - 1) + ", and is '" + partition + "'."
                        + tracking(system(namespace, hub)));
    }

    static AmqpFault unauthorized(Claim claim, String resource) {
        return new AmqpFault(
                UNAUTHORIZED,
                "Unauthorized access. '" + claim.text()
                        + "' claim(s) are required to perform this operation. Resource: '" + resource + "'."
                        + tracking("gateway5"));
    }

    static AmqpFault stolenBy(String newcomer, long level, String current, long currentLevel, String system) {
        return new AmqpFault(
                STOLEN,
                "New receiver '" + newcomer + "' with higher epoch of '" + level
                        + "' is created hence current receiver '" + current + "' with epoch '" + currentLevel
                        + "' is getting disconnected. If you are recreating the receiver, make sure a higher epoch is"
                        + " used." + tracking(system));
    }

    static AmqpFault higherLevelExists(String current, long currentLevel, String newcomer, long level, String system) {
        return new AmqpFault(
                STOLEN,
                "Receiver '" + current + "' with a higher epoch '" + currentLevel + "' already exists. Receiver '"
                        + newcomer + "' with epoch " + level + " cannot be created. Make sure you are creating receiver"
                        + " with increasing epoch value to ensure connectivity, or ensure all old epoch receivers are"
                        + " closed or disconnected." + tracking(system));
    }

    static AmqpFault levelRequired(long level, String system) {
        return new AmqpFault(
                STOLEN,
                "At least one receiver for the endpoint is created with epoch of '" + level
                        + "', and so non-epoch receiver is not allowed. Either reconnect with a higher epoch, or make"
                        + " sure all epoch receivers are closed or disconnected." + tracking(system));
    }

    static AmqpFault tooManyReceivers(int limit, List<String> names, String system) {
        return new AmqpFault(
                LIMIT_EXCEEDED,
                "Exceeded the maximum number of allowed receivers per partition in a consumer group which is " + limit
                        + ". List of connected receivers - " + String.join(", ", names) + "." + tracking(system));
    }

    static AmqpFault offsetInvalid(String offset, String last, String system) {
        return new AmqpFault(
                ARGUMENT_ERROR,
                "The supplied offset '" + offset + "' is invalid. The last offset in the system is '" + last + "'"
                        + tracking(system));
    }

    static AmqpFault sequenceNumberInvalid(String number, long last, String system) {
        return new AmqpFault(
                ARGUMENT_ERROR,
                "The supplied sequence number '" + number + "' is invalid. The last sequence number in the system is '"
                        + last + "'" + tracking(system));
    }

    static AmqpFault filterInvalid(String filter, String system) {
        return new AmqpFault(
                ARGUMENT_ERROR,
                "The filter '" + filter + "' is not a valid amqp filter for EventHub entities" + tracking(system));
    }

    static AmqpFault notImplemented(String what) {
        return new AmqpFault(NOT_IMPLEMENTED, what + " is not part of this fake." + tracking("fake"));
    }

    /** How Azure names a hub in what it tells people. */
    static String system(String namespace, String hub) {
        return namespace + ":eventhub:" + hub + "~32766";
    }

    /** What Azure adds to every message, so that its people find the call again. */
    static String tracking(String system) {
        String id = String.format(Locale.ROOT, "%032x", TRACKING.incrementAndGet());
        return " TrackingId:" + id + "_G1_B1, SystemTracker:" + system + ", Timestamp:"
                + Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    ErrorCondition toErrorCondition() {
        return new ErrorCondition(Symbol.valueOf(condition), description);
    }
}
