package io.dspt.monitor.core.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonthFirstTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4/26/2021, 7:18:24.156 PM | 2021-04-26T19:18:24.156Z",
                "4/26/2021, 12:00:00.000 AM | 2021-04-26T00:00:00Z",
                "4/26/2021, 12:00:01 pm | 2021-04-26T12:00:01Z",
                "04/06/2021 19:18:24 | 2021-04-06T19:18:24Z",
                "2/29/2024, 1:02:03.1234567 AM | 2024-02-29T01:02:03.1234567Z",
                "12/31/1999 23:59:59.000000001 | 1999-12-31T23:59:59.000000001Z"
            })
    void shouldReadTimesAsTablesAreExported(String written, Instant expected) {
        assertEquals(expected, MonthFirstTime.read(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4/26/2021",
                "2/29/2023, 1:02:03 AM",
                "13/1/2021, 1:02:03 AM",
                "0/1/2021, 1:02:03 AM",
                "4/0/2021, 1:02:03 AM",
                "4/26/2021, 13:18:24 PM",
                "4/26/2021, 0:18:24 AM",
                "4/26/2021, 24:00:00",
                "4/26/2021, 7:60:24 PM",
                "4/26/2021, 7:18:24 PM UTC",
                "4/26/2021, 7:18:24 XM",
                "4/26/2021, 7:18:24.",
                "4/26/2021, 7:18 PM",
                "4/26/21, 7:18:24 PM",
                "2021-04-26T07:18:24Z",
                "4/26/2021, 7:18:24.1234567890 PM"
            })
    void shouldLeaveEveryOtherTextToThePatterns(String written) {
        assertNull(MonthFirstTime.read(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4/26/2021, 7:18:24.156 PM",
                "4/26/2021 12:18:24 AM",
                "04/26/2021 00:18:24",
                "1/1/2021, 12:00:00.5 PM"
            })
    void shouldReadWhatThePatternsRead(String written) {
        // Given a blank at a colon, which only the patterns know
        String slowly = written.replaceFirst(":", " :");

        // When / Then
        assertEquals(AzureTime.parse(slowly).orElseThrow(), MonthFirstTime.read(written));
    }
}
