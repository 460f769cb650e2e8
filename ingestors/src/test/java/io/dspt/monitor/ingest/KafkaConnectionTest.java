package io.dspt.monitor.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaConnectionTest {

    @Test
    void shouldPassOnWhateverAClientUnderstands() {
        // Given security settings of producers, consumers and admin clients alike, and one of a consumer alone
        KafkaConnection connection = new KafkaConnection(Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"a\" password=\"b\";",
                "fetch.max.bytes", "1000000"));

        // When clients of each kind are made, which connect later
        try (KafkaProducer<byte[], byte[]> producer = connection.producer("test", Duration.ofSeconds(1));
                var reader = connection.reader("read_committed");
                var admin = connection.admin()) {

            // Then none of them refuses what it was told
            assertEquals(
                    0,
                    producer.metrics().keySet().stream()
                            .filter(name -> name.name().isEmpty())
                            .count());
            assertTrue(reader.assignment().isEmpty());
            assertTrue(admin.metrics().size() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transactional.id", "isolation.level", "group.id", "enable.idempotence", "acks"})
    void shouldNotLetExactlyOnceBeConfiguredAway(String name) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new KafkaConnection(Map.of("bootstrap.servers", "127.0.0.1:1", name, "x")));

        assertTrue(String.valueOf(refused.getMessage()).contains(name), refused::getMessage);
    }

    @Test
    void shouldRefuseWhatNoClientKnows() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new KafkaConnection(Map.of("bootstrap.servers", "127.0.0.1:1", "securty.protocol", "SSL")));
        assertThrows(IllegalArgumentException.class, () -> new KafkaConnection(Map.of("acks", "all")));
    }

    @Test
    void shouldTellNothingOfASecret() {
        KafkaConnection connection =
                new KafkaConnection(Map.of("bootstrap.servers", "broker:9093", "ssl.keystore.password", "changeit"));

        assertEquals("Kafka at broker:9093", connection.toString());
    }
}
