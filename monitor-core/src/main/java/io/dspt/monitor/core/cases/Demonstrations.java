package io.dspt.monitor.core.cases;

import io.dspt.monitor.core.cases.RuleCase.Given;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.finding.FindingStatus;
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
import io.dspt.monitor.core.rule.FactCatalogue;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.yaml.RefusedException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each rule a case that can be acted: one whose records raise a finding when they are replayed, at best one
 * that ends it, too. What is tried here in memory is what the running system is asked to do.
 */
public final class Demonstrations {
    private static final String ESTATE = "demonstration";
    private static final String NO_HASH = "0".repeat(64);
    /** Later than all times in cases. */
    private static final Instant NOT_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    private final RecordReader reader;
    private final RuleBundle bundle;
    private final KeyPair keys = CaseFold.keys();
    private final Monitor monitor;

    private Demonstrations(RecordReader reader, ReferenceData reference, RuleBundle bundle) {
        this.reader = reader;
        this.bundle = bundle;
        this.monitor = new Monitor(new MonitorSettings(reader, reference, TrustedKeys.of(keys.getPublic())));
    }

    /**
     * The demonstrations of rules in force, by rule id; a rule that no case can act has none.
     *
     * @param cases cases files by path
     * @param wanted tells by their ids the rules that are asked for
     */
    public static SortedMap<String, Optional<Demonstration>> of(
            RecordReader reader,
            ReferenceData reference,
            RuleBundle bundle,
            SortedMap<String, byte[]> cases,
            Predicate<String> wanted) {
        FactCatalogue facts = new FactCatalogue(reference.properties());
        RuleBook book = RuleBook.load(bundle, facts).book();
        Demonstrations demonstrations = new Demonstrations(reader, reference, bundle);
        SortedMap<String, List<RuleCase>> byRule =
                casesByRule(new RuleCasesReader(facts.with(book.registers())), book, cases);
        SortedMap<String, Optional<Demonstration>> found = new TreeMap<>();
        book.rules().values().stream()
                .map(rule -> rule.rule())
                .filter(rule -> rule.status() != Rule.Status.RETIRED && wanted.test(rule.id()))
                .forEach(rule ->
                        found.put(rule.id(), demonstrations.find(rule, byRule.getOrDefault(rule.id(), List.of()))));
        return found;
    }

    private static SortedMap<String, List<RuleCase>> casesByRule(
            RuleCasesReader reader, RuleBook book, SortedMap<String, byte[]> cases) {
        SortedMap<String, List<RuleCase>> byRule = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : cases.entrySet()) {
            try {
                reader.read(file.getKey(), file.getValue())
                        .forEach(one -> byRule.computeIfAbsent(one.rule(), rule -> new ArrayList<>())
                                .add(one));
            } catch (RefusedException e) {
                // Whoever runs the cases is told; what cannot be read cannot be acted.
                continue;
            }
        }
        byRule.keySet().retainAll(book.ids());
        return byRule;
    }

    private Optional<Demonstration> find(Rule rule, List<RuleCase> cases) {
        RuleBundle alone = looksAtFindings(rule) ? bundle : bundle.only(rule.file());
        InMemoryStore rulesLive = new InMemoryStore();
        step(rulesLive, TrustedKeys.sign(ESTATE, new ControlRecord.LogOpened(LogMode.REPLAY, NOT_AFTER, null), keys));
        RuleSetTransfer.chunks(alone).forEach(chunk -> step(rulesLive, TrustedKeys.sign(ESTATE, chunk, keys)));
        return cases.stream()
                .filter(one -> one.given() instanceof Given.OfSteps)
                .sorted(Comparator.comparing(one -> one.expected().status() != FindingStatus.RESOLVED))
                .flatMap(one ->
                        cut(rule, alone, rulesLive, one.name(), replayed(((Given.OfSteps) one.given()).steps()))
                                .stream())
                .findFirst()
                .or(() -> ActsOfPeople.all().stream()
                        .flatMap(one -> cut(rule, alone, rulesLive, one.name(), one.steps()).stream())
                        .findFirst());
    }

    /** What other rules have found can only be looked at beside them. */
    private static boolean looksAtFindings(Rule rule) {
        return rule.kind() instanceof RuleKind.Schedule schedule
                && schedule.each().things() == RuleKind.Things.FINDING;
    }

    /** Cuts what happens where the finding first stands. */
    private Optional<Demonstration> cut(
            Rule rule, RuleBundle alone, InMemoryStore rulesLive, String name, List<DemonstrationStep> steps) {
        InMemoryStore store = rulesLive.copy();
        int standsAfter = -1;
        @Nullable FindingStatus status = null;
        for (int i = 0; i < steps.size(); i++) {
            FindingStatus now = status(rule.id(), step(store, record(steps.get(i), i)));
            status = now == null ? status : now;
            if (standsAfter < 0 && now != null && now.stands()) {
                standsAfter = i;
            }
        }
        if (standsAfter < 0) {
            return Optional.empty();
        }
        List<DemonstrationStep> rest = steps.subList(standsAfter + 1, steps.size());
        boolean ends = status == FindingStatus.RESOLVED;
        return Optional.of(
                new Demonstration(rule.id(), name, alone, steps.subList(0, standsAfter + 1), ends ? rest : List.of()));
    }

    /** The same steps for a replay, where only records move the clock. */
    private List<DemonstrationStep> replayed(List<RuleCase.Step> steps) {
        List<DemonstrationStep> replayed = new ArrayList<>();
        for (RuleCase.Step step : steps) {
            byte @Nullable [] record = step.record();
            @Nullable Instant own = record == null ? null : time(record);
            if (step.at() != null && (own == null || own.isBefore(step.at()))) {
                replayed.add(DemonstrationStep.clockAt(step.at()));
            }
            if (record != null) {
                replayed.add(new DemonstrationStep.Send(record));
            }
            RuleCase.RegisterLoad register = step.register();
            if (register != null) {
                String load = "demonstration-" + replayed.size();
                RegisterTransfer.parts(load, register.name(), true, register.rows(), List.of())
                        .forEach(part -> replayed.add(new DemonstrationStep.Decide(part)));
            }
        }
        return replayed;
    }

    private @Nullable Instant time(byte[] record) {
        return reader.read(record) instanceof ReadResult.Parsed parsed
                ? parsed.event().header().time()
                : null;
    }

    private LogRecord record(DemonstrationStep step, int number) {
        if (step instanceof DemonstrationStep.Send send) {
            return new LogRecord.AzureRecord(send.record(), new Origin(ESTATE, number + "#0", NO_HASH));
        }
        return step instanceof DemonstrationStep.Forge forge
                ? TrustedKeys.sign(ESTATE, forge.control(), CaseFold.keys())
                : TrustedKeys.sign(ESTATE, ((DemonstrationStep.Decide) step).control(), keys);
    }

    private StepResult step(InMemoryStore store, LogRecord record) {
        StepResult result = monitor.step(ESTATE, record, Instant.EPOCH, store);
        store.apply(result);
        return result;
    }

    private static @Nullable FindingStatus status(String rule, StepResult result) {
        FindingStatus status = null;
        for (Output output : result.outputs()) {
            if (output instanceof Output.FindingState state
                    && state.finding().rule().id().equals(rule)) {
                status = state.finding().status();
            }
        }
        return status;
    }
}
