package io.dspt.monitor.core.posture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.posture.ReportedEvent.ReportMade;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.WorkingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueReportsTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final Instant AT = Instant.parse("2026-11-02T08:00:00Z");

    private static DueReports after(String... states) {
        List<ReportMade> made = new java.util.ArrayList<>();
        for (String state : states) {
            made.add(new ReportMade(made.size() + 1L, AT, AT, OCTOBER, "RA9", made.size() + 1, state));
        }
        return new DueReports(made);
    }

    @Test
    void shouldBeginOnTheFirstWorkingDay() {
        // Given the calendar that ships
        WorkingCalendar calendar = RuleBook.load(
                        RuleBundle.builtIn(),
                        new FactCatalogue(ReferenceFiles.builtIn().properties()))
                .book()
                .calendar()
                .orElseThrow();

        // Then a month that begins with a Sunday, and one with a holiday
        assertEquals(
                Optional.of(LocalDate.of(2026, 11, 2)), DueReports.firstWorkingDay(YearMonth.of(2026, 11), calendar));
        assertEquals(
                Optional.of(LocalDate.of(2026, 1, 2)), DueReports.firstWorkingDay(YearMonth.of(2026, 1), calendar));
    }

    @Test
    void shouldNotGuessWhenPeopleWork() {
        WorkingCalendar calendar = RuleBook.load(
                        RuleBundle.builtIn(),
                        new FactCatalogue(ReferenceFiles.builtIn().properties()))
                .book()
                .calendar()
                .orElseThrow();

        assertEquals(Optional.empty(), DueReports.firstWorkingDay(YearMonth.of(2099, 1), calendar));
    }

    @Test
    void shouldBeDueOnceAndOnceMoreWhenItCanBeFinal() {
        // Nothing was handed over yet
        assertTrue(after().isDue(OCTOBER, "RA9", false));
        assertTrue(after().isDue(OCTOBER, "RA9", true));

        // A draft was
        assertFalse(after("draft").isDue(OCTOBER, "RA9", false));
        assertTrue(after("draft").isDue(OCTOBER, "RA9", true));

        // What can be relied on was
        assertFalse(after("draft", "final").isDue(OCTOBER, "RA9", true));
    }

    @Test
    void shouldTellMonthsAndOrganisationsApart() {
        assertTrue(after("final").isDue(OCTOBER, "RX1", true));
        assertTrue(after("final").isDue(OCTOBER, null, true));
        assertTrue(after("final").isDue(OCTOBER.plusMonths(1), "RA9", true));
    }
}
