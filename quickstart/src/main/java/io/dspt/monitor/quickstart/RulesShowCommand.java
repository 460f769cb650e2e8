package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.yaml.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Explains one rule: why it is there, what it looks at, what to do, and its text as an auditor signs it. */
@Command(name = "show", description = "Explain one rule.", mixinStandardHelpOptions = true)
final class RulesShowCommand implements Callable<Integer> {
    private static final int WIDTH = 100;

    private final Terminal terminal;

    @Parameters(paramLabel = "ID", description = "id of the rule, such as RES-001")
    private String id = "";

    @Mixin
    private final RuleSource source = new RuleSource();

    RulesShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBundle bundle = source.bundle();
        RuleBook.Loaded loaded = source.load(terminal);
        RuleBook book = loaded.book();
        CompiledRule rule = book.rule(id.toUpperCase(Locale.ROOT))
                .orElseThrow(() -> CommandFailedException.wrongUsage(
                        "there is no rule '" + id + "'" + NearestName.hint(book.ids(), id)));
        explain(rule);
        terminal.out()
                .println("The rule as it is signed (SHA-256 " + rule.rule().digest() + "):");
        terminal.out().println();
        String text = new String(bundle.files().get(rule.rule().file()), StandardCharsets.UTF_8);
        text.lines().forEach(line -> terminal.out().println(("    " + line).stripTrailing()));
        return loaded.refusals().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void explain(CompiledRule compiled) {
        Rule rule = compiled.rule();
        terminal.out()
                .println(rule.id() + "  " + rule.title() + "  ("
                        + rule.severity().printed() + ", "
                        + rule.kind().written() + ", "
                        + rule.status().name().toLowerCase(Locale.ROOT) + ")");
        paragraph("Why", rule.explanation().why());
        list("What to look at first", rule.explanation().triage());
        paragraph("How to put it right", rule.explanation().remedy());
        if (rule.explanation().unverified() != null) {
            paragraph("Not verified", rule.explanation().unverified());
        }
        list(
                "Facts it looks at",
                compiled.factsLookedAt().stream().map(Fact::name).sorted().toList());
        list("Speaks to", compiled.stamp().requirements());
        list("References", rule.explanation().references());
        terminal.out().println();
    }

    private void paragraph(String heading, String text) {
        terminal.out().println();
        terminal.out().println(heading + ":");
        wrapped(text, "  ");
    }

    private void list(String heading, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        terminal.out().println();
        terminal.out().println(heading + ":");
        for (String item : items) {
            if (item.contains("\n")) {
                item.lines().forEach(line -> terminal.out().println("      " + line));
            } else {
                wrapped(item, "  - ");
            }
        }
    }

    private void wrapped(String text, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.replace('\n', ' ').split(" +")) {
            if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
                terminal.out().println(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(indent.length()));
            }
            line.append(word).append(' ');
        }
        terminal.out().println(line.toString().stripTrailing());
    }
}
