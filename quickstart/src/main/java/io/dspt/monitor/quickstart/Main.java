package io.dspt.monitor.quickstart;

import io.dspt.monitor.ingest.blob.AddressSignature;
import io.dspt.monitor.ingest.command.IngestCommand;
import io.dspt.monitor.ingest.command.IngestFailedException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the {@code dspt-monitor} command; without a subcommand it prints its help. */
@Command(
        name = "dspt-monitor",
        description = "Watches Azure events for violations of the NHS Data Security and Protection Toolkit.",
        customSynopsis = {
            "Examples:",
            "  dspt-monitor quickstart --once",
            "  dspt-monitor evaluate logs/ --format json",
            "",
            "Usage: dspt-monitor COMMAND [OPTIONS]",
        },
        synopsisHeading = "",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        int exitCode;
        try {
            exitCode = commandLine(terminal).execute(args);
        } catch (Error e) {
            exitCode = failed(e, terminal);
        }
        terminal.out().flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine main = new CommandLine(new Main());
        IParameterExceptionHandler usual = main.getParameterExceptionHandler();
        return main.addSubcommand(new QuickstartCommand(terminal))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new StreamCommand(terminal))
                .addSubcommand("rules", RulesCommand.commandLine(terminal))
                .addSubcommand("register", RegisterCommand.commandLine(terminal))
                .addSubcommand("finding", FindingCommand.commandLine(terminal))
                .addSubcommand("exempt", ExemptCommand.commandLine(terminal))
                .addSubcommand("estate", EstateCommand.commandLine(terminal))
                .addSubcommand("ledger", LedgerCommand.commandLine(terminal))
                .addSubcommand("ingest", IngestCommand.commandLine(terminal.in(), terminal.err()))
                .addSubcommand("demo", DemoCommand.commandLine(terminal))
                .addSubcommand("report", ReportCommand.commandLine(terminal))
                .addSubcommand("standards", StandardsCommand.commandLine(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(
                        (wrong, arguments) -> usual.handleParseException(withoutSignature(wrong), arguments))
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> failed(failure, terminal));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What is wrong with a command is said with the words of the command, among which there may be a signature. */
    private static ParameterException withoutSignature(ParameterException wrong) {
        String says = String.valueOf(wrong.getMessage());
        String told = AddressSignature.hiddenIn(says);
        return told.equals(says) ? wrong : new ParameterException(wrong.getCommandLine(), told);
    }

    private static int failed(Throwable failure, Terminal terminal) {
        terminal.out().flush();
        if (failure instanceof CommandFailedException failed) {
            terminal.say(failed.says());
            return failed.exitCode();
        }
        if (failure instanceof IngestFailedException failed) {
            terminal.say(failed.says());
            return failed.exitCode();
        }
        // Whoever runs the command has no use for a stack trace; whoever looks into it finds it in the log.
        LoggerFactory.getLogger(Main.class).info("A command failed", failure);
        String why = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        terminal.say("failed by an error of its own: " + failure.getClass().getSimpleName() + why);
        return ExitCode.FAILED;
    }

    /** Reads the version from the manifest of the jar it runs from. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"dspt-monitor " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
