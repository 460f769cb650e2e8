package io.dspt.monitor.quickstart;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.dspt.monitor.core.register.RegisterColumn;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.rule.RuleBook;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which registers the rule set asks. */
@Command(name = "list", description = "Show the registers.", mixinStandardHelpOptions = true)
final class RegisterListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final RuleSource source = new RuleSource();

    RegisterListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook.Loaded loaded = source.load(terminal);
        terminal.out()
                .println(AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                        .data(
                                loaded.book().registers().byName().values(),
                                List.of(
                                        column("register").with(RegisterDefinition::name),
                                        column("what").with(RegisterDefinition::title),
                                        column("key").with(RegisterListCommand::key),
                                        column("not loaded").with(RegisterListCommand::whenNotLoaded),
                                        column("rules")
                                                .with(register -> String.valueOf(rules(loaded.book(), register)))))
                        .asString());
        return loaded.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String key(RegisterDefinition register) {
        return register.columns().values().stream()
                .filter(RegisterColumn::key)
                .map(RegisterColumn::name)
                .collect(Collectors.joining(", "));
    }

    private static String whenNotLoaded(RegisterDefinition register) {
        return register.whenNotLoaded().name().toLowerCase(Locale.ROOT);
    }

    /** How many rules name the register; facts joined from it are not counted. */
    static long rules(RuleBook book, RegisterDefinition register) {
        return book.rules().values().stream()
                .filter(rule -> rule.registersAsked().contains(register.name())
                        || rule.factsLookedAt().stream()
                                .anyMatch(fact -> fact.name().startsWith("register." + register.name() + ".")))
                .count();
    }

    private static Column column(String header) {
        return new Column()
                .header(header)
                .maxWidth(60)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT);
    }
}
