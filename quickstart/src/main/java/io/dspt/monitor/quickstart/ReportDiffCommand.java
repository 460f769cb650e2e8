package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.posture.MonthlySummary.FindingLine;
import io.dspt.monitor.core.posture.MonthlySummary.RuleSetChange;
import io.dspt.monitor.core.posture.SummaryDifference;
import io.dspt.monitor.core.posture.SummaryDifference.RegionDifference;
import io.dspt.monitor.core.posture.SummaryDifference.SignalDifference;
import io.dspt.monitor.core.posture.SummaryRequest;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is different between the ends of two months, and which rule sets went live between them. */
@Command(
        name = "diff",
        header = "Compare the summaries of two months.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor report diff 2026-09 2026-10",
            "  dspt-monitor report diff 2026-09 2026-10 --organisation RA9",
            "",
            "Usage: dspt-monitor report diff EARLIER LATER [OPTIONS]",
        },
        synopsisHeading = "")
final class ReportDiffCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "EARLIER", description = "calendar month, such as 2026-09")
    private YearMonth earlier = YearMonth.of(1, 1);

    @Parameters(index = "1", paramLabel = "LATER", description = "a later one")
    private YearMonth later = YearMonth.of(1, 1);

    @Option(
            names = "--organisation",
            paramLabel = "ODS",
            description = "ODS code of one organisation (default: the whole estate)")
    private @Nullable String organisation;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    ReportDiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!later.isAfter(earlier)) {
            throw CommandFailedException.wrongUsage("the later month comes second: " + earlier + " " + later);
        }
        ReportedSummaries summaries = ReportedSummaries.read(connection, terminal);
        print(SummaryDifference.between(
                summaries.summary(new SummaryRequest(earlier, organisation, false)),
                summaries.summary(new SummaryRequest(later, organisation, false))));
        terminal.out().flush();
        return ExitCode.DONE;
    }

    private void print(SummaryDifference difference) {
        findings("Stands now and did not", difference.opened());
        findings("Stood and does not now", difference.closed());
        findings("In another state or of another severity", difference.changed());
        regions(difference.regions());
        say("Requirements with another signal: " + difference.signals().size());
        for (SignalDifference signal : difference.signals()) {
            say("  " + signal.requirement() + "  " + signal.before() + " -> " + signal.now()
                    + (signal.changedRules().isEmpty()
                            ? ""
                            : "  (rules changed meanwhile: " + String.join(", ", signal.changedRules()) + ")"));
        }
        say("Rule sets that went live: " + difference.ruleSets().size());
        for (RuleSetChange change : difference.ruleSets()) {
            say("  " + change.at() + "  " + change.digest() + "  added "
                    + change.added().size() + ", removed " + change.removed().size() + ", changed "
                    + change.changed().size());
        }
    }

    private void regions(@Nullable List<RegionDifference> regions) {
        String title = "Regions with another number of resources with patient data: ";
        if (regions == null) {
            say(title + "not compared, resources were not counted in one of the months");
            return;
        }
        say(title + regions.size());
        regions.forEach(region -> say("  " + region.region() + "  stand there "
                + region.before().resources() + " -> " + region.now().resources() + ", keep a copy there "
                + region.before().copies() + " -> " + region.now().copies()));
    }

    private void findings(String title, List<FindingLine> lines) {
        say(title + ": " + lines.size());
        lines.forEach(line -> say("  " + line.id() + "  " + line.rule() + "  "
                + line.severity().printed() + "  " + line.status() + "  " + FindingsPrinter.plain(line.title())));
    }

    private void say(String line) {
        terminal.out().println(line);
    }
}
