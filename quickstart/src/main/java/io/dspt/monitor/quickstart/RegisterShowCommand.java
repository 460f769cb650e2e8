package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.register.ColumnType;
import io.dspt.monitor.core.register.RegisterColumn;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterDefinitions;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.yaml.NearestName;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains one register: its columns, and a file to begin with. */
@Command(name = "show", description = "Explain one register.", mixinStandardHelpOptions = true)
final class RegisterShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "name of the register, such as leavers")
    private String name = "";

    @Mixin
    private final RuleSource source = new RuleSource();

    RegisterShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook.Loaded loaded = source.load(terminal);
        RegisterDefinition register = named(loaded.book().registers(), name);
        PrintStream out = terminal.out();
        out.println(register.name() + "  " + register.title());
        out.println();
        out.println("  " + register.meaning());
        out.println("  Not loaded: " + notLoaded(register));
        out.println();
        for (RegisterColumn column : register.columns().values()) {
            out.printf(
                    Locale.ROOT,
                    "  %-28s %-10s %s%s%n",
                    column.name() + (column.key() ? " (key)" : column.required() ? " (required)" : ""),
                    column.type() == ColumnType.ONE_OF
                            ? "one of"
                            : column.type().name().toLowerCase(Locale.ROOT),
                    column.meaning(),
                    column.choices().isEmpty() ? "" : " (" + String.join(", ", column.choices()) + ")");
        }
        out.println();
        out.println("A file to begin with, " + register.name() + ".csv:");
        out.println();
        out.println("    " + String.join(",", register.example().keySet()));
        out.println("    "
                + register.example().values().stream()
                        .map(RegisterShowCommand::quoted)
                        .collect(Collectors.joining(",")));
        return loaded.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** The register of this name, or what somebody probably meant. */
    static RegisterDefinition named(RegisterDefinitions registers, String name) {
        return registers
                .find(name)
                .orElseThrow(() -> CommandFailedException.wrongUsage("there is no register '" + name + "'"
                        + NearestName.hint(registers.byName().keySet(), name)));
    }

    private static String notLoaded(RegisterDefinition register) {
        return switch (register.whenNotLoaded()) {
            case NONE -> "nothing counts as being in it";
            case EVERY -> "everything counts as being in it";
            case UNKNOWN -> "rules that ask it are unevaluable";
        };
    }

    private static String quoted(String cell) {
        return cell.contains(",") || cell.contains("\"") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
