package io.dspt.monitor.core.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77/24, 32, 24, c0000200",
        "192.0.2.77, 32, 32, c000024d",
        "0.0.0.0/0, 32, 0, 00000000",
        "192.0.2.129/25, 32, 25, c0000280",
        "2001:db8::/32, 128, 32, 20010db8000000000000000000000000",
        "2001:DB8:0:0:0:0:0:1, 128, 128, 20010db8000000000000000000000001",
        "::1/128, 128, 128, 00000000000000000000000000000001",
        "::/0, 128, 0, 00000000000000000000000000000000",
        "::ffff:192.0.2.1, 32, 32, c0000201",
        "2001:db8::ff00:0/113, 128, 113, 20010db8000000000000 0000ff000000",
    })
    void shouldReadRangesOfBothFamilies(String written, int bits, int prefix, String network) {
        assertEquals(
                new AddressRange(bits, prefix, network.replace(" ", "")),
                AddressRange.parse(written).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "192.0.2.1/33",
                "192.0.2.1/-1",
                "192.0.2.1/",
                "a.b.c.d",
                "2001:db8",
                "2001:db8::1::2",
                "2001:db8::/129",
                ":",
                ":::",
                "1:2:3:4:5:6:7:8:9",
                "2001:db8::12345",
                "192.0.2.1:443",
                "host.example.nhs.uk",
                "１９２.0.2.1",
                "2001:db8::g",
                "1:2:3:4:5:6:7:8::",
            })
    void shouldRefuseWhatIsNoRange(String written) {
        assertTrue(AddressRange.parse(written).isEmpty());
    }

    @Test
    void shouldBeFoundFromAnyAddressItHolds() {
        AddressRange range = AddressRange.parse("198.51.100.64/27").orElseThrow();

        assertEquals(range, AddressRange.parse("198.51.100.95").orElseThrow().widenedTo(27));
        assertNotEquals(range, AddressRange.parse("198.51.100.96").orElseThrow().widenedTo(27));
    }
}
