package io.dspt.monitor.benchmarks.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SendTimesTest {
    private static final long NANOS_IN_A_MILLISECOND = 1_000_000;

    @Test
    void shouldMeasureFromWhenARecordWasToBeSent() {
        // Given a hundred records that were to be sent at once
        SendTimes times = new SendTimes();
        for (long number = 1; number <= 100; number++) {
            times.sending(number, 0);
        }

        // When their findings are seen one millisecond after another
        for (long number = 1; number <= 100; number++) {
            times.seen(number, number * NANOS_IN_A_MILLISECOND);
        }

        // Then the percentiles are those of 1 to 100 ms
        Histogram micros = times.measured();
        assertEquals(100, micros.getTotalCount());
        assertEquals(50_000, micros.getValueAtPercentile(50), 50);
        assertEquals(99_000, micros.getValueAtPercentile(99), 99);
        assertEquals(100_000, micros.getMaxValue(), 100);
    }

    @Test
    void shouldCountTheFirstFindingOfARecordAlone() {
        // Given
        SendTimes times = new SendTimes();
        times.sending(7, 0);

        // When its finding is seen twice, and one of a record that nobody has sent
        times.seen(7, NANOS_IN_A_MILLISECOND);
        times.seen(7, 5 * NANOS_IN_A_MILLISECOND);
        times.seen(8, NANOS_IN_A_MILLISECOND);

        // Then
        assertEquals(1, times.seen());
        assertEquals(0, times.missing());
        assertEquals(1, times.measured().getTotalCount());
    }

    @Test
    void shouldForgetWhatWasMeasuredBefore() {
        // Given a record of the lead and one that is measured
        SendTimes times = new SendTimes();
        times.sending(1, 0);
        times.seen(1, 900 * NANOS_IN_A_MILLISECOND);
        times.sending(2, 0);
        times.measureFrom(3);
        times.sending(3, 0);

        // When
        times.seen(2, 800 * NANOS_IN_A_MILLISECOND);
        times.seen(3, 10 * NANOS_IN_A_MILLISECOND);

        // Then only the one that counts is in
        assertEquals(1, times.measured().getTotalCount());
        assertEquals(10_000, times.measured().getMaxValue(), 10);
    }
}
