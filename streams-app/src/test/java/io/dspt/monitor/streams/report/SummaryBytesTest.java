package io.dspt.monitor.streams.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.SignalSettings;
import io.dspt.monitor.core.posture.SummaryMaker;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SummaryBytesTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    private static MonthlySummary made(long seed) {
        return new SummaryMaker(InventedHistory.of(seed).inputs(), SignalSettings.DEFAULT)
                .make(new SummaryRequest(OCTOBER, "RA9", true));
    }

    @ParameterizedTest
    @EnumSource(SummaryReport.Format.class)
    void shouldGiveTheSameBytesOfTheSameTopics(SummaryReport.Format format) {
        // Given a summary
        byte[] first = SummaryReport.of(made(7), format);

        // When it is made again of the same topics
        byte[] second = SummaryReport.of(made(7), format);

        // Then not a byte differs, and of other topics it does
        assertArrayEquals(first, second);
        assertFalse(Arrays.equals(first, SummaryReport.of(made(8), format)));
    }

    @ParameterizedTest
    @EnumSource(
            value = SummaryReport.Format.class,
            names = {"HTML", "JSON", "OCSF"})
    void shouldTellNoTimeButTheLogs(SummaryReport.Format format) {
        // When it is written
        String written = new String(SummaryReport.of(made(7), format), StandardCharsets.UTF_8);

        // Then it is final and made when the log's clock stood there
        assertTrue(
                written.contains("2026-11-01T00:10:00.000Z")
                        || written.contains("1 November 2026 00:10")
                        || written.contains("1793491800000"),
                () -> written.substring(0, 300));
    }
}
