package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.files.FilesIngestor;
import io.dspt.monitor.ingest.files.InputTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Judges files in memory, with no Kafka, and prints the final state of every finding. */
@Command(
        name = "evaluate",
        header = "Judge files in memory and print the findings.",
        description =
                "The same fold as in production over files, with no Kafka: for rule authors, pipelines, incidents.",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "Examples:",
            "  dspt-monitor evaluate logs/",
            "  dspt-monitor evaluate logs/ --format json --fail-on high",
            "  zcat activity.json.gz | dspt-monitor evaluate - --rules my-rules/",
            "",
            "Usage: dspt-monitor evaluate PATH... [OPTIONS]",
        },
        synopsisHeading = "")
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "files, folders (json, jsonl, ndjson, log, txt and their .gz, in name order) or - for what is"
                    + " piped in")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String estate = common.estate();
        @Nullable String organisation = common.organisation();
        MaskKey maskKey = common.maskKey();
        RuleBundle rules = common.ruleBundle();
        try (Progress progress = new Progress(terminal)) {
            progress.begin("evaluating " + String.join(", ", paths));
            int refused = Engine.refusals(rules, terminal);
            Evaluation evaluation = new Evaluation(estate, organisation, rules, Instant.now());
            int unreadable = new FilesIngestor(new ReaderPipeline(maskKey), evaluation.log(), progress)
                    .ingest(InputTree.walk(paths, terminal.in()));
            Evaluation.Outcome outcome = evaluation.finish();
            Closing closing = new Closing(terminal, common.format());
            closing.print(outcome.findings(), outcome.counts());
            closing.summary(outcome.counts());
            return Closing.exitCode(outcome.findings(), common.failOn(), refused > 0 || unreadable > 0);
        }
    }
}
