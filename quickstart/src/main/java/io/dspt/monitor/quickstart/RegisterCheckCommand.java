package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.quickstart.registers.RegisterFile;
import io.dspt.monitor.quickstart.registers.UnreadableRegisterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says of every row of a file whether it could be loaded; sends nothing. */
@Command(name = "check", description = "Check a register file row by row.", mixinStandardHelpOptions = true)
final class RegisterCheckCommand implements Callable<Integer> {
    private static final int MOST_ROWS_NAMED = 1_000;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "CSV with a header row, or a YAML list of rows")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "which register it is (default: the file's name up to the first dot)")
    private @Nullable String name;

    @Mixin
    private final RuleSource source = new RuleSource();

    RegisterCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RegisterDefinition register = RegisterShowCommand.named(
                source.load(terminal).book().registers(), name == null ? RegisterFile.registerOf(file) : name);
        RegisterFile read = read(terminal, file, register);
        terminal.out()
                .println(register.name() + ": " + read.rows().size() + " good, "
                        + read.refused().size() + " refused");
        return read.refused().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Reads a file and names each refused row. */
    static RegisterFile read(Terminal terminal, Path file, RegisterDefinition register) {
        if (!Files.isRegularFile(file)) {
            throw CommandFailedException.wrongUsage("there is no file " + file);
        }
        try {
            RegisterFile read = RegisterFile.read(file, register);
            read.refused().stream().limit(MOST_ROWS_NAMED).forEach(row -> terminal.say("refused " + row.inWords()));
            if (read.refused().size() > MOST_ROWS_NAMED) {
                terminal.say("and " + (read.refused().size() - MOST_ROWS_NAMED) + " more");
            }
            return read;
        } catch (UnreadableRegisterException e) {
            throw CommandFailedException.failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CommandFailedException.failed("cannot read " + file + ": " + e.getMessage());
        }
    }
}
