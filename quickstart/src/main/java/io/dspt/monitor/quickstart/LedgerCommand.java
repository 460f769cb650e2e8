package io.dspt.monitor.quickstart;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The ledger, for those who do not take it on trust. */
@Command(
        name = "ledger",
        header = "Export the ledger, and verify that no line of it was changed or removed.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor ledger export --out ledger/",
            "  dspt-monitor ledger verify --export ledger/ --heads heads/ --key public.pem",
            "",
            "Usage: dspt-monitor ledger export|verify [OPTIONS]",
        },
        synopsisHeading = "")
final class LedgerCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private LedgerCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new LedgerCommand())
                .addSubcommand(new LedgerExportCommand(terminal))
                .addSubcommand(new LedgerVerifyCommand(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing subcommand: export or verify");
    }
}
