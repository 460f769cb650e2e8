package io.dspt.monitor.quickstart;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.standard.Requirement;
import io.dspt.monitor.core.standard.Standard;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which requirement the rules speak to, and where they say nothing. */
@Command(
        name = "coverage",
        description = "Show which requirement is covered by what; gaps stay visible.",
        mixinStandardHelpOptions = true)
final class RulesCoverageCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final RuleSource source = new RuleSource();

    RulesCoverageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook.Loaded loaded = source.load(terminal);
        for (Standard standard : loaded.standards().all()) {
            print(standard, loaded.book());
        }
        terminal.out()
                .println(
                        "automated: all rules it is mapped to are in force and Azure can show all of it; partial: rules"
                                + " speak to a part, or a person must add to it;");
        terminal.out()
                .println("gap: Azure could show something of it, but no rule does; organisational: only people can say."
                        + " A rule in force is no evidence that the requirement is met.");
        return loaded.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void print(Standard standard, RuleBook book) {
        List<Requirement> requirements = standard.requirements();
        terminal.out()
                .println(standard.name() + (standard.confirmed() ? "" : " (unconfirmed)") + ", organisation categories "
                        + String.join(", ", standard.categories()));
        terminal.out()
                .println(AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                        .data(
                                requirements,
                                List.of(
                                        column("requirement", 16).with(Requirement::id),
                                        column("title", 76).with(Requirement::title),
                                        column("coverage", 16).with(requirement -> coverage(requirement, book)),
                                        column("rules", 52)
                                                .with(requirement -> String.join(", ", requirement.rules()))))
                        .asString());
        for (String kind : List.of("automated", "partial", "gap", "organisational")) {
            long count = requirements.stream()
                    .filter(requirement -> coverage(requirement, book).equals(kind))
                    .count();
            terminal.out().println("  " + kind + ": " + count + " of " + requirements.size());
        }
        terminal.out().println();
    }

    /** How much of a requirement rules in force speak to. */
    static String coverage(Requirement requirement, RuleBook book) {
        List<String> inForce = requirement.rules().stream()
                .filter(rule -> book.rule(rule).isPresent())
                .toList();
        if (inForce.isEmpty()) {
            return requirement.machine() == Requirement.Machine.HUMAN ? "organisational" : "gap";
        }
        boolean whole = requirement.machine() == Requirement.Machine.AUTOMATED
                && requirement.rulesComplete()
                && inForce.size() == requirement.rules().size();
        return whole ? "automated" : "partial";
    }

    private static Column column(String header, int width) {
        return new Column()
                .header(header)
                .maxWidth(width)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT);
    }
}
