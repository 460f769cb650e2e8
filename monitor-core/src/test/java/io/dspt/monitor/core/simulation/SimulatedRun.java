package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.azure.AzureRecordReader;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.RecordReader;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.fold.FoldLimits;
import io.dspt.monitor.core.fold.InMemoryStore;
import io.dspt.monitor.core.fold.LogRecord;
import io.dspt.monitor.core.fold.Monitor;
import io.dspt.monitor.core.fold.MonitorSettings;
import io.dspt.monitor.core.fold.Origin;
import io.dspt.monitor.core.fold.Output;
import io.dspt.monitor.core.fold.StepResult;
import io.dspt.monitor.core.fold.TrustedKeys;
import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.inventory.ReferenceFiles;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.simulation.Arrival.Acted;
import io.dspt.monitor.core.simulation.Arrival.Exempted;
import io.dspt.monitor.core.simulation.Arrival.Happened;
import io.dspt.monitor.core.simulation.Arrival.RegisterLoaded;
import io.dspt.monitor.core.simulation.Arrival.Revoked;
import io.dspt.monitor.core.simulation.Arrival.RulesChanged;
import io.dspt.monitor.core.simulation.Arrival.SnapshotTaken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pass of the fold over a log, and all that came out of it. */
final class SimulatedRun {
    private static final ReferenceData REFERENCE = ReferenceFiles.builtIn();
    private static final MonitorSettings SETTINGS = new MonitorSettings(
            new ReadOnce(new AzureRecordReader(REFERENCE.properties())),
            REFERENCE,
            TrustedKeys.of(SimulatedControls.KEYS.getPublic()));
    /** Books that a monitor has compiled stay with it: speed, not state. */
    private static final Map<FoldLimits, Monitor> MONITORS = new HashMap<>();

    private static final int MOST_TICKS = 5_000;

    /** All runs over one log read the same bytes: they are parsed once. */
    private record ReadOnce(RecordReader reader, Map<byte[], ReadResult> read) implements RecordReader {
        private static final int MOST = 1_000;

        ReadOnce(RecordReader reader) {
            this(reader, new IdentityHashMap<>());
        }

        @Override
        public ReadResult readResource(byte[] resource, Instant takenAt) {
            return reader.readResource(resource, takenAt);
        }

        @Override
        public ReadResult read(byte[] record) {
            if (read.size() > MOST) {
                read.clear();
            }
            return read.computeIfAbsent(record, reader::read);
        }
    }

    private final MonitorSettings settings;
    private final @Nullable SplittableRandom restarts;
    private final boolean worksOff;
    private final LifeOfFindings life;
    private final List<String> problems = new ArrayList<>();
    private final List<StepResult> results = new ArrayList<>();
    private final List<Output> sent = new ArrayList<>();
    private final List<Oracle.Disposal> disposals = new ArrayList<>();
    private final Set<RareState> reached;
    private final Map<String, Exempted> exemptions = new TreeMap<>();
    private InMemoryStore store = new InMemoryStore();
    private Monitor monitor;
    private Instant clock = SimulatedHistory.BEGIN;
    private Instant steppedAt = Instant.EPOCH;
    private Output.@Nullable CheckpointReached answer;
    private boolean working;
    private List<LogRecord> azure = List.of();
    private int eventsGiven;
    private int records;
    private boolean toldInPart;
    private int checkpoints;

    /**
     * A run.
     *
     * @param restarts when hosts begin again with nothing but their store, or not even that; {@code null} for never
     * @param reached rare states are added to it
     */
    SimulatedRun(FoldLimits limits, @Nullable SplittableRandom restarts, Set<RareState> reached) {
        this.settings = SETTINGS.with(limits);
        this.restarts = restarts;
        this.worksOff = !limits.equals(FoldLimits.USUAL);
        this.reached = reached;
        this.life = new LifeOfFindings(problems, reached);
        this.monitor = MONITORS.computeIfAbsent(limits, one -> new Monitor(SETTINGS.with(one)));
    }

    /** The records of Azure in a log, in order; every run over it may take the same ones. */
    static List<LogRecord> azureRecords(List<Arrival> arrivals) {
        List<LogRecord> records = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Happened happened) {
                byte[] bytes = happened.event().json(happened.claimed()).getBytes(StandardCharsets.UTF_8);
                records.add(
                        new LogRecord.AzureRecord(bytes, new Origin("sim", records.size() + "#0", Sha256.hex(bytes))));
            }
        }
        return records;
    }

    /** Goes through a log to its end and works off what is left. */
    SimulatedRun over(List<Arrival> arrivals, List<LogRecord> azure) {
        this.azure = azure;
        step(SimulatedControls.opening());
        SimulatedControls.rules(true, true).forEach(this::step);
        Set<Long> told = new HashSet<>();
        for (int place = 0; place < arrivals.size(); place++) {
            Arrival arrival = arrivals.get(place);
            clock = arrival.arrivedAt();
            if (arrival instanceof Happened happened) {
                happened(happened, !told.add(happened.event().number()));
            } else if (arrival instanceof Exempted exempted) {
                exemptions.put(exempted.id(), exempted);
                step(SimulatedControls.exempt(exempted));
            } else if (arrival instanceof Revoked revoked) {
                Exempted ended = exemptions.remove(revoked.id());
                step(SimulatedControls.revoke(revoked));
                when(RareState.EXEMPT_BY_ANOTHER, !worksOff && ended != null && isExempt(ended.store()));
            } else if (arrival instanceof RulesChanged rules) {
                workOff(); // What one rule set makes of the findings of another is done before a third comes.
                SimulatedControls.rules(rules.strict(), rules.withKeys()).forEach(this::step);
            } else if (arrival instanceof RegisterLoaded load) {
                SimulatedControls.load(load).forEach(this::step);
                if (load.register().equals(SimulatedRules.WATCH_LIST)) {
                    workOff(); // Sign-ins are judged by what has been loaded when they come.
                }
            } else if (arrival instanceof SnapshotTaken taken) {
                told(taken.snapshot());
            } else if (arrival instanceof Acted acted) {
                acted(acted, place);
            } else {
                step(new LogRecord.Tick(clock));
            }
        }
        answer = null;
        checkpoint();
        return this;
    }

    private void happened(Happened happened, boolean repeated) {
        if (repeated) {
            life.repeated(happened.event());
        }
        int ahead = happened.claimed().compareTo(clock.plus(SimulatedRules.BELIEVED_AHEAD));
        when(RareState.DATED_TOO_FAR_AHEAD, ahead > 0);
        when(RareState.DATED_JUST_AHEAD, ahead == 0);
        LogRecord record = azure.get(eventsGiven++);
        records++;
        step(record);
    }

    private void told(SimulatedSnapshot snapshot) {
        toldInPart = snapshot.lost();
        for (LogRecord record : snapshot.records()) {
            records += record instanceof LogRecord.SnapshotResource ? 1 : 0;
            step(record);
        }
        toldInPart = false;
    }

    private void acted(Acted acted, int place) {
        // People act on what they are shown: what is due by now has happened.
        step(new LogRecord.Tick(clock));
        workOff();
        List<Finding> standing = life.of(acted.rule(), acted.subject()).stream()
                .filter(finding -> finding.status().stands())
                .toList();
        for (Finding finding : standing) {
            if (acted.disposes()) {
                step(SimulatedControls.dispose(finding.id(), clock));
            } else if (finding.status() == FindingStatus.OPEN) {
                step(SimulatedControls.acknowledge(finding.id(), clock));
            }
        }
        if (acted.disposes() && !standing.isEmpty()) {
            disposals.add(new Oracle.Disposal(place, clock, acted.rule(), acted.subject()));
        }
    }

    /** With small limits, what has been begun is finished before the log goes on. */
    private void workOff() {
        if (worksOff) {
            checkpoint();
        }
    }

    private void checkpoint() {
        answer = null;
        working = true;
        step(SimulatedControls.checkpoint("checkpoint " + ++checkpoints));
        int ticks = 0;
        for (; answer == null && ticks < MOST_TICKS; ticks++) {
            step(new LogRecord.Tick(clock));
        }
        working = false;
        when(RareState.CHECKPOINT_ANSWERED_LATE, ticks > 0);
        when(RareState.WORK_OVER_SEVERAL_STEPS, ticks > 2);
    }

    private void step(LogRecord record) {
        if (restarts != null && restarts.nextInt(50) == 0) {
            restart(restarts.nextInt(3) == 0);
        }
        StepResult result = monitor.step(SimulatedControls.ESTATE, record, clock, store);
        int size = result.writes().size() + result.outputs().size();
        if (size > StepResult.MOST_ROWS_AND_OUTPUTS) {
            problems.add("a step of " + size + " rows and outputs");
        }
        store.apply(result);
        if (restarts != null) {
            results.add(result);
        }
        life.begin();
        boolean sameMinute = steppedAt.truncatedTo(ChronoUnit.MINUTES).equals(clock.truncatedTo(ChronoUnit.MINUTES));
        steppedAt = clock;
        for (Output output : result.outputs()) {
            sent.add(output);
            if (output instanceof Output.CheckpointReached checkpoint) {
                answer = checkpoint;
            } else if (output instanceof Output.FindingState state) {
                life.now(state.finding());
            } else if (output instanceof Output.DayCounted day
                    && day.received() != day.elements().sum()) {
                problems.add("of " + day.day() + " " + day.received() + " elements, but "
                        + day.elements().sum() + " fates");
            } else if (output instanceof Output.LedgerEntry entry) {
                if (entry.event() instanceof LedgerEvent.FindingChanged changed) {
                    life.note(changed);
                    when(
                            RareState.MISSED_BY_A_SNAPSHOT,
                            record instanceof LogRecord.SnapshotEnd && changed.transition() == Transition.RESOLVED);
                    when(RareState.TIMERS_BEHIND, sameMinute && LifeOfFindings.endedByQuiet(changed));
                }
            } else if (output instanceof Output.DeadLetter letter
                    && toldInPart
                    && letter.reason().equals("snapshot-incomplete")) {
                reached.add(RareState.SNAPSHOT_INCOMPLETE);
            } else if (output instanceof Output.DeadLetter letter) {
                problems.add("a dead letter: " + letter.reason());
            }
        }
        if (!worksOff && !exemptions.isEmpty()) {
            checkExemptions();
        }
    }

    private List<Finding> ofSku(int number) {
        return life.of(SimulatedRules.SKU, SimulatedEvent.storeId(number).toLowerCase(Locale.ROOT));
    }

    private boolean isExempt(int number) {
        return ofSku(number).stream().anyMatch(finding -> finding.status() == FindingStatus.EXEMPT);
    }

    /** With the usual limits what stands is exempt after each step if, and only if, an exemption holds. */
    private void checkExemptions() {
        for (int number = 0; number < SimulatedHistory.STORES; number++) {
            int store = number;
            boolean stands =
                    ofSku(store).stream().anyMatch(finding -> finding.status().stands());
            boolean holds = exemptions.values().stream()
                    .anyMatch(exempted -> exempted.store() == store && clock.isBefore(exempted.until()));
            if (stands && isExempt(store) != holds) {
                problems.add("at " + clock + " store " + store + (holds ? " is not exempt" : " is exempt still"));
            }
        }
    }

    /** A host that begins again must go on as if nothing had been. */
    private void restart(boolean withoutItsStore) {
        monitor = new Monitor(settings);
        reached.add(RareState.RESTARTED);
        when(RareState.RESTARTED_WITHIN_WORK, working);
        if (withoutItsStore) {
            InMemoryStore rebuilt = new InMemoryStore();
            results.forEach(rebuilt::apply);
            if (!rows(rebuilt).equals(rows(store))) {
                problems.add("the writes do not make up the store");
            }
            store = rebuilt;
            reached.add(RareState.REBUILT_FROM_ITS_WRITES);
        }
    }

    private static Map<String, String> rows(InMemoryStore store) {
        Map<String, String> rows = new TreeMap<>();
        try (io.dspt.monitor.core.fold.OrderedStore.Rows all = store.scan(new byte[0], new byte[] {(byte) 0xFF})) {
            all.forEachRemaining(row -> rows.put(
                    new String(row.getKey(), StandardCharsets.ISO_8859_1),
                    new String(row.getValue(), StandardCharsets.ISO_8859_1)));
        }
        return rows;
    }

    private void when(RareState state, boolean met) {
        if (met) {
            reached.add(state);
        }
    }

    private static String form(Output output) {
        if (output instanceof Output.FindingState state) {
            return "state " + state.transition() + " " + state.finding();
        } else if (output instanceof Output.LedgerEntry entry) {
            return "ledger " + entry.event();
        } else if (output instanceof Output.EvidenceRecord evidence) {
            return "evidence " + evidence.origin();
        }
        return output.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** All findings as they are in the end. */
    Map<String, Finding> findings() {
        return life.findings();
    }

    /** What must not be. */
    List<String> problems() {
        return problems;
    }

    /** All outputs, in order. */
    List<String> sent() {
        return sent.stream().map(SimulatedRun::form).toList();
    }

    /** What was disposed of. */
    List<Oracle.Disposal> disposals() {
        return disposals;
    }

    /** How many records of Azure went in. */
    int records() {
        return records;
    }

    /** The answer to the last checkpoint; {@code null} when there was none. */
    Output.@Nullable Counts counts() {
        return answer == null ? null : answer.counts();
    }
}
