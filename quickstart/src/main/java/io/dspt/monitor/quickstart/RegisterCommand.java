package io.dspt.monitor.quickstart;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What people supply: which registers there are, and their rows. */
@Command(
        name = "register",
        header = "List the registers, explain one, check files and load them.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor register list",
            "  dspt-monitor register show leavers",
            "  dspt-monitor register check leavers.csv",
            "  dspt-monitor register load leavers.csv",
            "",
            "Usage: dspt-monitor register list|show NAME|check FILE|load FILE [OPTIONS]",
        },
        synopsisHeading = "")
final class RegisterCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private RegisterCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new RegisterCommand())
                .addSubcommand(new RegisterListCommand(terminal))
                .addSubcommand(new RegisterShowCommand(terminal))
                .addSubcommand(new RegisterCheckCommand(terminal))
                .addSubcommand(new RegisterLoadCommand(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing subcommand: list, show, check or load");
    }
}
