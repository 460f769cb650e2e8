package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.ControlRecords;
import io.dspt.monitor.ingest.MaskKey;
import io.dspt.monitor.ingest.ReaderPipeline;
import io.dspt.monitor.ingest.files.FilesIngestor;
import io.dspt.monitor.ingest.files.InputTree;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.security.KeyPair;
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
    private static final String CHECKPOINT = "all-input";

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
        KeyPair keys = SigningKeys.generate();
        try (Progress progress = new Progress(terminal)) {
            progress.begin("evaluating " + String.join(", ", paths));
            int refused = Engine.refusals(rules, terminal);
            InMemoryEstateLog log = new InMemoryEstateLog(estate, Engine.settings(TrustedKeys.of(keys.getPublic())));
            ControlRecords controls = new ControlRecords(log, estate, keys);
            controls.beginReplay(Instant.now(), organisation);
            controls.useRules(rules);
            int unreadable = new FilesIngestor(new ReaderPipeline(maskKey), log, progress)
                    .ingest(InputTree.walk(paths, terminal.in()));
            CheckpointReached reached = workOff(log, controls);
            List<PrintedFinding> findings = log.findings();
            Closing closing = new Closing(terminal, common.format());
            closing.print(findings, reached.counts());
            closing.summary(reached.counts());
            return Closing.exitCode(findings, common.failOn(), refused > 0 || unreadable > 0);
        }
    }

    /** A step does only so much; the rest is done by those that follow it. */
    private static CheckpointReached workOff(InMemoryEstateLog log, ControlRecords controls) {
        @Nullable CheckpointReached reached = null;
        while (reached == null) {
            controls.checkpoint(CHECKPOINT);
            reached = log.reached();
        }
        return reached;
    }
}
