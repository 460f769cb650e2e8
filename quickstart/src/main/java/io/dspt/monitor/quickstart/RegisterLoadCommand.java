package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.RegisterTransfer;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.quickstart.registers.RegisterFile;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads a register file into a running monitor: all of its rows, or none. */
@Command(
        name = "load",
        header = "Load a register file into a running monitor.",
        description = "Every row is checked first, and nothing is sent when one of them is not good.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor register load leavers.csv",
            "  dspt-monitor register load more-leavers.csv --register leavers --merge",
            "  dspt-monitor register load leavers.csv --dry-run",
            "",
            "Usage: dspt-monitor register load FILE [OPTIONS]",
        },
        synopsisHeading = "")
final class RegisterLoadCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "CSV with a header row, or a YAML list of rows")
    private Path file = Path.of("");

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "which register it is (default: the file's name up to the first dot)")
    private @Nullable String name;

    @ArgGroup
    private @Nullable Mode mode;

    @Option(names = "--dry-run", description = "check the file and send nothing")
    private boolean dryRun;

    @Option(names = "--accept-good", description = "load the good rows although others are refused")
    private boolean acceptGood;

    @Mixin
    private final RuleSource source = new RuleSource();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    /** What becomes of the rows that are there. */
    private static final class Mode {
        @Option(names = "--replace", description = "rows that the file does not name go (default)")
        private boolean replace;

        @Option(names = "--merge", description = "rows that the file does not name stay")
        private boolean merge;
    }

    RegisterLoadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RegisterDefinition register = RegisterShowCommand.named(
                source.load(terminal).book().registers(), name == null ? RegisterFile.registerOf(file) : name);
        RegisterFile read = RegisterCheckCommand.read(terminal, file, register);
        boolean refused = !read.refused().isEmpty();
        String counted = read.rows().size() + " good, " + read.refused().size() + " refused";
        if (refused && (!acceptGood || read.rows().isEmpty())) {
            throw CommandFailedException.failed("nothing was sent: " + register.name() + " has " + counted);
        }
        if (dryRun) {
            terminal.out().println(register.name() + ": " + counted + ", nothing was sent");
            terminal.out().flush();
            return ExitCode.DONE;
        }
        boolean replaceAll = mode == null || (mode.replace && !mode.merge);
        try (ControlSender sender = connection.open()) {
            sender.send(parts(register, read, replaceAll), record -> false);
        }
        terminal.out()
                .println(register.name() + ": " + read.rows().size() + " rows loaded, "
                        + (replaceAll ? "in the place of all it held" : "beside those it held"));
        terminal.out().flush();
        return ExitCode.DONE;
    }

    private List<ControlRecord> parts(RegisterDefinition register, RegisterFile read, boolean replaceAll) {
        try {
            return RegisterTransfer.parts(
                    "command-" + UUID.randomUUID(), register.name(), replaceAll, read.rows(), List.of());
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.failed(file + ": too much for one load: divide it, and load with --merge");
        }
    }
}
