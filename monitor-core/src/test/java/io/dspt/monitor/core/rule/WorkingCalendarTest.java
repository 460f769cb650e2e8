package io.dspt.monitor.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.yaml.RefusedException;
import io.dspt.monitor.core.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingCalendarTest {
    private static final WorkingCalendar SHIPPED = shipped();

    private static final String SMALL = """
            zone: Europe/London
            working_days: [monday]
            working_hours: { from: "07:00", to: "19:00" }
            holidays: [ { date: 2026-01-01, name: New Year's Day } ]
            """;

    private static WorkingCalendar shipped() {
        FactCatalogue facts = new FactCatalogue(ReferenceFiles.builtIn().properties());
        return RuleBook.load(RuleBundle.builtIn(), facts).book().calendar().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks go forward on 29 March 2026: the Friday before and the Monday after.
        "2026-03-27T06:59:59Z, false",
        "2026-03-27T07:00:00Z, true",
        "2026-03-27T18:59:59Z, true",
        "2026-03-27T19:00:00Z, false",
        "2026-03-30T05:59:59Z, false",
        "2026-03-30T06:00:00Z, true",
        "2026-03-30T17:59:59Z, true",
        "2026-03-30T18:00:00Z, false",
        // They go back on 25 October 2026.
        "2026-10-23T06:00:00Z, true",
        "2026-10-23T18:00:00Z, false",
        "2026-10-26T06:00:00Z, false",
        "2026-10-26T07:00:00Z, true",
        "2026-10-26T18:30:00Z, true",
        // A Saturday, Good Friday, Easter Monday, the day after it.
        "2026-03-28T12:00:00Z, false",
        "2026-04-03T12:00:00Z, false",
        "2026-04-06T12:00:00Z, false",
        "2026-04-07T12:00:00Z, true",
        // An hour before midnight in UTC is the next day in summer.
        "2026-07-12T23:30:00Z, false",
        // At night it is known even where holidays are not.
        "2031-07-14T02:00:00Z, false"
    })
    void shouldTellWorkingTimeByTheClockInLondon(String at, boolean working) {
        assertEquals(Optional.of(working), SHIPPED.isWorkingTime(Instant.parse(at)));
    }

    @Test
    void shouldKnowTheBankHolidaysOfFourYears() {
        assertEquals(
                List.of(8L, 8L, 8L, 8L),
                List.of(2025, 2026, 2027, 2028).stream()
                        .map(year -> SHIPPED.holidays().keySet().stream()
                                .filter(day -> day.getYear() == year)
                                .count())
                        .toList());
        // Boxing Day 2026 is a Saturday, and Monday stands in for it.
        assertEquals(Optional.of(false), SHIPPED.isWorkingDay(LocalDate.parse("2026-12-28")));
        assertEquals(Optional.of(true), SHIPPED.isWorkingDay(LocalDate.parse("2026-12-29")));
        for (LocalDate day : SHIPPED.holidays().keySet()) {
            assertEquals(true, SHIPPED.workingDays().contains(day.getDayOfWeek()), day + " is free anyway");
        }
    }

    @Test
    void shouldNotGuessInAYearWhoseHolidaysItDoesNotKnow() {
        assertEquals(Optional.empty(), SHIPPED.isWorkingDay(LocalDate.parse("2031-07-14")));
        assertEquals(Optional.empty(), SHIPPED.isWorkingTime(Instant.parse("2031-07-14T12:00:00Z")));
        assertEquals(Optional.of(false), SHIPPED.isWorkingDay(LocalDate.parse("2031-07-13")));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            zone: Europe/London => zone: London => 1: zone: 'London' is no time zone such as Europe/London
            [monday] => [mondy] => 2: working_days[0]: 'mondy' is none of monday, tuesday, wednesday, thursday, friday, saturday, sunday; did you mean 'monday'?
            [monday] => [monday, monday] => 2: working_days[1]: the day stands twice
            [monday] => [] => 2: working_days: needs at least one day
            from: "07:00" => from: "20:00" => 3: working_hours: work begins before it ends, on the same day
            from: "07:00" => from: "7 am" => 3: working_hours.from: '7 am' is no time such as "07:00"
            2026-01-01 => 2026-02-30 => 4: holidays[0].date: '2026-02-30' is no date such as 2026-12-25
            holidays => holiday => 4: holiday: unknown key; did you mean 'holidays'?
            """)
    void shouldRefuseWhatIsNoCalendar(String right, String wrong, String message) {
        YamlNode root = YamlNode.parse("rules/calendar.yaml", SMALL.replace(right, wrong));
        RefusedException refused = assertThrows(RefusedException.class, () -> WorkingCalendar.read(root));
        assertEquals("rules/calendar.yaml:" + message, refused.getMessage());
    }

    @Test
    void shouldKeepTheRulesInForceWhenTheCalendarIsRefused() {
        // Given
        TreeMap<String, byte[]> files = new TreeMap<>(RuleBundle.builtIn().files());
        files.put(RuleBundle.CALENDAR, "zone: London\n".getBytes(StandardCharsets.UTF_8));

        // When
        RuleBook.Loaded loaded = RuleBook.load(
                new RuleBundle(files),
                new FactCatalogue(ReferenceFiles.builtIn().properties()));

        // Then nobody guesses
        assertEquals(Optional.empty(), loaded.book().calendar());
        assertEquals(1, loaded.refusals().size());
        assertEquals(true, loaded.book().rules().size() > 20);
    }
}
