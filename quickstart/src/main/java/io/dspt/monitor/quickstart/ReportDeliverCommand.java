package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.ledger.FiledReport;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.Period;
import io.dspt.monitor.core.posture.SummaryRequest;
import io.dspt.monitor.streams.report.SummaryReport;
import io.dspt.monitor.streams.report.SummaryReport.Format;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands over the summaries that are due, and has the ledger say so. */
@Command(
        name = "deliver",
        header = "Write the summaries that are due into a folder or a container, and their hashes into the ledger.",
        description = "Meant to be run every day: from the first working day on it hands over the summary of the month"
                + " before, as final where it can be. What was handed over stands in the ledger and is not written again; a"
                + " draft is followed once, by what can be final.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor report deliver --to summaries/",
            "  dspt-monitor report deliver --to summaries/ --organisation RA9 --format pdf --format csv",
            "  dspt-monitor report deliver --to summaries/ --month 2026-10",
            "  dspt-monitor report deliver --to https://ACCOUNT.blob.core.windows.net/summaries",
            "",
            "Usage: dspt-monitor report deliver --to DIR|CONTAINER-URL [OPTIONS]",
        },
        synopsisHeading = "")
final class ReportDeliverCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock;

    /** Read by us alone: what picocli cannot convert it repeats, signature and all. */
    @Option(
            names = "--to",
            paramLabel = "DIR|CONTAINER-URL",
            required = true,
            description =
                    "a folder, or a container of Blob storage: https://ACCOUNT.blob.core.windows.net/CONTAINER[/FOLDER], where"
                            + " nothing is overwritten; each month gets a folder in it. Entra says who writes, or a signature"
                            + " behind '?': put such an address into a file, and that as @FILE here, so that nobody sees it among"
                            + " the processes")
    private String to = "";

    @Option(
            names = "--organisation",
            paramLabel = "ODS",
            description = "ODS code; may be given again (default: every known one, and the whole estate)")
    private List<String> organisations = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "html, pdf, csv, json or ocsf; may be given again (default: all)")
    private List<Format> formats = new ArrayList<>();

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM",
            description = "this month, on whatever day (default: the month before, from the first working day on)")
    private @Nullable YearMonth month;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "dspt-monitor",
            description = "who hands them over, as the ledger will have it (default: ${DEFAULT-VALUE})")
    private String by = "dspt-monitor";

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    ReportDeliverCommand(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        DeliveryPlace place = place();
        ReportedSummaries summaries = ReportedSummaries.read(connection, terminal);
        YearMonth due = month == null ? dueToday(summaries) : month;
        if (due == null) {
            return ExitCode.DONE;
        }
        int delivered = 0;
        for (@Nullable String organisation : wanted(summaries)) {
            delivered += deliver(summaries, due, organisation, place) ? 1 : 0;
        }
        terminal.say(delivered == 0 ? "nothing was due" : "handed over: " + delivered + " of " + due);
        return ExitCode.DONE;
    }

    private DeliveryPlace place() {
        try {
            return DeliveryPlace.of(to);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.wrongUsage("--to: " + e.getMessage());
        }
    }

    /** The month before, when its day has come; {@code null} when it has not. */
    private @Nullable YearMonth dueToday(ReportedSummaries summaries) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Period.LONDON);
        LocalDate first = summaries
                .firstWorkingDay(YearMonth.from(today))
                .orElseThrow(() -> CommandFailedException.failed("the calendar of the live rule set does not know the"
                        + " holidays of " + today.getYear() + ": name the month with --month"));
        if (today.isBefore(first)) {
            terminal.say("nothing is due before " + first + ", the first working day");
            return null;
        }
        return YearMonth.from(today).minusMonths(1);
    }

    private List<@Nullable String> wanted(ReportedSummaries summaries) {
        List<@Nullable String> wanted = new ArrayList<>(organisations);
        if (wanted.isEmpty()) {
            wanted.add(null);
            wanted.addAll(summaries.organisations());
        }
        return wanted;
    }

    private boolean deliver(
            ReportedSummaries summaries, YearMonth of, @Nullable String organisation, DeliveryPlace place) {
        String name = organisation == null ? "the whole estate" : organisation;
        MonthlySummary draft = summaries.summary(new SummaryRequest(of, organisation, false));
        boolean canBeFinal = draft.cover().notFinalBecause().isEmpty();
        if (!summaries.isDue(of, organisation, canBeFinal)) {
            terminal.say(name + ": handed over before, and nothing that could be relied on has taken its place");
            return false;
        }
        MonthlySummary summary = canBeFinal ? summaries.summary(new SummaryRequest(of, organisation, true)) : draft;
        SortedMap<String, String> files = write(summary, place);
        file(new FiledReport(
                of,
                organisation,
                summary.cover().revision(),
                canBeFinal ? FiledReport.State.FINAL : FiledReport.State.DRAFT,
                files));
        terminal.say(name + ": " + (canBeFinal ? "final" : "draft") + ", revision "
                + summary.cover().revision() + ", " + files.size() + " files");
        summary.cover().notFinalBecause().forEach(reason -> terminal.say("  it cannot be final: " + reason));
        return true;
    }

    /** Puts it there in every format, once it is made in all of them; gives the hash of each file. */
    private SortedMap<String, String> write(MonthlySummary summary, DeliveryPlace place) {
        SortedMap<Format, byte[]> made = new TreeMap<>();
        for (Format format : formats.isEmpty() ? List.of(Format.values()) : formats) {
            made.put(format, SummaryReport.of(summary, format));
        }
        SortedMap<String, String> hashes = new TreeMap<>();
        try {
            for (Map.Entry<Format, byte[]> file : made.entrySet()) {
                String name = SummaryReport.fileName(summary, file.getKey());
                place.put(summary.cover().month() + "/" + name, file.getKey(), file.getValue());
                hashes.put(name, Sha256.hex(file.getValue()));
            }
            return hashes;
        } catch (IOException e) {
            throw CommandFailedException.failed("--to: cannot write into " + place + ": " + e.getMessage());
        }
    }

    private void file(FiledReport report) {
        try (ControlSender sender = connection.open()) {
            sender.send(List.of(new ControlRecord.ReportFiled(report, by, clock.instant())), record -> false);
        }
    }
}
