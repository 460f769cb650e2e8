package io.dspt.monitor.quickstart;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The standards rules are evidence for. */
@Command(
        name = "standards",
        header = "List the standards, and take official texts from a workbook.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor standards list",
            "  dspt-monitor standards import workbook.xlsx --out my-rules/standards/dspt-8-ndg.overlay.yaml",
            "",
            "Usage: dspt-monitor standards list|import FILE.xlsx [OPTIONS]",
        },
        synopsisHeading = "")
final class StandardsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private StandardsCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new StandardsCommand())
                .addSubcommand(new StandardsListCommand(terminal))
                .addSubcommand(new StandardsImportCommand(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing subcommand: list or import");
    }
}
