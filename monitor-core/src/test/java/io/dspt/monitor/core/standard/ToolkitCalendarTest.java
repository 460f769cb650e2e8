package io.dspt.monitor.core.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.dspt.monitor.core.standard.ToolkitCalendar.Release;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolkitCalendarTest {
    private final ToolkitCalendar calendar = ToolkitCalendar.builtIn();

    @ParameterizedTest
    @CsvSource({
        // a deadline's day is the last of its version
        "2024-06-30,6",
        "2024-07-01,7",
        "2026-06-30,8",
        "2026-11-21,9",
        "2027-06-30,9",
    })
    void shouldNameTheVersionThatRuns(LocalDate day, String version) {
        assertEquals(version, calendar.runningOn(day).orElseThrow().version());
    }

    @Test
    void shouldNameNoneWhereNoneIsKnown() {
        assertEquals(java.util.Optional.empty(), calendar.runningOn(LocalDate.of(2027, 7, 1)));
    }

    @Test
    void shouldConfirmNoVersionToCome() {
        assertFalse(calendar.runningOn(LocalDate.of(2026, 11, 21)).orElseThrow().confirmed());
    }

    @Test
    void shouldSayWhichStatusesReleaseData() {
        List<String> refused = calendar.statuses().stream()
                .filter(status -> status.dars() == Release.REFUSED)
                .map(ToolkitCalendar.Status::status)
                .toList();

        assertEquals(List.of("Standards Not Met", "Not Published"), refused);
        assertEquals(6, calendar.statuses().size());
    }

    @Test
    void shouldKeepTheFourLevelsBeforeTheToolkit() {
        assertEquals(
                List.of(0, 1, 2, 3),
                calendar.attainmentLevels().stream()
                        .map(ToolkitCalendar.AttainmentLevel::level)
                        .toList());
        assertEquals(List.of("Not achieved", "Partially achieved", "Achieved"), calendar.outcomeLevels());
        assertEquals(4, calendar.categories().size());
    }
}
