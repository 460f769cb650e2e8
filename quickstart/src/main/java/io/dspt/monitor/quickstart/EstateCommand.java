package io.dspt.monitor.quickstart;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The estates that are watched. */
@Command(
        name = "estate",
        header = "Begin the log of an estate.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor estate begin northern-trust --live --config ingest.yaml --key-file control.pem",
            "",
            "Usage: dspt-monitor estate begin NAME [OPTIONS]",
        },
        synopsisHeading = "")
final class EstateCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private EstateCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new EstateCommand()).addSubcommand(new EstateBeginCommand(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing subcommand: begin");
    }
}
