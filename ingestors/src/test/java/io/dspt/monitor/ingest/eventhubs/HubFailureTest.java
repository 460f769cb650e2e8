package io.dspt.monitor.ingest.eventhubs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpErrorContext;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.exception.ClientAuthenticationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

final class HubFailureTest {
    private static final HubSource BY_KEY = source(new HubSource.ConnectionString(
            "Endpoint=sb://trust.servicebus.windows.net/;SharedAccessKeyName=read;SharedAccessKey=c2VjcmV0"));
    private static final HubSource BY_IDENTITY = source(new HubSource.Identity(
            "trust.servicebus.windows.net", new EntraCredential(EntraCredential.Kind.CLI, null, null)));

    @Test
    void shouldNameTheHubThatIsNotThere() {
        HubFailure failure = HubFailure.of(amqp(AmqpErrorCondition.NOT_FOUND, "entity could not be found"), BY_KEY);

        assertTrue(failure.says().contains("no hub 'activity'"), failure::says);
        assertFalse(failure.heals());
    }

    @Test
    void shouldNameTheConsumerGroupThatIsNotThere() {
        // Given a hub that has told its partitions
        boolean hubAnswered = true;

        HubFailure failure =
                HubFailure.of(amqp(AmqpErrorCondition.NOT_FOUND, "entity could not be found"), BY_KEY, hubAnswered);

        assertTrue(failure.says().contains("no consumer group 'monitor'"), failure::says);
        assertFalse(failure.heals());
    }

    @Test
    void shouldSayWhatToGrantAnIdentity() {
        HubFailure failure = HubFailure.of(amqp(AmqpErrorCondition.UNAUTHORIZED_ACCESS, "Unauthorized"), BY_IDENTITY);

        assertTrue(failure.says().contains("'Azure Event Hubs Data Receiver'"), failure::says);
        assertFalse(failure.heals());
    }

    @Test
    void shouldDoubtTheKeyOfAConnectionString() {
        HubFailure failure = HubFailure.of(amqp(AmqpErrorCondition.UNAUTHORIZED_ACCESS, "Unauthorized"), BY_KEY);

        assertTrue(failure.says().contains("connection string"), failure::says);
        assertFalse(failure.says().contains("c2VjcmV0"), failure::says);
        assertFalse(failure.heals());
    }

    @Test
    void shouldSayThatEntraGaveNoToken() {
        HubFailure failure = HubFailure.of(
                new IllegalStateException(
                        new ClientAuthenticationException("AADSTS7000222: the client secret has expired\nTrace", null)),
                BY_IDENTITY);

        assertTrue(failure.says().contains("AADSTS7000222: the client secret has expired"), failure::says);
        assertEquals(1, failure.says().lines().count());
        assertFalse(failure.heals());
    }

    @Test
    void shouldTryAgainWhatMayHeal() {
        assertTrue(HubFailure.of(amqp(AmqpErrorCondition.SERVER_BUSY_ERROR, "throttled"), BY_KEY)
                .heals());
        assertTrue(HubFailure.of(amqp(AmqpErrorCondition.LINK_STOLEN, "epoch"), BY_KEY)
                .heals());
        assertTrue(HubFailure.of(new ProducerFencedException("fenced"), BY_KEY).heals());
        assertTrue(HubFailure.of(new TimeoutException("no broker"), BY_KEY).heals());
        assertTrue(HubFailure.of(new IllegalStateException("?"), BY_KEY).heals());
    }

    @Test
    void shouldNotTryAgainWhereKafkaDoesNotLetItIn() {
        assertFalse(HubFailure.of(new TopicAuthorizationException("dspt.log"), BY_KEY)
                .heals());
    }

    private static AmqpException amqp(AmqpErrorCondition condition, String message) {
        return new AmqpException(false, condition, message, new AmqpErrorContext("trust.servicebus.windows.net"));
    }

    private static HubSource source(HubSource.Access access) {
        return new HubSource(
                "activity",
                access,
                "activity",
                "monitor",
                "northern",
                new HubSource.Start.Earliest(),
                HubSource.Network.direct(),
                100);
    }
}
