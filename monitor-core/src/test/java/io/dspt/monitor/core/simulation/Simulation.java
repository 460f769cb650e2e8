package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.fold.FoldLimits;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.simulation.Arrival.Happened;
import io.dspt.monitor.core.simulation.Arrival.RegisterLoaded;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fold over one simulated log, held against the oracle, and against itself with restarts and with tiny limits. */
final class Simulation {
    private static final int MOST_ROWS_AT_A_TIME = 3;
    /** All seeds restart; comparing the outputs one by one is left to some. */
    private static final int RESTARTED_EVERY = 4;
    /**
     * Rules whose schedule, timer or re-judgement after a rule change finds and ends things when it comes to them, or not
     * at all when it is over by then. How few rows a step may touch decides when that is, so two limits may differ in the
     * findings of these on the way; the oracle says of each run alike what must have come of them in the end.
     */
    private static final List<String> BY_THE_CLOCK = List.of(
            SimulatedRules.REVIEW,
            SimulatedRules.REGION,
            SimulatedRules.KEY_DELETED,
            SimulatedRules.LEGACY,
            SimulatedRules.NOT_ENDED);

    /**
     * What came of a seed.
     *
     * @param problems what must not be; empty when all is well
     * @param reached the rare states it came through
     */
    record Result(List<String> problems, Set<RareState> reached) {}

    private final List<Arrival> arrivals;
    private final List<LogRecord> azure;
    private final List<String> problems = new ArrayList<>();
    private final Set<RareState> reached = EnumSet.noneOf(RareState.class);

    private Simulation(List<Arrival> arrivals) {
        this.arrivals = arrivals;
        this.azure = SimulatedRun.azureRecords(arrivals);
    }

    /** Runs one seed. */
    static Result run(long seed) {
        Simulation simulation = new Simulation(SimulatedHistory.of(seed));
        SplittableRandom random = new SplittableRandom(seed + 1);
        SimulatedRun steady = simulation.run("", FoldLimits.USUAL, null);
        if (seed % RESTARTED_EVERY == 0) {
            // A host that begins again must send the very same.
            SimulatedRun restarted = simulation.run("restarted: ", FoldLimits.USUAL, random.split());
            if (!steady.sent().equals(restarted.sent())) {
                simulation.problems.add(
                        "restarts change what is sent: " + firstDifference(steady.sent(), restarted.sent()));
            }
        }
        FoldLimits tiny = new FoldLimits(few(random), few(random), few(random));
        SimulatedRun slow = simulation.run(tiny + ": ", tiny, random.split());
        if (!summary(steady).equals(summary(slow))) {
            simulation.problems.add(
                    tiny + " come to other findings: " + firstDifference(summary(steady), summary(slow)));
        }
        simulation.noteWhoWasNotWatched();
        return new Result(List.copyOf(simulation.problems), simulation.reached);
    }

    private static int few(SplittableRandom random) {
        return 1 + random.nextInt(MOST_ROWS_AT_A_TIME);
    }

    private SimulatedRun run(String how, FoldLimits limits, @Nullable SplittableRandom restarts) {
        SimulatedRun run = new SimulatedRun(limits, restarts, reached).over(arrivals, azure);
        run.problems().forEach(problem -> problems.add(how + problem));
        check(how, run);
        return run;
    }

    /** The findings that records alone decide, in full. */
    private static List<String> summary(SimulatedRun run) {
        List<String> lines = new ArrayList<>();
        bySubject(run)
                .forEach((subject, findings) -> findings.stream()
                        .filter(finding -> !BY_THE_CLOCK.contains(finding.rule().id()))
                        .map(finding -> subject + " " + inFull(finding))
                        .sorted()
                        .forEach(lines::add));
        return lines;
    }

    private static String inFull(Finding finding) {
        return told(finding) + " episode " + finding.episode() + " x" + finding.count() + " from " + finding.openedAt()
                + " to " + finding.lastSeenAt();
    }

    /** What people do, they do by what they have been told until then. */
    private static FindingStatus told(Finding finding) {
        return finding.status() == FindingStatus.ACKNOWLEDGED ? FindingStatus.OPEN : finding.status();
    }

    private static Map<String, List<Finding>> bySubject(SimulatedRun run) {
        Map<String, List<Finding>> found = new TreeMap<>();
        run.findings()
                .values()
                .forEach(finding -> found.computeIfAbsent(
                                finding.rule().id() + " " + finding.subject().toLowerCase(Locale.ROOT),
                                k -> new ArrayList<>())
                        .add(finding));
        return found;
    }

    private void check(String how, SimulatedRun run) {
        Output.Counts counts = run.counts();
        if (counts == null) {
            problems.add(how + "the checkpoint was never reached");
            return;
        }
        long told = counts.parsed() + sum(counts.ignored()) + sum(counts.deadLettered());
        if (counts.read() != run.records() || told != run.records()) {
            problems.add(how + "read " + counts.read() + " of " + run.records() + ", accounted for " + told);
        }
        Map<String, Long> byStatus = new TreeMap<>();
        run.findings()
                .values()
                .forEach(finding -> byStatus.merge(finding.status().printed(), 1L, Long::sum));
        if (!byStatus.equals(counts.findings())) {
            problems.add(how + "findings by status " + byStatus + ", counted " + counts.findings());
        }
        when(RareState.UNEVALUABLE, !counts.unevaluable().isEmpty());
        compare(how, run);
    }

    private void compare(String how, SimulatedRun run) {
        Map<String, List<Finding>> found = bySubject(run);
        Map<String, Map<String, Expectation>> expected = Oracle.expect(arrivals, run.disposals());
        expected.forEach((rule, bySubject) -> bySubject.forEach((subject, expectation) -> compare(
                how + rule + " " + subject, rule, expectation, found.getOrDefault(rule + " " + subject, List.of()))));
        found.keySet().stream()
                .filter(key -> !expected.getOrDefault(key.substring(0, key.indexOf(' ')), Map.of())
                        .containsKey(key.substring(key.indexOf(' ') + 1)))
                .filter(key -> !key.startsWith(SimulatedRules.NEW_READER))
                .forEach(key -> problems.add(how + key + ": a finding nobody expects"));
    }

    private void compare(String what, String rule, Expectation expectation, List<Finding> findings) {
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
        when(RareState.STILL_OPEN_BECAUSE_ITS_SOURCE_IS_SILENT, stands && rule.equals(SimulatedRules.LEGACY));
        long arrived = arrivals.stream().filter(Happened.class::isInstance).count();
        when(RareState.REPEAT_LEFT_UNCOUNTED, expectation.records() != null && counted > 0 && counted < arrived);
    }

    /** A rare state that only the log tells. */
    private void noteWhoWasNotWatched() {
        Map<String, Map<String, String>> watched = new HashMap<>();
        for (Arrival arrival : arrivals) {
            if (arrival instanceof RegisterLoaded load && load.register().equals(SimulatedRules.WATCH_LIST)) {
                load.put().forEach(row -> watched.put(row.get("user"), row));
            } else if (arrival instanceof Happened happened
                    && happened.event() instanceof SimulatedEvent.SignedIn signIn
                    && signIn.errorCode() == 0) {
                Map<String, String> row = watched.get(SimulatedEvent.principal(signIn.user()));
                when(
                        RareState.ROW_NOT_IN_FORCE_WHEN_IT_HAPPENED,
                        row != null && !RegisterOracle.isInForce(row, signIn.at()));
            }
        }
    }

    private void when(RareState state, boolean met) {
        if (met) {
            reached.add(state);
        }
    }

    private static String firstDifference(List<String> one, List<String> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return one.get(i) + " <> " + other.get(i);
            }
        }
        return one.size() + " and " + other.size() + " lines";
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
