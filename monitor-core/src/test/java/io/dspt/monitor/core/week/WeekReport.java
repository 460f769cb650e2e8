package io.dspt.monitor.core.week;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.rule.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an ordinary week raised, for people to read. */
public final class WeekReport {
    private final RuleBook book;
    private final int pagesWhileLearning;
    private final List<SentPage> pages;

    /** A page that was sent. */
    public record SentPage(String rule, String subject, Instant at, String message) {
        private ZonedDateTime local() {
            return at.atZone(OrdinaryTrust.LONDON);
        }
    }

    /** The report of a week's pages. */
    public WeekReport(RuleBook book, int pagesWhileLearning, List<SentPage> pages) {
        this.book = book;
        this.pagesWhileLearning = pagesWhileLearning;
        this.pages = List.copyOf(pages);
    }

    public long mostPagesADay() {
        Map<LocalDate, Long> perDay = new TreeMap<>();
        pages.forEach(page -> perDay.merge(page.local().toLocalDate(), 1L, Long::sum));
        return perDay.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    public long pagesOutOfHours() {
        return pages.stream().filter(this::isOutOfHours).count();
    }

    /** By the calendar that the rules go by. */
    private boolean isOutOfHours(SentPage page) {
        return !book.calendar().orElseThrow().isWorkingTime(page.at()).orElseThrow();
    }

    /** A line for each rule and day with pages. */
    public String pagesPerRuleAndDay() {
        Map<String, Long> lines = new TreeMap<>();
        pages.forEach(page -> lines.merge(
                page.local().toLocalDate() + (isOutOfHours(page) ? " out of hours " : " ") + page.rule(),
                1L,
                Long::sum));
        return lines.toString();
    }

    /** Writes it beside the other results of a build, when this is one. */
    public void write(int records, List<Finding> findings) throws IOException {
        Map<String, Integer> byRule = new TreeMap<>();
        Map<String, String> example = new TreeMap<>();
        findings.forEach(finding -> {
            byRule.merge(finding.rule().id(), 1, Integer::sum);
            example.putIfAbsent(
                    finding.rule().id(),
                    finding.latest().severity().printed() + ": "
                            + finding.latest().message());
        });
        StringBuilder text = new StringBuilder("# An ordinary week\n\n" + records + " records, " + pagesWhileLearning
                + " pages in the month of learning, " + pages.size() + " in the week after it, " + pagesOutOfHours()
                + " of them out of hours, at most " + mostPagesADay()
                + " a day\n\n| rule | findings in all | pages in the week | the first of them |\n|---|---|---|---|\n");
        byRule.forEach((rule, count) -> text.append("| " + rule + " | " + count + " | "
                + pages.stream().filter(page -> page.rule().equals(rule)).count() + " | " + example.get(rule)
                + " |\n"));
        text.append("\n| page at | rule | what it says |\n|---|---|---|\n");
        pages.forEach(page -> text.append(
                "| " + page.local().toLocalDateTime() + " | " + page.rule() + " | " + page.message() + " |\n"));
        Path target = Path.of("target");
        if (Files.isDirectory(target)) {
            Files.writeString(target.resolve("ordinary-week.md"), text);
        }
    }
}
