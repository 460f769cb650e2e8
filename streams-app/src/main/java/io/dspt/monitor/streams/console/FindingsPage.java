package io.dspt.monitor.streams.console;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import io.dspt.monitor.streams.output.FindingsIndex;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The findings as one page of HTML without scripts; everything that comes from records is escaped. */
final class FindingsPage {
    private static final int MOST_SHOWN = 500;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final Comparator<PrintedFinding> WORST_FIRST = Comparator.<PrintedFinding, Boolean>comparing(
                    finding -> !finding.status().stands())
            .thenComparing(PrintedFinding::severity, Comparator.reverseOrder())
            .thenComparing(PrintedFinding::openedAt, Comparator.reverseOrder())
            .thenComparing(PrintedFinding::id);
    private static final String STYLE = """
            :root { color-scheme: light dark }
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem }
            h1 { font-size: 1.4rem; margin-bottom: .2rem }
            p.note { margin-top: 0; opacity: .75 }
            table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem }
            table.counts { width: auto }
            th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-bottom: 1px solid #8884 }
            td.number { text-align: right }
            table.findings { table-layout: fixed }
            table.findings td { overflow-wrap: anywhere }
            .severity { width: 5rem } .status { width: 7rem } .rule { width: 5.5rem } .who { width: 12rem }
            .where { width: 18rem } .opened { width: 7rem } .number { width: 3rem }
            .critical, .high { font-weight: 600 }
            .critical { color: #c22 }
            .high { color: #b60 }
            tr.ended { opacity: .6 }
            """;

    private FindingsPage() {}

    /** @param month whose summary it leads to */
    static String of(FindingsIndex index, YearMonth month) {
        List<PrintedFinding> findings = index.all();
        StringBuilder page = new StringBuilder(16_384);
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<meta http-equiv=\"refresh\" content=\"10\"><title>dspt-monitor</title><style>\n")
                .append(STYLE)
                .append("</style></head><body><h1>Findings</h1><p class=\"note\">A finding means that a machine check")
                .append(
                        " failed; it is not a DSPT result. Times are UTC. This page reads itself anew every ten seconds.</p>");
        summaries(page, findings, month);
        counts(page, index.counts());
        microsoft(page, index.microsoft());
        table(page, index, findings);
        return page.append("</body></html>\n").toString();
    }

    /** A summary is of one estate: of each that anything was found in, but for a demonstration. */
    private static void summaries(StringBuilder page, List<PrintedFinding> findings, YearMonth month) {
        SortedSet<String> estates = new TreeSet<>();
        findings.stream()
                .filter(finding -> !finding.isDemonstration())
                .forEach(finding -> estates.add(finding.estate()));
        if (estates.isEmpty()) {
            estates.add(SummaryQuery.USUAL_ESTATE);
        }
        page.append("<p>Posture summary of ").append(MONTH.format(month)).append(", so far:");
        for (String estate : estates) {
            page.append(" <a href=\"summary?month=")
                    .append(month)
                    .append("&amp;estate=")
                    .append(URLEncoder.encode(estate, StandardCharsets.UTF_8))
                    .append("\">")
                    .append(escaped(estate))
                    .append("</a>");
        }
        page.append("</p>");
    }

    private static void counts(StringBuilder page, SortedMap<Severity, SortedMap<FindingStatus, Long>> counts) {
        page.append("<table class=\"counts\"><thead><tr><th>severity</th>");
        for (FindingStatus status : FindingStatus.values()) {
            page.append("<th>").append(status.printed()).append("</th>");
        }
        page.append("<th title=\"open, acknowledged and exempt\">standing, gross</th>")
                .append("<th title=\"open and acknowledged\">net of exemptions</th></tr></thead><tbody>");
        for (int i = Severity.values().length - 1; i >= 0; i--) {
            Severity severity = Severity.values()[i];
            page.append("<tr><td>").append(severity.printed()).append("</td>");
            for (FindingStatus status : FindingStatus.values()) {
                long count = of(counts, severity, status);
                number(page, count);
            }
            long exempt = of(counts, severity, FindingStatus.EXEMPT);
            long net = of(counts, severity, FindingStatus.OPEN) + of(counts, severity, FindingStatus.ACKNOWLEDGED);
            number(page, net + exempt);
            number(page, net);
            page.append("</tr>");
        }
        page.append("</tbody></table>");
    }

    private static long of(
            SortedMap<Severity, SortedMap<FindingStatus, Long>> counts, Severity severity, FindingStatus status) {
        return counts.containsKey(severity) ? counts.get(severity).getOrDefault(status, 0L) : 0L;
    }

    private static void number(StringBuilder page, long count) {
        page.append("<td class=\"number\">").append(count).append("</td>");
    }

    /** Microsoft's own verdicts beside ours, where a rule names a policy or an assessment that checks the same. */
    private static void microsoft(StringBuilder page, SortedMap<String, MicrosoftComparison> comparisons) {
        if (comparisons.isEmpty()) {
            return;
        }
        page.append(
                        "<table class=\"counts\"><caption>Verdicts of Azure Policy and Defender as they arrived, beside ours")
                .append("</caption><thead><tr><th>rule</th><th>agree</th><th>ours only</th><th>Microsoft only</th>")
                .append("<th>not judged here</th><th>last disagreement</th></tr></thead><tbody>");
        comparisons.values().forEach(comparison -> {
            page.append("<tr>");
            cell(page, "", comparison.rule());
            number(page, comparison.agree());
            number(page, comparison.oursOnly());
            number(page, comparison.microsoftOnly());
            number(page, comparison.notJudged());
            Instant disagreed = comparison.lastDisagreement();
            cell(page, "", disagreed == null ? "" : time(disagreed));
            page.append("</tr>");
        });
        page.append("</tbody></table>");
    }

    private static void table(StringBuilder page, FindingsIndex index, List<PrintedFinding> findings) {
        page.append(
                        "<table class=\"findings\"><thead><tr><th class=\"severity\">severity</th><th class=\"status\">status</th>")
                .append(
                        "<th class=\"rule\">rule</th><th>what</th><th class=\"who\">who</th><th class=\"where\">where</th>")
                .append("<th class=\"opened\">opened</th><th class=\"number\">seen</th></tr></thead><tbody>");
        findings.stream()
                .sorted(WORST_FIRST)
                .limit(MOST_SHOWN)
                .forEach(finding -> row(page, finding, index.assignee(finding.id())));
        page.append("</tbody></table>");
        if (findings.size() > MOST_SHOWN) {
            page.append("<p>").append(findings.size() - MOST_SHOWN).append(" more are not shown.</p>");
        }
    }

    private static void row(StringBuilder page, PrintedFinding finding, @Nullable String assignee) {
        String severity = finding.severity().printed();
        page.append("<tr id=\"").append(escaped(finding.id()));
        page.append(finding.status().stands() ? "\">" : "\" class=\"ended\">");
        page.append("<td class=\"")
                .append(severity)
                .append("\">")
                .append(severity)
                .append("</td>");
        cell(page, "", ending(finding) + (assignee == null ? "" : ", assigned to " + assignee));
        page.append("<td title=\"").append(escaped(finding.title())).append("\">");
        page.append(escaped(finding.rule())).append("</td>");
        cell(page, "", finding.message());
        cell(page, "", finding.actor() == null ? "" : finding.actor());
        cell(page, "where", finding.subject());
        cell(page, "", time(finding.openedAt()));
        cell(page, "number", finding.count() + " ×");
        page.append("</tr>");
    }

    private static String ending(PrintedFinding finding) {
        return finding.resolvedBy() == null
                ? finding.status().printed()
                : finding.status().printed() + " by " + finding.resolvedBy();
    }

    private static void cell(StringBuilder page, String style, String text) {
        page.append("<td class=\"")
                .append(style)
                .append("\">")
                .append(escaped(text))
                .append("</td>");
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
