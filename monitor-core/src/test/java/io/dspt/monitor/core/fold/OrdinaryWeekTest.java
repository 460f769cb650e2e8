package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.week.OrdinaryTrust;
import io.dspt.monitor.core.week.OrdinaryTrust.Timed;
import io.dspt.monitor.core.week.SeededViolations;
import io.dspt.monitor.core.week.SeededViolations.Violation;
import io.dspt.monitor.core.week.TrustRegisters;
import io.dspt.monitor.core.week.WeekReport;
import io.dspt.monitor.core.week.WeekReport.SentPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An ordinary week must leave people in peace, and what is not ordinary must still wake them. */
final class OrdinaryWeekTest {
    private static final long SEED = 20_260_302L;
    private static final int STAFF = 5_000;
    private static final int LEARNING_DAYS = 31;
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    private static final int MOST_PAGES_A_DAY = 5;
    private static final int MOST_PAGES_OUT_OF_HOURS_A_WEEK = 2;
    /** How long records are on their way. */
    private static final Duration DELAY = Duration.ofMinutes(2);
    /** Between two ticks of the host. */
    private static final Duration TICK = Duration.ofMinutes(5);

    private final OrdinaryTrust trust = new OrdinaryTrust(SEED, STAFF);
    private final EstateLogRunner log = EstateLogRunner.unopened();
    private final RuleBook book = RuleBook.load(
                    EstateLogRunner.BUILT_IN, new FactCatalogue(EstateLogRunner.REFERENCE.properties()))
            .book();
    private final Pager pager = new Pager(book);
    private final List<Timed> afterMidnight = new ArrayList<>();
    private int records;
    private int outputsSeen;

    @Test
    void shouldPageAtMostFiveTimesADayAndStillForEverySeededViolation() throws IOException {
        // Given a trust that has loaded its registers and whose ways have been learned for a month
        LocalDate first = MONDAY.minusDays(LEARNING_DAYS);
        log.brokerAt(at(first.minusDays(1), LocalTime.of(11, 0)));
        log.control(new ControlRecord.LogOpened(LogMode.LIVE, null, null));
        log.use(EstateLogRunner.BUILT_IN);
        TrustRegisters.rows().forEach(this::load);
        send(trust.foundation(first.minusDays(1)));
        for (LocalDate day = first; day.isBefore(MONDAY); day = day.plusDays(1)) {
            run(day, List.of());
        }
        List<SentPage> whileLearning = pager.takePages();

        // When it has an ordinary week
        LocalDate nextMonday = MONDAY.plusDays(7);
        for (LocalDate day = MONDAY; day.isBefore(nextMonday); day = day.plusDays(1)) {
            run(day, List.of());
        }
        List<SentPage> ordinary = pager.takePages();
        WeekReport report = new WeekReport(book, whileLearning.size(), ordinary);
        report.write(records, log.findings());

        // Then nobody is woken more often than they can bear
        assertTrue(report.mostPagesADay() <= MOST_PAGES_A_DAY, report::pagesPerRuleAndDay);
        assertTrue(report.pagesOutOfHours() <= MOST_PAGES_OUT_OF_HOURS_A_WEEK, report::pagesPerRuleAndDay);

        // And when twenty things happen that must not
        LocalDate thursday = nextMonday.plusDays(3);
        for (LocalDate day = nextMonday; day.isBefore(thursday); day = day.plusDays(1)) {
            run(day, List.of());
        }
        pager.takePages();
        List<Violation> violations = SeededViolations.from(at(thursday, LocalTime.of(9, 5)), SEED);
        run(thursday, violations);
        List<SentPage> pages = pager.takePages();

        // Then each of them pages, by its own rule, for its own subject and within the hour
        assertEquals(20, violations.stream().map(Violation::rule).distinct().count());
        List<String> missing = violations.stream()
                .filter(violation -> pages.stream().noneMatch(page -> isFor(violation, page)))
                .map(violation -> violation.rule() + " for " + violation.subject())
                .toList();
        assertEquals(List.of(), missing, () -> "violations that paged nobody, of " + pages);
    }

    private static boolean isFor(Violation violation, SentPage page) {
        Instant begin = violation.records().get(0).at();
        Instant end =
                violation.records().get(violation.records().size() - 1).at().plus(Duration.ofHours(1));
        return page.rule().equals(violation.rule())
                && page.subject()
                        .toLowerCase(Locale.ROOT)
                        .contains(violation.subject().toLowerCase(Locale.ROOT))
                && !page.at().isBefore(begin)
                && page.at().isBefore(end);
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(OrdinaryTrust.LONDON).toInstant();
    }

    private void load(String register, List<Map<String, String>> written) {
        RegisterDefinition definition = book.registers().find(register).orElseThrow();
        List<RegisterRow> rows = written.stream().map(definition::row).toList();
        RegisterTransfer.parts("week-" + register, register, true, rows, List.of())
                .forEach(log::control);
    }

    /** One day, and what the day before has left over for after midnight. */
    private void run(LocalDate day, List<Violation> violations) {
        afterMidnight.addAll(trust.day(day));
        violations.forEach(violation -> afterMidnight.addAll(violation.records()));
        afterMidnight.sort(Comparator.comparing(Timed::at));
        Instant midnight = at(day.plusDays(1), LocalTime.MIDNIGHT);
        List<Timed> today = afterMidnight.stream()
                .filter(timed -> timed.at().isBefore(midnight))
                .toList();
        afterMidnight.subList(0, today.size()).clear();
        send(today);
    }

    private void send(List<Timed> timed) {
        Instant tick = timed.get(0).at();
        for (Timed one : timed) {
            for (; tick.isBefore(one.at()); tick = tick.plus(TICK)) {
                log.tick(tick.plus(DELAY));
                notePages(tick.plus(DELAY));
            }
            Instant arrived = one.at().plus(DELAY);
            byte[] bytes = one.record().getBytes(StandardCharsets.UTF_8);
            log.brokerAt(arrived)
                    .step(new LogRecord.AzureRecord(bytes, new Origin("week", ++records + "#0", Sha256.hex(bytes))));
            notePages(arrived);
        }
    }

    private void notePages(Instant now) {
        List<Output> outputs = log.outputs();
        for (; outputsSeen < outputs.size(); outputsSeen++) {
            if (outputs.get(outputsSeen) instanceof Output.FindingState state) {
                pager.told(state.finding(), state.transition(), now);
            }
        }
    }
}
