package io.dspt.monitor.streams.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleAddressTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:8080,                 true",
        "127.0.0.1,                      true",
        "'[::1]:8080',                   true",
        "10.1.2.3:8080,                  true",
        "Monitor.trust.example.nhs.uk,   true",
        "console.trust.example.nhs.uk:1, true",
        "attacker.example,               false",
        "127.0.0.1.attacker.example,     false"
    })
    void shouldAnswerToItsNamesAndToPlainAddresses(String host, boolean answered) {
        ConsoleAddress address = new ConsoleAddress(
                new InetSocketAddress("0.0.0.0", 8080),
                new TreeSet<>(List.of("monitor.trust.example.nhs.uk")),
                Optional.of(URI.create("https://console.trust.example.nhs.uk/")));

        assertEquals(answered, address.answersTo(host));
    }

    @ParameterizedTest
    @CsvSource({"localhost, true", "127.0.0.1:8080, true", "'[::1]', true", "10.1.2.3, false", "attacker.example, false"
    })
    void shouldAnswerToThisMachineAloneOnTheLoopbackAddress(String host, boolean answered) {
        assertEquals(answered, ConsoleAddress.loopback(8080).answersTo(host));
    }
}
