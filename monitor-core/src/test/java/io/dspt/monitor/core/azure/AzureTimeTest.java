package io.dspt.monitor.core.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AzureTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-01T09:41:00.6816663Z|2026-03-01T09:41:00.681666300Z",
                "2026-03-01T09:41:00.123456789Z|2026-03-01T09:41:00.123456789Z",
                "2026-03-01T09:41:00.1234567899Z|2026-03-01T09:41:00.123456789Z",
                "2026-03-01T09:41:00+00:00|2026-03-01T09:41:00Z",
                "2026-03-01T09:41:00.5+02:00|2026-03-01T07:41:00.500Z",
                "2026-03-01T09:41:00-0330|2026-03-01T13:11:00Z",
                "2026-03-01T09:41:00|2026-03-01T09:41:00Z",
                "2026-03-01T09:41|2026-03-01T09:41:00Z",
                "2026-03-01 09:41:00.889|2026-03-01T09:41:00.889Z",
                "2026-03-01 16:01:29Z|2026-03-01T16:01:29Z",
                "2026-03-01 21:07:42.726000000|2026-03-01T21:07:42.726Z",
                "2026-03-01T07: 45: 44.5864815Z|2026-03-01T07:45:44.586481500Z",
                "'  2026-03-01T07:45:44Z '|2026-03-01T07:45:44Z",
                "2026-03-01|2026-03-01T00:00:00Z",
                "02/09/2026 09:41:00|2026-02-09T09:41:00Z",
                "1/9/2026 9:41:00 AM|2026-01-09T09:41:00Z",
                "1/9/2026 12:41:00 AM|2026-01-09T00:41:00Z",
                "1/9/2026 12:41:00 PM|2026-01-09T12:41:00Z",
                "1/9/2026 10:41:00 AM +01:00|2026-01-09T09:41:00Z",
                "'4/26/2026, 7:18:24.156 PM'|2026-04-26T19:18:24.156Z",
                "1772358060889|2026-03-01T09:41:00.889Z",
                "1772358060|2026-03-01T09:41:00Z",
            })
    void shouldReadEveryFormat(String written, Instant expected) {
        assertEquals(Optional.of(expected), AzureTime.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "SOME-ERROR-HERE-T08:44:02.8921579Z",
                "2026-10-10T17:08:65",
                "2026-02-30T00:00:00Z",
                "13/01/2026 00:00:00",
                "1/9/2026 13:41:00 PM",
                "2026-03-01T09:41:00+99:00",
                "12",
                "99999999999999999999",
                "yesterday"
            })
    void shouldReadNothingFromWhatIsNoTime(String written) {
        assertEquals(Optional.empty(), AzureTime.parse(written));
    }
}
