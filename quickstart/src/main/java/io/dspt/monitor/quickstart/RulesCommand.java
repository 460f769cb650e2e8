package io.dspt.monitor.quickstart;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The catalogue: what is watched, why, how it is proved, and which requirements it speaks to. */
@Command(
        name = "rules",
        header = "List, explain and test the rules, and show what they cover.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor rules list",
            "  dspt-monitor rules show RES-001",
            "  dspt-monitor rules test",
            "  dspt-monitor rules test my-rules/",
            "  dspt-monitor rules backtest --rules my-rules/ logs/",
            "  dspt-monitor rules apply my-rules/",
            "  dspt-monitor rules coverage",
            "  dspt-monitor rules coverage --framework CAF --version 8 --gaps",
            "  dspt-monitor rules import-azure-policy definition.json --out my-rules/",
            "",
            "Usage: dspt-monitor rules list|show ID|test [DIR]|backtest|apply DIR|coverage|import-azure-policy FILE [OPTIONS]",
        },
        synopsisHeading = "")
final class RulesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private RulesCommand() {}

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new RulesCommand())
                .addSubcommand(new RulesListCommand(terminal))
                .addSubcommand(new RulesShowCommand(terminal))
                .addSubcommand(new RulesTestCommand(terminal))
                .addSubcommand(new RulesBacktestCommand(terminal))
                .addSubcommand(new RulesApplyCommand(terminal))
                .addSubcommand(new RulesCoverageCommand(terminal))
                .addSubcommand(new RulesImportPolicyCommand(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Missing subcommand: list, show, test, backtest, apply, coverage or import-azure-policy");
    }
}
