package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.RegisterTransfer;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.Verdict;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fold as in production, for many cases: the rule set goes live once, through the log like any other, and every case
 * begins with a copy of the state as it was then. Not safe for use by several threads.
 */
final class CaseFold {
    private static final String ESTATE = "case";
    private static final String NO_HASH = "0".repeat(64);

    private final RecordReader reader;
    private final Monitor monitor;
    private final InMemoryStore rulesLive = new InMemoryStore();
    private final LogRecord end;

    private final KeyPair keys;
    private long loads;
    private String watchedRule = "";
    private Verdict lastVerdict = Verdict.NOT_APPLICABLE;

    /**
     * What a rule made of some steps.
     *
     * @param last its last verdict, not applicable when it gave none
     * @param latest its latest finding as it was at the end; {@code null} when there was none
     * @param unread why a record could not be judged; {@code null} when all could
     */
    record Outcome(
            Verdict last,
            @Nullable Finding latest,
            @Nullable String unread) {}

    CaseFold(RecordReader reader, ReferenceData reference, RuleBundle bundle) {
        this.keys = keys();
        this.reader = reader;
        this.monitor = new Monitor(
                new MonitorSettings(reader, reference, TrustedKeys.of(keys.getPublic()), this::noteVerdict));
        this.end = TrustedKeys.sign(ESTATE, new ControlRecord.Checkpoint("end"), keys);
        step(rulesLive, TrustedKeys.sign(ESTATE, new ControlRecord.LogOpened(LogMode.LIVE, null, null), keys));
        RuleSetTransfer.chunks(bundle).forEach(chunk -> step(rulesLive, TrustedKeys.sign(ESTATE, chunk, keys)));
    }

    static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java 17 platform has Ed25519", e);
        }
    }

    private void step(InMemoryStore store, LogRecord record) {
        store.apply(monitor.step(ESTATE, record, Instant.EPOCH, store));
    }

    private void noteVerdict(String rule, Verdict verdict) {
        if (rule.equals(watchedRule)) {
            lastVerdict = verdict;
        }
    }

    /** Runs the steps of one case of a rule. */
    Outcome run(String rule, List<RuleCase.Step> steps) {
        watchedRule = rule;
        lastVerdict = Verdict.NOT_APPLICABLE;
        Finding latest = null;
        InMemoryStore store = rulesLive.copy();
        Instant clock = Instant.EPOCH;
        for (RuleCase.Step step : steps) {
            List<LogRecord> records;
            if (step.record() == null) {
                clock = step.at() == null ? clock : step.at();
                records = step.register() == null ? List.of(new LogRecord.Tick(clock)) : load(step.register());
            } else {
                ReadResult read = reader.read(step.record());
                if (!(read instanceof ReadResult.Parsed parsed)) {
                    return new Outcome(lastVerdict, latest, "the record was not parsed: " + read);
                }
                Instant own = parsed.event().header().time();
                clock = step.at() != null ? step.at() : own != null ? own : clock;
                records = List.of(new LogRecord.AzureRecord(step.record(), new Origin("case", "1#0", NO_HASH)));
            }
            for (LogRecord record : records) {
                StepResult result = monitor.step(ESTATE, record, clock, store);
                store.apply(result);
                latest = latestFinding(rule, result, latest);
            }
        }
        latest = latestFinding(rule, monitor.step(ESTATE, end, clock, store), latest);
        return new Outcome(lastVerdict, latest, null);
    }

    private List<LogRecord> load(RuleCase.RegisterLoad register) {
        String name = "case-" + loads++;
        return RegisterTransfer.parts(name, register.name(), true, register.rows(), List.of()).stream()
                .<LogRecord>map(part -> TrustedKeys.sign(ESTATE, part, keys))
                .toList();
    }

    private static @Nullable Finding latestFinding(String rule, StepResult result, @Nullable Finding before) {
        Finding latest = before;
        for (Output output : result.outputs()) {
            if (output instanceof Output.FindingState state
                    && state.finding().rule().id().equals(rule)) {
                latest = state.finding();
            }
        }
        return latest;
    }
}
