package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.streams.audit.AuditYear;
import io.dspt.monitor.streams.report.SummaryReport;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The monthly posture summary of a running monitor. */
@Command(
        name = "report",
        header = "Write the posture summary of a month, or compare two.",
        description = "A summary says what was found, what was not evidenced, and what people must decide; never that a"
                + " requirement is met. Everything in it comes from the monitor's topics.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor report --month 2026-10 --out october.html",
            "  dspt-monitor report --month 2026-10 --organisation RA9 --format pdf --final --out october.pdf",
            "  dspt-monitor report --month 2026-10 --format csv --out -",
            "  dspt-monitor report diff 2026-09 2026-10",
            "  dspt-monitor report deliver --to summaries/",
            "  dspt-monitor report --pack 2026-2027 --heads heads/ --head-key public.pem --out audit.zip",
            "",
            "Usage: dspt-monitor report --month YYYY-MM | --pack YYYY-YYYY --out FILE [OPTIONS]",
        },
        synopsisHeading = "")
final class ReportCommand implements Callable<Integer> {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    private final Terminal terminal;

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "calendar month, days in London")
    private @Nullable YearMonth month;

    @Option(
            names = "--pack",
            paramLabel = "YYYY-YYYY",
            description = "everything of an audit year, July to June, in a zip file with the program that verifies it")
    private @Nullable String pack;

    @Option(
            names = "--heads",
            paramLabel = "DIR",
            description = "the folder of signed heads of the ledger, to go into the pack; needs --head-key")
    private @Nullable Path heads;

    @Option(
            names = "--head-key",
            paramLabel = "FILE",
            description = "the public Ed25519 key that heads are signed with, PEM or DER")
    private @Nullable Path headKey;

    @Option(
            names = "--organisation",
            paramLabel = "ODS",
            description = "ODS code of one organisation (default: the whole estate)")
    private @Nullable String organisation;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "html, pdf, csv (the evidence table), json (every figure with its rows) or ocsf (default:"
                    + " ${DEFAULT-VALUE})")
    private Format format = Format.HTML;

    @Option(
            names = "--final",
            description = "refuse when anything is missing: the month not over, a day not accounted for, a ledger that"
                    + " does not verify. Without it: a draft")
    private boolean asFinal;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "file, or folder for a file with the usual name, or - for standard output")
    private @Nullable Path out;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    private ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new ReportCommand(terminal))
                .addSubcommand(new ReportDiffCommand(terminal))
                .addSubcommand(new ReportDeliverCommand(terminal, Clock.systemUTC()));
    }

    @Override
    public Integer call() {
        // A subcommand would have to be given what picocli is told to require.
        if ((month == null) == (pack == null) || out == null) {
            throw CommandFailedException.wrongUsage(
                    "report needs --month YYYY-MM, or --pack YYYY-YYYY, and --out FILE");
        }
        if ((heads == null) != (headKey == null) || (heads != null && pack == null)) {
            throw CommandFailedException.wrongUsage("--heads and --head-key belong together, and to --pack");
        }
        if (pack != null) {
            writePack(pack, out);
        } else if (month != null) {
            write(month, out);
        }
        return ExitCode.DONE;
    }

    private void writePack(String year, Path to) {
        AuditYear of;
        try {
            of = AuditYear.parse(year);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.wrongUsage("--pack: " + e.getMessage());
        }
        ReportedPack made = ReportedPack.read(connection, terminal, of, organisation, heads, headKey);
        terminal.say("wrote " + made.write(to) + "; SHA-256 of its list of digests: " + made.digest());
    }

    private void write(YearMonth of, Path to) {
        MonthlySummary summary =
                ReportedSummaries.read(connection, terminal).summary(new SummaryRequest(of, organisation, asFinal));
        summary.cover().notices().forEach(terminal::say);
        byte[] bytes = SummaryReport.of(summary, format);
        if (to.equals(STANDARD_OUTPUT)) {
            terminal.out().writeBytes(bytes);
            terminal.out().flush();
            return;
        }
        Path file = Files.isDirectory(to) ? to.resolve(SummaryReport.fileName(summary, format)) : to;
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw CommandFailedException.wrongUsage("--out: cannot write " + file + ": " + e.getMessage());
        }
        terminal.say("wrote " + file + ", " + (summary.cover().isFinal() ? "final" : "draft") + ", revision "
                + summary.cover().revision());
        if (!summary.cover().isFinal() && !summary.cover().notFinalBecause().isEmpty()) {
            terminal.say(
                    "it cannot be final: " + String.join("; ", summary.cover().notFinalBecause()));
        }
    }
}
