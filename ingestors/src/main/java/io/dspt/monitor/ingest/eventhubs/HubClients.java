package io.dspt.monitor.ingest.eventhubs;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.amqp.ProxyAuthenticationType;
import com.azure.core.amqp.ProxyOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import java.net.Proxy;
import java.time.Duration;

/** Makes the SDK's clients for a hub. Each has a connection of its own, so that one that is lost costs one partition. */
final class HubClients {
    /** A link that has not opened by then is tried again. */
    private static final Duration LONGEST_TRY = Duration.ofSeconds(15);

    private static final Duration FIRST_RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(15);
    /** What goes on failing is told to a person, and then tried again from the position that stands in Kafka. */
    private static final int MOST_RETRIES = 3;

    private final HubSource source;

    HubClients(HubSource source) {
        this.source = source;
    }

    /** A client that reads. */
    EventHubConsumerAsyncClient consumer() {
        EventHubClientBuilder builder = new EventHubClientBuilder()
                .consumerGroup(source.consumerGroup())
                .prefetchCount(source.prefetch())
                .retry(new AmqpRetryOptions()
                        .setMode(AmqpRetryMode.EXPONENTIAL)
                        .setDelay(FIRST_RETRY_AFTER)
                        .setMaxDelay(LONGEST_RETRY_AFTER)
                        .setTryTimeout(LONGEST_TRY)
                        .setMaxRetries(MOST_RETRIES));
        if (source.access() instanceof HubSource.ConnectionString connection) {
            if (connection.hub().isPresent()) {
                builder.connectionString(connection.text());
            } else {
                builder.connectionString(connection.text(), source.hub());
            }
        } else if (source.access() instanceof HubSource.Identity identity) {
            builder.credential(
                    identity.namespace(), source.hub(), identity.credential().token());
        }
        HubSource.Network network = source.network();
        if (network.webSockets()) {
            builder.transportType(AmqpTransportType.AMQP_WEB_SOCKETS);
        }
        if (network.proxy() != null) {
            builder.proxyOptions(new ProxyOptions(
                    ProxyAuthenticationType.NONE, new Proxy(Proxy.Type.HTTP, network.proxy()), null, null));
        }
        if (network.endpoint() != null) {
            builder.customEndpointAddress(network.endpoint());
        }
        return builder.buildAsyncConsumerClient();
    }
}
