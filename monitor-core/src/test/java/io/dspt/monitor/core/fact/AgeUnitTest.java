package io.dspt.monitor.core.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dspt.monitor.core.fact.FactValue.Missing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeUnitTest {

    @ParameterizedTest
    @CsvSource({
        // days are calendar days, whatever the hour
        "daysSince, 2026-03-01, 2026-03-02T00:00:00Z, 1",
        "daysSince, 2026-03-01, 2026-03-01T23:59:59Z, 0",
        "daysUntil, 2026-03-05, 2026-03-02T23:59:59Z, 3",
        "daysUntil, 2026-03-01, 2026-03-02T06:00:00Z, -1",
        // in summer the day begins at 23:00 UTC
        "daysSince, 2026-06-01, 2026-06-01T23:00:00Z, 1",
        "daysSince, 2026-06-01, 2026-06-01T22:59:59Z, 0",
        // over the change of the clocks a day is a day
        "daysSince, 2026-03-28, 2026-03-29T23:00:00Z, 2",
        "daysSince, 2026-10-24, 2026-10-25T23:59:59Z, 1",
        "daysSince, 2026-03-01T23:30:00Z, 2026-03-02T00:10:00Z, 1",
        // from a Friday to the next Monday one working day has begun
        "workingDaysSince, 2026-03-06, 2026-03-09T09:00:00Z, 1",
        "workingDaysSince, 2026-03-06, 2026-03-08T09:00:00Z, 0",
        "workingDaysSince, 2026-03-10, 2026-03-09T09:00:00Z, 0",
        "hoursSince, 2026-03-02T06:00:00Z, 2026-03-02T07:59:59Z, 1",
        "hoursSince, 2026-03-02T06:00:00Z, 2026-03-02T05:30:00Z, -1",
        "hoursSince, 2026-06-01, 2026-06-01T00:00:00Z, 1",
        "minutesSince, 2026-03-02T06:00:00+01:00, 2026-03-02T05:01:59Z, 1",
    })
    void shouldCountInItsUnit(String unit, String value, Instant now, long age) {
        assertEquals(
                FactValue.whole(age),
                AgeUnit.written(unit).orElseThrow().of(FactValue.text(value), now, AgeUnitTest::weekday));
    }

    @Test
    void shouldSayThatNothingIsKnownOfWhatIsUnknownOrNoDate() {
        Instant now = Instant.parse("2026-03-02T06:00:00Z");
        AgeUnit days = AgeUnit.DAYS_SINCE;

        assertEquals(Missing.ABSENT, days.of(Missing.ABSENT, now, AgeUnitTest::weekday));
        assertEquals(Missing.UNKNOWN, days.of(Missing.UNKNOWN, now, AgeUnitTest::weekday));
        assertEquals(Missing.UNKNOWN, days.of(FactValue.text("soon"), now, AgeUnitTest::weekday));
        assertEquals(Missing.UNKNOWN, days.of(FactValue.text("2026-03-01"), null, AgeUnitTest::weekday));
    }

    @Test
    void shouldNotCountWorkingDaysForEverNorGuessThem() {
        Instant now = Instant.parse("2026-03-02T06:00:00Z");
        AgeUnit workingDays = AgeUnit.WORKING_DAYS_SINCE;

        assertEquals(Missing.UNKNOWN, workingDays.of(FactValue.text("0001-01-01"), now, AgeUnitTest::weekday));
        assertEquals(Missing.UNKNOWN, workingDays.of(FactValue.text("2026-02-27"), now, day -> Optional.empty()));
    }

    private static Optional<Boolean> weekday(LocalDate day) {
        return Optional.of(day.getDayOfWeek().getValue() < 6);
    }
}
