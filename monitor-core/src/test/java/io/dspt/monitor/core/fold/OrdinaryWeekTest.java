package io.dspt.monitor.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.week.OrdinaryTrust;
import io.dspt.monitor.core.week.OrdinaryTrust.Timed;
import io.dspt.monitor.core.week.SeededViolations;
import io.dspt.monitor.core.week.SeededViolations.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An ordinary week must leave people in peace, and what is not ordinary must still wake them. */
final class OrdinaryWeekTest {
    private static final long SEED = 20_260_302L;
    private static final int STAFF = 5_000;
    private static final int LEARNING_DAYS = 31;
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    private static final int MOST_PAGES_A_DAY = 5;
    private static final int MOST_PAGES_OUT_OF_HOURS_A_WEEK = 2;

    private final OrdinaryTrust trust = new OrdinaryTrust(SEED, STAFF);
    private final EstateLogRunner log = EstateLogRunner.live();
    private final RuleBook book = RuleBook.load(
                    EstateLogRunner.BUILT_IN, new FactCatalogue(EstateLogRunner.REFERENCE.properties()))
            .book();
    private final List<Page> pages = new ArrayList<>();
    private int records;
    private int outputsSeen;

    private record Page(String rule, String subject, Instant at) {}

    @Test
    void shouldPageAtMostFiveTimesADayAndStillForEverySeededViolation() throws IOException {
        // Given a trust whose ways have been learned for a month
        LocalDate first = MONDAY.minusDays(LEARNING_DAYS);
        send(trust.foundation(first.atStartOfDay(OrdinaryTrust.LONDON).toInstant()));
        for (LocalDate day = first; day.isBefore(MONDAY); day = day.plusDays(1)) {
            send(trust.day(day));
        }
        pages.clear();

        // When it has an ordinary week
        for (LocalDate day = MONDAY; day.isBefore(MONDAY.plusDays(7)); day = day.plusDays(1)) {
            send(trust.day(day));
        }
        List<Page> ordinary = List.copyOf(pages);
        report(ordinary);

        // Then nobody is woken more often than they can bear
        Map<LocalDate, Long> perDay = new TreeMap<>();
        ordinary.forEach(page -> perDay.merge(local(page).toLocalDate(), 1L, Long::sum));
        assertTrue(perDay.values().stream().allMatch(count -> count <= MOST_PAGES_A_DAY), perDay::toString);
        long outOfHours = ordinary.stream().filter(OrdinaryWeekTest::outOfHours).count();
        assertTrue(outOfHours <= MOST_PAGES_OUT_OF_HOURS_A_WEEK, () -> outOfHours + " pages out of hours");

        // And when twenty things happen that must not
        pages.clear();
        LocalDate thursday = MONDAY.plusDays(10);
        List<Violation> violations = SeededViolations.from(
                thursday.atTime(9, 5).atZone(OrdinaryTrust.LONDON).toInstant(), trust, SEED);
        List<Timed> day = new ArrayList<>(trust.day(thursday));
        violations.forEach(violation -> day.addAll(violation.records()));
        day.sort(Comparator.comparing(Timed::at));
        for (LocalDate between = MONDAY.plusDays(7); between.isBefore(thursday); between = between.plusDays(1)) {
            send(trust.day(between));
        }
        pages.clear();
        send(day);

        // Then each of them pages
        TreeSet<String> paged = new TreeSet<>();
        pages.forEach(page -> paged.add(page.rule()));
        TreeSet<String> missing = new TreeSet<>();
        violations.stream()
                .map(Violation::rule)
                .filter(rule -> !paged.contains(rule))
                .forEach(missing::add);
        assertEquals(20, violations.size());
        assertEquals(new TreeSet<String>(), missing, "violations that paged nobody");
    }

    private void send(List<Timed> timed) {
        for (Timed one : timed) {
            log.brokerAt(one.at());
            byte[] bytes = one.record().getBytes(StandardCharsets.UTF_8);
            log.step(new LogRecord.AzureRecord(bytes, new Origin("week", ++records + "#0", Sha256.hex(bytes))));
            notePages();
        }
    }

    /** What is opened, comes back or gets worse, by a rule that pages and with a severity that is worth it. */
    private void notePages() {
        List<Output> outputs = log.outputs();
        for (; outputsSeen < outputs.size(); outputsSeen++) {
            if (outputs.get(outputsSeen) instanceof Output.LedgerEntry entry && pages(entry)) {
                pages.add(new Page(entry.finding().rule().id(), entry.finding().subject(), entry.at()));
            }
        }
    }

    private boolean pages(Output.LedgerEntry entry) {
        Finding finding = entry.finding();
        Rule rule = book.rule(finding.rule().id()).orElseThrow().rule();
        return (entry.transition() == Transition.OPENED || entry.transition() == Transition.REOPENED)
                && finding.status().stands()
                && rule.noise().notifies() == Rule.Notify.PAGE
                && finding.latest().severity().compareTo(Severity.HIGH) >= 0
                && !finding.origin().equals(Finding.FROM_BASELINE);
    }

    private static ZonedDateTime local(Page page) {
        return page.at().atZone(OrdinaryTrust.LONDON);
    }

    private static boolean outOfHours(Page page) {
        ZonedDateTime at = local(page);
        boolean weekend = at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend || at.getHour() < 7 || at.getHour() >= 19;
    }

    /** What an ordinary week raised, for people to read. */
    private void report(List<Page> ordinary) throws IOException {
        Map<String, Integer> byRule = new LinkedHashMap<>();
        log.findings().forEach(finding -> byRule.merge(finding.rule().id(), 1, Integer::sum));
        StringBuilder text = new StringBuilder("# An ordinary week\n\n" + records + " records, " + ordinary.size()
                + " pages in the week after learning\n\n| rule | findings | pages |\n|---|---|---|\n");
        new TreeMap<>(byRule)
                .forEach((rule, count) -> text.append("| ")
                        .append(rule)
                        .append(" | ")
                        .append(count)
                        .append(" | ")
                        .append(ordinary.stream()
                                .filter(page -> page.rule().equals(rule))
                                .count())
                        .append(" |\n"));
        Path target = Path.of("target");
        if (Files.isDirectory(target)) {
            Files.writeString(target.resolve("ordinary-week.md"), text);
        }
    }
}
