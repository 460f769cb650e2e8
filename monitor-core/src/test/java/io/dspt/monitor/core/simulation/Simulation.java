package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
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
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.simulation.Arrival.Exempted;
import io.dspt.monitor.core.simulation.Arrival.Happened;
import io.dspt.monitor.core.simulation.Arrival.Revoked;
import io.dspt.monitor.core.simulation.Arrival.RulesChanged;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fold over one simulated log, held against the oracle and against itself after restarts. */
final class Simulation {
    private static final String ESTATE = "simulated";
    private static final KeyPair KEYS = newKeys();
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final MonitorSettings SETTINGS = new MonitorSettings(
            new AzureRecordReader(REFERENCE.properties()), REFERENCE, TrustedKeys.of(KEYS.getPublic()));
    /** Books it has compiled stay with it: speed, not state. */
    private static final Monitor STEADY = new Monitor(SETTINGS);

    private static final Map<String, RuleBundle> BUNDLES = new HashMap<>();

    /** States that only come about when several unlikely things meet. The simulation must have met each. */
    enum RareState {
        RESOLVED,
        REOPENED,
        RERATED,
        SECOND_EPISODE,
        /** A record that others had overtaken when it arrived: opened and resolved at once. */
        OPENED_AND_RESOLVED_AT_ONCE,
        /** A finding that opens earlier than it was known to, as a late record tells. */
        OPENED_EARLIER_THAN_KNOWN,
        REPEAT_LEFT_UNCOUNTED,
        UNEVALUABLE,
        ENDED_WITH_ITS_RULE,
        RAISED_BY_A_RULE_CHANGE,
        ENDED_BY_QUIET,
        STILL_OPEN_BECAUSE_ITS_SOURCE_IS_SILENT,
        THRESHOLD_REACHED,
        SEQUENCE_COMPLETED,
        ABSENCE_FOUND,
        ABSENCE_ENDED_BY_A_LATE_END,
        NEW_READER_SEEN,
        EXEMPT,
        /** Opened under an exemption that held already. */
        EXEMPT_FROM_BIRTH,
        EXEMPTION_ENDED
    }

    /**
     * What came of a seed.
     *
     * @param problems what must not be; empty when all is well
     * @param reached the rare states it came through
     */
    record Result(List<String> problems, Set<RareState> reached) {}

    private final List<Arrival> arrivals;
    private final List<String> problems = new ArrayList<>();
    private final Set<RareState> reached = EnumSet.noneOf(RareState.class);

    private Simulation(List<Arrival> arrivals) {
        this.arrivals = arrivals;
    }

    /** Runs one seed. */
    static Result run(long seed) {
        Simulation simulation = new Simulation(SimulatedHistory.of(seed));
        Run steady = simulation.run(null);
        simulation.check(steady);
        // A host that begins again with nothing but its store must send the very same.
        Run restarted = simulation.run(new SplittableRandom(seed + 1));
        if (!steady.sent.equals(restarted.sent)) {
            simulation.problems.add("restarts change what is sent: " + firstDifference(steady.sent, restarted.sent));
        }
        return new Result(List.copyOf(simulation.problems), simulation.reached);
    }

    /** One pass over the log. */
    private final class Run {
        private final InMemoryStore store = new InMemoryStore();
        private final Map<String, Finding> latest = new TreeMap<>();
        private final Map<String, Instant> openedFirst = new HashMap<>();
        private final List<String> sent = new ArrayList<>();
        private final @Nullable SplittableRandom restarts;
        private Monitor monitor = STEADY;
        private Output.@Nullable Counts counts;
        private int records;

        Run(@Nullable SplittableRandom restarts) {
            this.restarts = restarts;
        }

        void step(LogRecord record, Instant at) {
            if (restarts != null && restarts.nextInt(60) == 0) {
                monitor = new Monitor(SETTINGS);
            }
            StepResult result = monitor.step(ESTATE, record, at, store);
            if (result.writes().size() + result.outputs().size() > StepResult.MOST_ROWS_AND_OUTPUTS) {
                problems.add("a step of "
                        + (result.writes().size() + result.outputs().size()) + " rows and outputs");
            }
            store.apply(result);
            Set<String> opened = new HashSet<>();
            for (Output output : result.outputs()) {
                sent.add(form(output));
                if (output instanceof Output.CheckpointReached checkpoint) {
                    counts = checkpoint.counts();
                } else if (output instanceof Output.FindingState state) {
                    Finding before = latest.put(state.finding().id().value(), state.finding());
                    when(
                            RareState.OPENED_EARLIER_THAN_KNOWN,
                            before != null && state.finding().openedAt().isBefore(before.openedAt()));
                } else if (output instanceof Output.LedgerEntry entry) {
                    note(entry, opened);
                } else if (output instanceof Output.DeadLetter letter) {
                    problems.add("a dead letter: " + letter.reason());
                }
            }
        }

        /** Transitions must follow one another as the life of a finding allows. */
        private void note(Output.LedgerEntry entry, Set<String> opened) {
            Finding finding = entry.finding();
            String id = finding.id().value();
            boolean first = !openedFirst.containsKey(id);
            if ((entry.transition() == Transition.OPENED) != first) {
                problems.add(finding.rule().id() + " " + entry.transition() + (first ? " before it opened" : " twice"));
            }
            if (first) {
                opened.add(id);
                openedFirst.put(id, finding.openedAt());
            } else if (finding.openedAt().isAfter(openedFirst.get(id))) {
                problems.add(finding.rule().id() + " forgot when it opened");
            }
            if (finding.lastSeenAt().isBefore(finding.openedAt())) {
                problems.add(finding.rule().id() + " was seen last before it opened");
            }
            reach(entry, opened);
        }

        private void reach(Output.LedgerEntry entry, Set<String> opened) {
            Finding finding = entry.finding();
            String rule = finding.rule().id();
            String by = finding.ending() == null ? "" : finding.ending().by();
            when(RareState.RESOLVED, entry.transition() == Transition.RESOLVED);
            when(RareState.REOPENED, entry.transition() == Transition.REOPENED);
            when(RareState.RERATED, entry.transition() == Transition.RERATED);
            when(RareState.SECOND_EPISODE, finding.episode() > 1);
            when(
                    RareState.OPENED_AND_RESOLVED_AT_ONCE,
                    entry.transition() == Transition.RESOLVED
                            && opened.contains(finding.id().value()));
            when(RareState.EXEMPT, entry.transition() == Transition.EXEMPTED);
            when(
                    RareState.EXEMPT_FROM_BIRTH,
                    entry.transition() == Transition.OPENED && finding.status() == FindingStatus.EXEMPT);
            when(RareState.EXEMPTION_ENDED, entry.transition() == Transition.EXEMPTION_ENDED);
            when(RareState.ENDED_WITH_ITS_RULE, by.startsWith("rule-"));
            when(RareState.RAISED_BY_A_RULE_CHANGE, finding.origin().equals(Finding.FROM_RULE_CHANGE));
            when(RareState.ENDED_BY_QUIET, by.startsWith("quiet"));
            boolean begun = entry.transition() == Transition.OPENED;
            when(RareState.THRESHOLD_REACHED, begun && rule.equals(SimulatedRules.MANY_READS));
            when(RareState.SEQUENCE_COMPLETED, begun && rule.equals(SimulatedRules.GUESSED));
            when(RareState.ABSENCE_FOUND, begun && rule.equals(SimulatedRules.NOT_ENDED));
            when(RareState.NEW_READER_SEEN, begun && rule.equals(SimulatedRules.NEW_READER));
            when(
                    RareState.ABSENCE_ENDED_BY_A_LATE_END,
                    entry.transition() == Transition.RESOLVED && rule.equals(SimulatedRules.NOT_ENDED));
        }
    }

    private void when(RareState state, boolean met) {
        if (met) {
            reached.add(state);
        }
    }

    private Run run(@Nullable SplittableRandom restarts) {
        Run run = new Run(restarts);
        Instant begin = SimulatedHistory.BEGIN;
        run.step(control(new ControlRecord.LogOpened(LogMode.LIVE, null, null)), begin);
        use(run, true, true, begin);
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Happened happened) {
                byte[] bytes = happened.event().json().getBytes(StandardCharsets.UTF_8);
                run.step(
                        new LogRecord.AzureRecord(bytes, new Origin("sim", ++run.records + "#0", Sha256.hex(bytes))),
                        arrival.arrivedAt());
            } else if (arrival instanceof Exempted exempted) {
                run.step(control(new ControlRecord.ExemptionApproved(exemption(exempted))), arrival.arrivedAt());
            } else if (arrival instanceof Revoked revoked) {
                run.step(
                        control(new ControlRecord.ExemptionRevoked(
                                revoked.id(), "Mo Reed", "no longer needed", arrival.arrivedAt())),
                        arrival.arrivedAt());
            } else if (arrival instanceof RulesChanged rules) {
                use(run, rules.strict(), rules.withKeys(), arrival.arrivedAt());
            } else {
                run.step(new LogRecord.Tick(arrival.arrivedAt()), arrival.arrivedAt());
            }
        }
        Instant end = arrivals.get(arrivals.size() - 1).arrivedAt();
        run.step(control(new ControlRecord.Checkpoint("end")), end);
        for (int i = 0; i < 1_000 && run.counts == null; i++) {
            run.step(new LogRecord.Tick(end), end);
        }
        return run;
    }

    private static Exemption exemption(Exempted exempted) {
        Instant from = exempted.arrivedAt().truncatedTo(ChronoUnit.MINUTES);
        LocalDate day = Exemption.day(from);
        return new Exemption(
                exempted.id(),
                "Ola Penn",
                "Ola Penn",
                "Mo Reed",
                new LawfulBasis(LawfulBasis.Article6.E, false, null, null),
                "a migration",
                new ExemptionScope(
                        List.of(SimulatedRules.SKU),
                        null,
                        new ExemptionScope.Subject.Exact(SimulatedEvent.storeId(exempted.store()))),
                "nightly copies",
                day,
                day,
                from,
                exempted.until());
    }

    private static void use(Run run, boolean strict, boolean withKeys, Instant at) {
        RuleBundle bundle =
                BUNDLES.computeIfAbsent(strict + " " + withKeys, key -> SimulatedRules.bundle(strict, withKeys));
        RuleSetTransfer.chunks(bundle).forEach(chunk -> run.step(control(chunk), at));
    }

    private void check(Run run) {
        Output.Counts counts = run.counts;
        if (counts == null) {
            problems.add("the checkpoint was never reached");
            return;
        }
        long told = counts.parsed() + sum(counts.ignored()) + sum(counts.deadLettered());
        if (counts.read() != run.records || told != run.records) {
            problems.add("read " + counts.read() + " of " + run.records + ", accounted for " + told);
        }
        Map<String, Long> byStatus = new TreeMap<>();
        run.latest.values().forEach(finding -> byStatus.merge(finding.status().printed(), 1L, Long::sum));
        if (!byStatus.equals(counts.findings())) {
            problems.add("findings by status " + byStatus + ", counted " + counts.findings());
        }
        when(RareState.UNEVALUABLE, !counts.unevaluable().isEmpty());
        compare(run);
    }

    private void compare(Run run) {
        Map<String, List<Finding>> found = new TreeMap<>();
        run.latest
                .values()
                .forEach(finding -> found.computeIfAbsent(
                                finding.rule().id() + " " + finding.subject().toLowerCase(Locale.ROOT),
                                k -> new ArrayList<>())
                        .add(finding));
        Map<String, Map<String, Expectation>> expected = Oracle.expect(arrivals);
        expected.forEach((rule, bySubject) -> bySubject.forEach((subject, expectation) ->
                compare(rule + " " + subject, expectation, found.getOrDefault(rule + " " + subject, List.of()))));
        found.keySet().stream()
                .filter(key -> !expected.getOrDefault(key.substring(0, key.indexOf(' ')), Map.of())
                        .containsKey(key.substring(key.indexOf(' ') + 1)))
                .filter(key -> !key.startsWith(SimulatedRules.NEW_READER))
                .forEach(key -> problems.add(key + ": a finding nobody expects"));
    }

    private void compare(String what, Expectation expectation, List<Finding> findings) {
        boolean stands = findings.stream().anyMatch(finding -> finding.status().stands());
        if (expectation.stands() != null && expectation.stands() != stands) {
            problems.add(what + (stands ? " stands and should not" : " does not stand and should"));
        }
        if (expectation.exists() != null && expectation.exists() == findings.isEmpty()) {
            problems.add(what + (findings.isEmpty() ? " was never found" : " was found and never happened"));
        }
        boolean exempt = findings.stream().anyMatch(finding -> finding.status() == FindingStatus.EXEMPT);
        if (expectation.exempt() != null && expectation.exempt() != exempt) {
            problems.add(what + (exempt ? " is exempt and should not be" : " is not exempt and should be"));
        }
        long counted = findings.stream().mapToLong(Finding::count).sum();
        if (expectation.records() != null && expectation.records() != counted) {
            problems.add(what + " counts " + counted + " records, not " + expectation.records());
        }
        if (expectation.firstAt() != null
                && findings.stream().noneMatch(finding -> finding.openedAt().equals(expectation.firstAt()))) {
            problems.add(what + " does not know of " + expectation.firstAt());
        }
        when(RareState.STILL_OPEN_BECAUSE_ITS_SOURCE_IS_SILENT, stands && what.startsWith(SimulatedRules.LEGACY));
        long arrived = arrivals.stream().filter(Happened.class::isInstance).count();
        when(RareState.REPEAT_LEFT_UNCOUNTED, expectation.records() != null && counted > 0 && counted < arrived);
    }

    private static String form(Output output) {
        if (output instanceof Output.FindingState state) {
            return "state " + state.transition() + " " + state.finding();
        } else if (output instanceof Output.LedgerEntry entry) {
            return "ledger " + entry.transition() + " " + entry.at() + " " + entry.finding();
        } else if (output instanceof Output.EvidenceRecord evidence) {
            return "evidence " + evidence.origin();
        }
        return output.getClass().getSimpleName();
    }

    private static String firstDifference(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return one.get(i) + " <> " + other.get(i);
            }
        }
        return one.size() + " and " + other.size() + " outputs";
    }

    private static LogRecord control(ControlRecord record) {
        return TrustedKeys.sign(ESTATE, record, KEYS);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
