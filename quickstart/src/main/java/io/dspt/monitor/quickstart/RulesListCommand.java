package io.dspt.monitor.quickstart;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints one line for each rule. */
@Command(name = "list", description = "List the rules.", mixinStandardHelpOptions = true)
final class RulesListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final RuleSource source = new RuleSource();

    RulesListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook.Loaded loaded = source.load(terminal);
        List<Rule> rules =
                loaded.book().rules().values().stream().map(rule -> rule.rule()).toList();
        terminal.out()
                .println(AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                        .data(
                                rules,
                                List.of(
                                        column("rule", 12).with(Rule::id),
                                        column("severity", 12)
                                                .with(rule -> rule.severity().printed()),
                                        column("status", 14)
                                                .with(rule ->
                                                        rule.status().name().toLowerCase(Locale.ROOT)),
                                        column("kind", 14)
                                                .with(rule -> rule.kind().written()),
                                        column("title", 100).with(Rule::title)))
                        .asString());
        terminal.out().println(rules.size() + " rules. One explained: dspt-monitor rules show " + exampleOf(rules));
        return loaded.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String exampleOf(List<Rule> rules) {
        return rules.isEmpty() ? "ID" : rules.get(0).id();
    }

    private static Column column(String header, int width) {
        return new Column()
                .header(header)
                .maxWidth(width)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT);
    }
}
