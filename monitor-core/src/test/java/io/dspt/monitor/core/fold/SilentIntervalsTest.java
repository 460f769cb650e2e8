package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.fold.Output.SourceSilence;
import io.dspt.monitor.core.fold.SilentIntervals.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SilentIntervalsTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final Duration EXPECTED = Duration.ofMinutes(30);

    private static Instant hour(int hour) {
        return MARCH.plus(Duration.ofHours(hour));
    }

    private static SourceSilence silence(String category, Instant from, @Nullable Instant to) {
        return new SourceSilence(category, from, to, EXPECTED);
    }

    private static Interval interval(Instant from, Instant to, boolean goesOn) {
        return new Interval(from, to, goesOn, EXPECTED);
    }

    @Test
    void shouldNameTheSilencesOfAPeriodBySource() {
        assertEquals(
                new TreeMap<>(Map.of(
                        "AuditLogs", List.of(interval(hour(1), hour(9), false)),
                        "SignInLogs", List.of(interval(hour(2), hour(3), false), interval(hour(5), hour(7), false)))),
                SilentIntervals.of(
                        List.of(
                                silence("SignInLogs", hour(5), hour(7)),
                                silence("AuditLogs", hour(1), hour(9)),
                                silence("SignInLogs", hour(2), hour(3))),
                        MARCH,
                        APRIL));
    }

    @Test
    void shouldTakeTheWordOfTheEndWhereASilenceWasToldTwice() {
        List<SourceSilence> told =
                List.of(silence("SignInLogs", hour(2), hour(3)), silence("SignInLogs", hour(2), null));

        assertEquals(
                Map.of("SignInLogs", List.of(interval(hour(2), hour(3), false))),
                SilentIntervals.of(told, MARCH, APRIL));
    }

    @Test
    void shouldCutWhatReachesBeyondThePeriod() {
        List<SourceSilence> told = List.of(
                silence("SignInLogs", hour(-2), hour(1)),
                silence("SignInLogs", APRIL.minusSeconds(60), APRIL.plusSeconds(3_600)));

        assertEquals(
                Map.of(
                        "SignInLogs",
                        List.of(interval(MARCH, hour(1), false), interval(APRIL.minusSeconds(60), APRIL, true))),
                SilentIntervals.of(told, MARCH, APRIL));
    }

    @Test
    void shouldGoOnToTheEndWhereNothingHasArrivedSince() {
        assertEquals(
                Map.of("SignInLogs", List.of(interval(hour(2), APRIL, true))),
                SilentIntervals.of(List.of(silence("SignInLogs", hour(2), null)), MARCH, APRIL));
    }

    @Test
    void shouldLeaveOutWhatIsOfAnotherPeriod() {
        List<SourceSilence> told = List.of(silence("SignInLogs", hour(-5), MARCH), silence("SignInLogs", APRIL, null));

        assertEquals(Map.of(), SilentIntervals.of(told, MARCH, APRIL));
    }

    @Test
    void shouldRefuseWhatIsNoPeriodAndNoSilence() {
        assertThrows(IllegalArgumentException.class, () -> SilentIntervals.of(List.of(), APRIL, MARCH));
        assertThrows(IllegalArgumentException.class, () -> silence("SignInLogs", MARCH, MARCH.plus(EXPECTED)));
    }
}
