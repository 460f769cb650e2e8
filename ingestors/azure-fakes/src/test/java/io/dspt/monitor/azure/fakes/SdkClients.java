package io.dspt.monitor.azure.fakes;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import java.time.Duration;

/** Azure's own clients, with little patience. */
final class SdkClients {
    /** How long a test waits for what has to happen; nothing takes this long when all is well. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private SdkClients() {}

    static EventHubClientBuilder builder(String connectionString) {
        return new EventHubClientBuilder()
                .connectionString(connectionString)
                .consumerGroup(FakeHub.DEFAULT_CONSUMER_GROUP)
                .retryOptions(retries(20));
    }

    static AmqpRetryOptions retries(int times) {
        return new AmqpRetryOptions()
                .setMode(AmqpRetryMode.FIXED)
                .setMaxRetries(times)
                .setDelay(Duration.ofMillis(100))
                .setTryTimeout(Duration.ofSeconds(2));
    }
}
