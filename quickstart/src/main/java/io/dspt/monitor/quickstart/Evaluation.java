package io.dspt.monitor.quickstart;

import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.Output.Counts;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.ingest.ControlRecords;
import io.dspt.monitor.ingest.EstateLog;
import io.dspt.monitor.streams.output.PrintedFinding;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records judged in memory by one rule set, from the opening of the log to the last finding. */
final class Evaluation {
    private static final String CHECKPOINT = "all-input";

    private final InMemoryEstateLog log;
    private final ControlRecords controls;

    /**
     * What came of it.
     *
     * @param findings final states, in the order in which they opened
     * @param counts what became of the elements
     */
    record Outcome(List<PrintedFinding> findings, Counts counts) {
        Outcome {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Opens the log of an estate and makes the rules live.
     *
     * @param notAfter events dated later move no clock, see {@link ControlRecords#beginReplay}
     */
    Evaluation(String estate, @Nullable String organisation, RuleBundle rules, Instant notAfter) {
        KeyPair keys = SigningKeys.generate();
        log = new InMemoryEstateLog(estate, Engine.settings(TrustedKeys.of(keys.getPublic())));
        controls = new ControlRecords(log, estate, keys);
        controls.beginReplay(notAfter, organisation);
        controls.useRules(rules);
    }

    /** Where records go to be judged. */
    EstateLog log() {
        return log;
    }

    /** Works off what is left: a step does only so much, the rest is done by those that follow it. */
    Outcome finish() {
        @Nullable CheckpointReached reached = null;
        while (reached == null) {
            controls.checkpoint(CHECKPOINT);
            reached = log.reached();
        }
        return new Outcome(log.findings(), reached.counts());
    }
}
