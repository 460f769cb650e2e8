package io.dspt.monitor.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternetAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.9",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "169.253.0.1",
                "192.167.0.1",
                "2001:db8::14"
            })
    void shouldTellAddressesOfTheInternet(String address) {
        assertEquals(FactValue.flag(true), InternetAddress.isPublic(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.20.0.9",
                "172.16.0.1",
                "172.31.0.1",
                "192.168.1.1",
                "127.0.0.1",
                "169.254.1.1",
                "100.64.0.1",
                "100.127.0.1",
                "0.0.0.0",
                "::1",
                "fd00::1",
                "fe80::1%eth0",
                "fec0::1",
                "FC00::1"
            })
    void shouldTellAddressesThatNetworksUseAmongThemselves(String address) {
        assertEquals(FactValue.flag(false), InternetAddress.isPublic(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "epr-app-01", "PublicAddressMasked", "1.2.3", "12345"})
    void shouldNotTakeATextForAnAddress(String text) {
        assertEquals(Missing.UNKNOWN, InternetAddress.isPublic(text));
    }
}
