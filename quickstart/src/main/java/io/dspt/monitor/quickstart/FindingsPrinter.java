package io.dspt.monitor.quickstart;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints findings for people. */
final class FindingsPrinter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern IN_A_GROUP =
            Pattern.compile("(?i)/subscriptions/[^/\\s]+/resourceGroups/([^/\\s,;]+)(/providers/[^\\s,;]+)?");
    private static final Comparator<PrintedFinding> WORTH_READING = Comparator.<PrintedFinding, Boolean>comparing(
                    finding -> !finding.status().stands())
            .thenComparing(PrintedFinding::severity, Comparator.reverseOrder())
            .thenComparing(PrintedFinding.AS_OPENED);

    private FindingsPrinter() {}

    /** All findings, one row each, and how many there are of each severity in each status. */
    static void table(List<PrintedFinding> findings, PrintStream out) {
        if (findings.isEmpty()) {
            return;
        }
        Instant latest = latest(findings);
        List<ColumnData<PrintedFinding>> columns = List.of(
                column("severity").with(finding -> finding.severity().printed()),
                column("status").maxWidth(14, OverflowBehaviour.NEWLINE).with(finding -> status(finding)),
                column("rule").with(PrintedFinding::rule),
                column("what").maxWidth(44, OverflowBehaviour.NEWLINE).with(finding -> what(finding)),
                column("who").maxWidth(22, OverflowBehaviour.NEWLINE).with(FindingsPrinter::who),
                column("where").maxWidth(26, OverflowBehaviour.NEWLINE).with(finding -> shortened(finding.subject())),
                column("opened (UTC)").with(finding -> TIME.format(finding.openedAt())),
                column("age").dataAlign(HorizontalAlign.RIGHT).with(finding -> age(finding, latest)));
        out.println(AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_OUTSIDE_BORDER)
                .data(findings, columns)
                .asString());
        out.println();
    }

    /** How many findings of each severity are in each status. */
    static void counts(List<PrintedFinding> findings, PrintStream out) {
        List<FindingStatus> statuses = List.of(FindingStatus.values());
        List<ColumnData<Severity>> columns = new ArrayList<>();
        columns.add(
                new Column().header("severity").dataAlign(HorizontalAlign.LEFT).with(Severity::printed));
        for (FindingStatus status : statuses) {
            columns.add(new Column()
                    .header(status.printed())
                    .dataAlign(HorizontalAlign.RIGHT)
                    .with(severity -> Long.toString(findings.stream()
                            .filter(finding -> finding.severity() == severity && finding.status() == status)
                            .count())));
        }
        List<Severity> worstFirst = new ArrayList<>(List.of(Severity.values()));
        worstFirst.sort(Comparator.reverseOrder());
        out.println(AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .data(worstFirst, columns)
                .asString());
    }

    /** Up to three findings of different rules, the worst that stand first. */
    static void worthReading(List<PrintedFinding> findings, PrintStream out) {
        Map<String, PrintedFinding> ofEachRule = new LinkedHashMap<>();
        findings.stream().sorted(WORTH_READING).forEach(finding -> ofEachRule.putIfAbsent(finding.rule(), finding));
        if (ofEachRule.isEmpty()) {
            return;
        }
        out.println("Worth reading first:");
        ofEachRule.values().stream().limit(3).forEach(finding -> {
            out.println("  " + finding.severity().printed() + " " + finding.rule() + "  " + what(finding));
            out.println("      " + plain(finding.title()) + "; " + status(finding) + ", opened "
                    + TIME.format(finding.openedAt()) + " UTC"
                    + (finding.actor() == null ? "" : " by " + who(finding)));
            if (finding.source() != null) {
                out.println("      evidence: " + plain(finding.source()));
            }
        });
    }

    /** One line about something that has just happened to a finding. */
    static String line(String transition, PrintedFinding finding) {
        Instant at = finding.resolvedAt() == null ? finding.lastSeenAt() : finding.resolvedAt();
        String line = String.format(
                Locale.ROOT,
                "%s  %-8s  %-8s  %s  %s",
                TIME.format(at),
                transition,
                finding.severity().printed(),
                finding.rule(),
                what(finding));
        if (finding.resolvedBy() != null) {
            line += " (by " + plain(finding.resolvedBy()) + ", after "
                    + printed(Duration.between(finding.openedAt(), at)) + ")";
        } else if (finding.actor() != null) {
            line += " (" + who(finding) + ")";
        }
        return line;
    }

    /** The text with every Azure resource in it named by its group and name; the full ids stand in the JSON. */
    static String shortened(String text) {
        return IN_A_GROUP.matcher(plain(text)).replaceAll(id -> {
            String below = id.group(2);
            String name = below == null ? "" : below.substring(below.lastIndexOf('/'));
            return Matcher.quoteReplacement(id.group(1) + name);
        });
    }

    private static String what(PrintedFinding finding) {
        return shortened(finding.message());
    }

    private static Column column(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT);
    }

    private static String status(PrintedFinding finding) {
        return finding.status().printed();
    }

    private static String who(PrintedFinding finding) {
        return finding.actor() == null ? "-" : plain(finding.actor());
    }

    /** How long a finding stood, or has been standing at the latest time that any record told. */
    private static String age(PrintedFinding finding, Instant latest) {
        Instant until = finding.resolvedAt() == null ? latest : finding.resolvedAt();
        return printed(Duration.between(finding.openedAt(), until));
    }

    static String printed(Duration duration) {
        if (duration.isNegative()) {
            return "0 s";
        }
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    private static Instant latest(List<PrintedFinding> findings) {
        Instant latest = Instant.MIN;
        for (PrintedFinding finding : findings) {
            latest = finding.lastSeenAt().isAfter(latest) ? finding.lastSeenAt() : latest;
            Instant resolved = finding.resolvedAt();
            latest = resolved != null && resolved.isAfter(latest) ? resolved : latest;
        }
        return latest;
    }

    /** What records hold must not steer the terminal. */
    static String plain(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
