package io.dspt.monitor.quickstart;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.standard.RequirementCoverage;
import io.dspt.monitor.core.standard.RequirementCoverage.Maturity;
import io.dspt.monitor.core.standard.RequirementCoverage.State;
import io.dspt.monitor.core.standard.Standard;
import io.dspt.monitor.streams.output.RequirementJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which requirement the rules speak to, and where they say nothing. */
@Command(name = "coverage", description = "Show which requirement is covered by what; gaps stay visible.")
final class RulesCoverageCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final RuleSource source = new RuleSource();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help message and exit")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Option(
            names = "--framework",
            paramLabel = "NAME",
            description = "only this framework, such as NDG, CAF or SECURITY")
    private @Nullable String framework;

    @Option(names = "--version", paramLabel = "VERSION", description = "only this version of the toolkit, such as 8")
    private @Nullable String version;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description = "only what concerns this category of organisation, 1 to 4")
    private @Nullable String category;

    @Option(names = "--gaps", description = "only what no rule speaks to although Azure could show something of it")
    private boolean gaps;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people, json for one requirement per line (default: ${DEFAULT-VALUE})")
    private CommonOptions.Format format = CommonOptions.Format.TABLE;

    RulesCoverageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBook.Loaded loaded = source.load(terminal);
        List<Standard> standards = loaded.standards()
                .matching(framework, version)
                .filter(standard -> category == null || standard.categories().contains(category))
                .toList();
        if (standards.isEmpty()) {
            throw CommandFailedException.wrongUsage("no standard is for this; there are "
                    + String.join(
                            ", ",
                            loaded.standards().all().stream()
                                    .map(standard -> standard.name() + " for categories "
                                            + String.join(", ", standard.categories()))
                                    .toList()));
        }
        for (Standard standard : standards) {
            List<RequirementCoverage> coverage =
                    RequirementCoverage.of(standard, category, id -> maturity(loaded.book(), id));
            if (format == CommonOptions.Format.JSON) {
                shown(coverage)
                        .forEach(row ->
                                terminal.out().println(new String(RequirementJson.of(row), StandardCharsets.UTF_8)));
            } else {
                print(standard, coverage);
            }
        }
        if (format == CommonOptions.Format.TABLE) {
            explain();
        }
        return loaded.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void explain() {
        terminal.out()
                .println("automated: all its rules are in force and verified, and show all that can be watched of it;"
                        + " partial: rules speak to a part, some are incubating (*) or not in force (-), or a person"
                        + " must add to it;");
        terminal.out()
                .println("gap: Azure could show something of it, but no rule does; organisational: only people can say."
                        + " A rule in force is no evidence that the requirement is met.");
    }

    /** How far a rule of the book can be relied on. */
    static Maturity maturity(RuleBook book, String id) {
        return book.rule(id)
                .map(rule -> switch (rule.rule().status()) {
                    case STABLE -> Maturity.STABLE;
                    case INCUBATING, SANDBOX -> Maturity.INCUBATING;
                    case RETIRED -> Maturity.NOT_IN_FORCE;
                })
                .orElse(Maturity.NOT_IN_FORCE);
    }

    private List<RequirementCoverage> shown(List<RequirementCoverage> coverage) {
        return coverage.stream()
                .filter(row -> !gaps || (row.counted() && row.state() == State.GAP))
                .toList();
    }

    private void print(Standard standard, List<RequirementCoverage> coverage) {
        terminal.out()
                .println(standard.name() + (standard.confirmed() ? "" : " (unconfirmed)") + ", " + standard.year()
                        + ", organisation categories " + String.join(", ", standard.categories()));
        terminal.out()
                .println(AsciiTable.builder()
                        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                        .data(
                                shown(coverage),
                                List.of(
                                        column("requirement", 16)
                                                .with(row -> row.requirement().id()),
                                        column("title", 70)
                                                .with(row -> row.requirement().title()),
                                        column("coverage", 16)
                                                .with(row -> word(row.state()) + (row.counted() ? "" : " (items)")),
                                        column("rules, and what none shows", 74).with(RulesCoverageCommand::by)))
                        .asString());
        long counted = coverage.stream().filter(RequirementCoverage::counted).count();
        for (State state : State.values()) {
            long count = coverage.stream()
                    .filter(row -> row.counted() && row.state() == state)
                    .count();
            terminal.out().println("  " + word(state) + ": " + count + " of " + counted);
        }
        terminal.out().println();
    }

    private static String by(RequirementCoverage row) {
        List<String> parts = new ArrayList<>(row.stable());
        row.incubating().forEach(rule -> parts.add(rule + "*"));
        row.missing().forEach(rule -> parts.add(rule + "-"));
        String rules = String.join(", ", parts);
        String gap = row.requirement().gap();
        if (gap == null) {
            return rules;
        }
        return rules.isEmpty() ? gap : rules + ". " + gap;
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static Column column(String header, int width) {
        return new Column()
                .header(header)
                .maxWidth(width)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT);
    }
}
