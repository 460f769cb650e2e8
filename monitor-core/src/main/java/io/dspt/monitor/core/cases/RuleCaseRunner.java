package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.cases.RuleCase.Given;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.fold.ControlRecord;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogMode;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.RuleSetTransfer;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.Verdict;
import io.dspt.monitor.core.yaml.RefusedException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Runs the cases of a rule set: the same parser and the same fold as in production, with explicit times. */
public final class RuleCaseRunner {
    private static final String ESTATE = "case";
    private static final String NO_HASH = "0".repeat(64);

    private final RecordReader reader;
    private final ReferenceData reference;
    private final RuleBundle bundle;
    private final RuleBook book;
    private final FactCatalogue facts;
    private final KeyPair keys;

    /**
     * What came of a case.
     *
     * @param failure what differs from what was expected; {@code null} when nothing does
     */
    public record Result(RuleCase ruleCase, @Nullable String failure) {}

    /**
     * What came of a rule set's cases.
     *
     * @param results in file order
     * @param refusals rules and cases files that were refused
     */
    public record Report(List<Result> results, List<RefusedException> refusals) {
        /** The cases that failed. */
        public List<Result> failures() {
            return results.stream().filter(result -> result.failure() != null).toList();
        }
    }

    private RuleCaseRunner(RecordReader reader, ReferenceData reference, RuleBundle bundle, RuleBook book) {
        this.reader = reader;
        this.reference = reference;
        this.bundle = bundle;
        this.book = book;
        this.facts = new FactCatalogue(reference.properties());
        try {
            this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java 17 platform has Ed25519", e);
        }
    }

    /** Runs all cases of a rule set. */
    public static Report run(
            RecordReader reader, ReferenceData reference, RuleBundle bundle, SortedMap<String, byte[]> cases) {
        RuleBook.Loaded loaded = RuleBook.load(bundle, new FactCatalogue(reference.properties()));
        List<RefusedException> refusals = new ArrayList<>(loaded.refusals());
        RuleCaseRunner runner = new RuleCaseRunner(reader, reference, bundle, loaded.book());
        RuleCasesReader casesReader = new RuleCasesReader(runner.facts);
        List<Result> results = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : cases.entrySet()) {
            try {
                for (RuleCase ruleCase : casesReader.read(file.getKey(), file.getValue())) {
                    results.add(new Result(ruleCase, runner.failure(ruleCase)));
                }
            } catch (RefusedException e) {
                refusals.add(e);
            }
        }
        return new Report(List.copyOf(results), List.copyOf(refusals));
    }

    private @Nullable String failure(RuleCase ruleCase) {
        Optional<CompiledRule> rule = book.rule(ruleCase.rule());
        if (rule.isEmpty()) {
            return "there is no rule " + ruleCase.rule() + " in force";
        }
        return ruleCase.given() instanceof Given.OfFacts ofFacts
                ? failure(rule.get(), ofFacts, ruleCase.expected())
                : failure(ruleCase.rule(), ((Given.OfSteps) ruleCase.given()).steps(), ruleCase.expected());
    }

    private static @Nullable String failure(CompiledRule rule, Given.OfFacts given, RuleCase.Expected expected) {
        FactSource after = source(rule, given.after());
        FactView view = new FactView(after, given.before() == null ? after : past(rule, given.before(), after));
        Verdict verdict = rule.judge(view);
        @Nullable Verdict wanted = expected.verdict();
        if (wanted != null && verdict != wanted) {
            return "expected " + wanted.printed() + ", got " + verdict.printed();
        }
        return expected.severity() == null ? null : differs("severity", expected.severity(), rule.severity(view));
    }

    /** The header says the same before and after; everything else is as it was. */
    private static FactSource past(CompiledRule rule, SortedMap<String, FactValue> before, FactSource after) {
        FactSource was = source(rule, before);
        return fact -> fact.origin() == Fact.Origin.HEADER ? after.read(fact) : was.read(fact);
    }

    /** Facts as a case gives them; the header facts are always known, so they have values when the case names none. */
    private static FactSource source(CompiledRule rule, SortedMap<String, FactValue> values) {
        return fact -> {
            FactValue value = values.get(fact.name());
            if (value != null) {
                return value;
            }
            return fact.origin() == Fact.Origin.HEADER ? usual(rule, fact) : Missing.UNKNOWN;
        };
    }

    private static FactValue usual(CompiledRule rule, Fact fact) {
        if (fact.equals(Facts.EVENT_OUTCOME)) {
            return FactValue.text("success");
        } else if (fact.equals(Facts.EVENT_KIND) && rule.rule().kind() instanceof RuleKind.Obligation) {
            return FactValue.text("resource-operation");
        }
        return Missing.ABSENT;
    }

    private @Nullable String failure(String rule, List<RuleCase.Step> steps, RuleCase.Expected expected) {
        Verdict[] last = {Verdict.NOT_APPLICABLE};
        Finding[] latest = {null};
        Monitor monitor =
                new Monitor(new MonitorSettings(reader, reference, TrustedKeys.of(keys.getPublic()), (id, verdict) -> {
                    if (id.equals(rule)) {
                        last[0] = verdict;
                    }
                }));
        InMemoryStore store = new InMemoryStore();
        List<LogRecord> log = new ArrayList<>();
        log.add(TrustedKeys.sign(ESTATE, new ControlRecord.LogOpened(LogMode.LIVE, null, null), keys));
        RuleSetTransfer.chunks(bundle).forEach(chunk -> log.add(TrustedKeys.sign(ESTATE, chunk, keys)));
        Instant clock = Instant.EPOCH;
        for (LogRecord record : log) {
            store.apply(monitor.step(ESTATE, record, clock, store));
        }
        for (RuleCase.Step step : steps) {
            LogRecord record;
            if (step.record() == null) {
                clock = step.at() == null ? clock : step.at();
                record = new LogRecord.Tick(clock);
            } else {
                ReadResult read = reader.read(step.record());
                if (!(read instanceof ReadResult.Parsed parsed)) {
                    return "the record was not parsed: " + read;
                }
                Instant own = parsed.event().header().time();
                clock = step.at() != null ? step.at() : own != null ? own : clock;
                record = new LogRecord.AzureRecord(step.record(), new Origin("case", "1#0", NO_HASH));
            }
            StepResult result = monitor.step(ESTATE, record, clock, store);
            store.apply(result);
            noteFindings(rule, result, latest);
        }
        LogRecord checkpoint = TrustedKeys.sign(ESTATE, new ControlRecord.Checkpoint("end"), keys);
        StepResult end = monitor.step(ESTATE, checkpoint, clock, store);
        noteFindings(rule, end, latest);
        return failure(last[0], latest[0], expected);
    }

    private static void noteFindings(String rule, StepResult result, @Nullable Finding[] latest) {
        for (Output output : result.outputs()) {
            if (output instanceof Output.FindingState state
                    && state.finding().rule().id().equals(rule)) {
                latest[0] = state.finding();
            }
        }
    }

    private static @Nullable String failure(Verdict last, @Nullable Finding finding, RuleCase.Expected expected) {
        @Nullable Verdict verdict = expected.verdict();
        if (finding == null && (verdict == Verdict.VIOLATED || expected.status() != null)) {
            return "expected a finding, got the verdict " + last.printed() + " and none";
        }
        if (verdict != null && verdict != Verdict.VIOLATED && last != verdict) {
            return "expected " + verdict.printed() + ", got " + last.printed();
        }
        if (finding == null) {
            return null;
        }
        @Nullable Severity severity = expected.severity();
        @Nullable FindingStatus status = expected.status();
        @Nullable Long count = expected.count();
        String failure = severity == null
                ? null
                : differs("severity", severity, finding.latest().severity());
        if (failure == null && status != null) {
            failure = differs("status", status, finding.status());
        }
        if (failure == null && count != null) {
            failure = differs("count", count, finding.count());
        }
        return failure;
    }

    private static @Nullable String differs(String what, Object expected, Object got) {
        return expected.equals(got)
                ? null
                : "expected " + what + " " + expected.toString().toLowerCase(Locale.ROOT) + ", got "
                        + got.toString().toLowerCase(Locale.ROOT);
    }
}
