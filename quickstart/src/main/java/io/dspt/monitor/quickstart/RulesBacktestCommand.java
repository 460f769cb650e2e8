package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.files.FilesIngestor;
import io.dspt.monitor.ingest.files.InputTree;
import io.dspt.monitor.quickstart.CommonOptions.Format;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a candidate rule set beside another one over the same records and prints what would be different. */
@Command(
        name = "backtest",
        header = "What would be different with other rules.",
        description = "Runs a candidate rule set beside the live one over the same records, in memory and apart from"
                + " anything that runs, and prints the difference in findings.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor rules backtest --rules my-rules/ logs/",
            "  dspt-monitor rules backtest --rules next/ --against now/ logs/ --format json",
            "",
            "Usage: dspt-monitor rules backtest --rules DIR [--against DIR] PATH... [OPTIONS]",
        },
        synopsisHeading = "")
final class RulesBacktestCommand implements Callable<Integer> {
    private static final String ESTATE = "backtest";

    private final Terminal terminal;

    @Option(names = "--rules", paramLabel = "DIR", required = true, description = "the candidate rules")
    private Path candidate = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "the rules to compare with (default: the built-in catalogue)")
    private @Nullable Path against;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people, json for one difference per line (default: ${DEFAULT-VALUE})")
    private Format format = Format.TABLE;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "files, folders (json, jsonl, ndjson, log, txt and their .gz, in name order) or - for what is"
                    + " piped in")
    private List<String> paths = new ArrayList<>();

    RulesBacktestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RuleBundle candidateRules = RuleSource.bundle("--rules", candidate);
        RuleBundle liveRules = against == null ? RuleBundle.builtIn() : RuleSource.bundle("--against", against);
        try (Progress progress = new Progress(terminal)) {
            progress.begin("judging " + String.join(", ", paths) + " by both rule sets");
            int refused = Engine.refusals(candidateRules, terminal);
            Instant notAfter = Instant.now();
            Evaluation live = new Evaluation(ESTATE, null, liveRules, notAfter);
            Evaluation other = new Evaluation(ESTATE, null, candidateRules, notAfter);
            int unreadable = new FilesIngestor(
                            new ReaderPipeline(MaskKey.demo()), new BacktestLog(live.log(), other.log()), progress)
                    .ingest(InputTree.walk(paths, terminal.in()));
            Evaluation.Outcome before = live.finish();
            Evaluation.Outcome after = other.finish();
            progress.rest();
            print(before, after);
            return refused > 0 || unreadable > 0 ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private void print(Evaluation.Outcome before, Evaluation.Outcome after) {
        List<FindingDifference> differences = FindingDifference.between(before.findings(), after.findings());
        if (format == Format.JSON) {
            differences.forEach(difference -> terminal.out().print(json(difference) + "\n"));
            terminal.out().flush();
            return;
        }
        PrintStream out = terminal.out();
        for (FindingDifference difference : differences) {
            out.printf(
                    "%-8s %s  %-8s  %s  %s%n",
                    difference.kind().name().toLowerCase(java.util.Locale.ROOT),
                    difference.shown().rule(),
                    difference.shown().severity().printed(),
                    difference.shown().openedAt(),
                    difference.shown().message());
            if (difference.kind() == FindingDifference.Kind.CHANGED) {
                out.println("         " + difference.inWords());
            }
        }
        if (!differences.isEmpty()) {
            out.println();
        }
        perRule(differences, "unevaluable", before, after).forEach(out::println);
        out.println(
                before.counts().read() + " records read: " + before.findings().size()
                        + " findings by the live rules, " + after.findings().size() + " by the candidate; "
                        + (differences.isEmpty() ? "no difference" : differences.size() + " differ"));
        out.flush();
    }

    /** One line for each rule with differences, and for each whose records could less or more often be judged. */
    private static List<String> perRule(
            List<FindingDifference> differences,
            String unevaluable,
            Evaluation.Outcome before,
            Evaluation.Outcome after) {
        Map<String, int[]> counts = new TreeMap<>();
        for (FindingDifference difference : differences) {
            counts.computeIfAbsent(difference.shown().rule(), rule -> new int[3])[
                    difference.kind().ordinal()]++;
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((rule, count) ->
                lines.add(rule + ": " + count[0] + " added, " + count[1] + " removed, " + count[2] + " changed"));
        Map<String, Long> was = before.counts().unevaluable();
        Map<String, Long> is = after.counts().unevaluable();
        Map<String, Long> rules = new TreeMap<>(was);
        rules.putAll(is);
        rules.keySet().forEach(rule -> {
            long old = was.getOrDefault(rule, 0L);
            long now = is.getOrDefault(rule, 0L);
            if (old != now) {
                lines.add(rule + ": " + unevaluable + " " + old + " -> " + now);
            }
        });
        return lines;
    }

    private static String json(FindingDifference difference) {
        return "{\"difference\":\"" + difference.kind().name().toLowerCase(java.util.Locale.ROOT) + "\",\"before\":"
                + (difference.before() == null ? "null" : difference.before().json()) + ",\"after\":"
                + (difference.after() == null ? "null" : difference.after().json()) + "}";
    }
}
