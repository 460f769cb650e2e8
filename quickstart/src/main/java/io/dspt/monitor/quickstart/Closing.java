package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.Output.Counts;
import io.dspt.monitor.quickstart.CommonOptions.Format;
import io.dspt.monitor.streams.output.CheckpointJson;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command says at its end: the same words and the same summary whichever way the records went. */
final class Closing {
    private final Terminal terminal;
    private final Format format;

    Closing(Terminal terminal, Format format) {
        this.terminal = terminal;
        this.format = format;
    }

    /** Prints the final state of the findings, in the order given. */
    void print(List<PrintedFinding> findings, Counts counts) {
        PrintStream out = terminal.out();
        if (format == Format.JSON) {
            for (PrintedFinding finding : findings) {
                out.print(finding.json());
                out.print('\n');
            }
        } else {
            FindingsPrinter.table(findings, out);
            overview(findings, counts);
        }
        out.flush();
    }

    /** Prints the table of counts, the sentence and what is worth reading, without the findings themselves. */
    void overview(List<PrintedFinding> findings, Counts counts) {
        PrintStream out = terminal.out();
        FindingsPrinter.counts(findings, out);
        out.println();
        out.println(sentence(findings, counts));
        out.println();
        FindingsPrinter.worthReading(findings, out);
        out.flush();
    }

    /**
     * Where to look and what can be typed next, for people.
     *
     * @param console address of the console while there is one
     */
    void whatNext(@Nullable String console) {
        if (format == Format.JSON) {
            return;
        }
        PrintStream out = terminal.out();
        out.println();
        if (console != null) {
            out.println("Findings as a page: " + console + "   metrics: " + console + "metrics   ready: " + console
                    + "health/ready");
        }
        out.println("What a finding means, and what it does not: README.md");
        out.println("What to type next:");
        out.println(
                "  ./dspt-monitor rules show RES-001                  why a rule is there, what to look at, what to do");
        out.println(
                "  ./dspt-monitor quickstart --once --format json     one finding per line, with facts and evidence");
        out.println("  ./dspt-monitor evaluate PATH                       judge logs of your own, with no Kafka");
        out.println("  ./dspt-monitor quickstart --input PATH --data-dir DIR");
        out.println("                                                     the same with Kafka, and keep the data");
        out.flush();
    }

    /** The last line on stderr. */
    void summary(Counts counts) {
        terminal.err().println("summary " + new String(CheckpointJson.summary(counts), StandardCharsets.UTF_8));
    }

    /** The exit code of a command that has done its work. */
    static int exitCode(List<PrintedFinding> findings, @Nullable Severity failOn, boolean partly) {
        if (partly) {
            return ExitCode.FAILED;
        }
        boolean stands = failOn != null
                && findings.stream()
                        .anyMatch(
                                finding -> isOpen(finding) && finding.severity().compareTo(failOn) >= 0);
        return stands ? ExitCode.FINDINGS_STAND : ExitCode.DONE;
    }

    private static String sentence(List<PrintedFinding> findings, Counts counts) {
        long open = findings.stream().filter(Closing::isOpen).count();
        long resolved = findings.stream()
                .filter(finding -> finding.status() == FindingStatus.RESOLVED)
                .count();
        long deadLettered = counts.deadLettered().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long ignored =
                counts.ignored().values().stream().mapToLong(Long::longValue).sum();
        return count(counts.read(), "record") + " read: " + count(findings.size(), "finding") + ", of which " + open
                + " stand and " + resolved + " were resolved by later events; " + deadLettered
                + " could not be read and " + ignored
                + " are of categories no rule looks at. A finding means that a machine check failed; it is not a DSPT"
                + " result.";
    }

    private static boolean isOpen(PrintedFinding finding) {
        return finding.status() == FindingStatus.OPEN || finding.status() == FindingStatus.ACKNOWLEDGED;
    }

    private static String count(long number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }
}
