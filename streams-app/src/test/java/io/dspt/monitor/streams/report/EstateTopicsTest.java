package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.streams.cluster.KafkaCluster;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading itself is seen on a real broker, in {@code SummaryOverHttpIT} of the quick start. */
final class EstateTopicsTest {

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotWaitForEverForAClusterThatDoesNotAnswer() throws Exception {
        // Given a port that takes connections, and nobody behind it
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            KafkaCluster cluster = KafkaCluster.plain("127.0.0.1:" + silent.getLocalPort());
            EstateTopics topics = new EstateTopics(cluster, Duration.ofMillis(300));

            // When it is read, then that ends
            assertThrows(TimeoutException.class, () -> topics.read("north"));
        }
    }
}
