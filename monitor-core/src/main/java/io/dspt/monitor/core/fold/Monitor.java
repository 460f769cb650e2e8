package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ReadResult;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.PersonReference;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.rule.FactCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fold: every record of an estate's log, in order, turns the state into the next one and says what to send. No
 * clock, no randomness, no I/O: the same log gives the same findings in every host, byte for byte.
 */
public final class Monitor {
    /** An event dated further ahead of the clock than this is judged but moves no clock. */
    static final Duration BELIEVED_AHEAD = Duration.ofMinutes(10);

    /**
     * While nothing has moved the clock of a replay, an event dated ahead of it by less than this is judged by its own
     * time all the same: the clock of the host may be the one that is wrong. Further ahead it is the record's.
     */
    private static final Duration PLAUSIBLY_AHEAD = Duration.ofDays(5 * 365);

    /** So often a live log tells what it has counted of the day, besides at its end. */
    private static final Duration DAY_TOLD_EVERY = Duration.ofMinutes(10);

    /** Most checkpoints that wait for an answer. */
    private static final int MOST_CHECKPOINTS = 100;

    /** Most rows and outputs that judging a record may need, work that it begins included. */
    private static final int ROOM_FOR_THE_RECORD = 600;
    /** Room for one more timer, then the coverage of every category and the answer itself. */
    private static final int ROOM_FOR_AN_ANSWER = Coverage.MOST_CATEGORIES + 50;

    private final MonitorSettings settings;
    private final LiveRules rules;
    private final EstateMemory memory = new EstateMemory();

    public Monitor(MonitorSettings settings) {
        this.settings = settings;
        this.rules = new LiveRules(new FactCatalogue(settings.reference().properties()));
    }

    /** Whether the log of an estate is live or a replay; {@code null} when it has not been opened. */
    public static @Nullable LogMode mode(String estate, OrderedStore store) {
        return EstateRow.load(estate, new StepState(store)).mode;
    }

    /**
     * One step.
     *
     * @param estate key of the log record
     * @param record the log record
     * @param appendedAt when the broker appended it; looked at in a live log only
     * @param store the state before the step, which is only read
     * @return what to write and send, together or not at all
     */
    public StepResult step(String estate, LogRecord record, Instant appendedAt, OrderedStore store) {
        StepState state = new StepState(store);
        EstateRow row = memory.take(estate, store, state);
        row.sequence++;
        Step step = new Step(
                estate,
                row,
                state,
                new InventoryRows(estate, state, row.decoded),
                settings.reference(),
                rules.book(estate, row, state),
                settings.observer(),
                settings.limits());
        Instant clockBefore = row.clock;
        if (row.mode == LogMode.LIVE) {
            advanceClock(step, arrival(record, appendedAt));
        }
        if (record instanceof LogRecord.Control control) {
            control(step, control);
        } else if (row.mode == null) {
            refuse(step, record);
        } else if (record instanceof LogRecord.AzureRecord azure) {
            azure(step, azure, appendedAt);
        } else if (record instanceof LogRecord.SnapshotResource resource) {
            snapshotResource(step, resource, appendedAt);
        } else if (record instanceof LogRecord.SnapshotEnd end) {
            snapshotEnd(step, end, appendedAt);
        } else if (record instanceof LogRecord.UnreadableElement unreadable) {
            row.received();
            deadLetter(step, unreadable.origin(), unreadable.reason(), unreadable.bytes());
        }
        tellCoverage(step, clockBefore);
        // A control record may have changed the rules: what is still to be done goes by the new ones.
        closeStep(record instanceof LogRecord.Control ? step.with(rules.book(estate, row, state)) : step);
        row.save(state);
        StepResult result = state.result(row.sequence);
        memory.keep(estate, row);
        return result;
    }

    /** Ticks are not signed: one that is far ahead of the broker's clock moves no clock either. */
    private static Instant arrival(LogRecord record, Instant appendedAt) {
        return record instanceof LogRecord.Tick tick && !tick.at().isAfter(appendedAt.plus(BELIEVED_AHEAD))
                ? tick.at()
                : appendedAt;
    }

    private void azure(Step step, LogRecord.AzureRecord record, Instant appendedAt) {
        step.estate().received();
        ReadResult result = settings.reader().read(record.bytes());
        AzureEvent event = event(step, result, record.origin(), record.bytes());
        if (event != null) {
            parsed(step, event, record.origin(), record.bytes(), appendedAt);
        }
    }

    private void snapshotResource(Step step, LogRecord.SnapshotResource record, Instant appendedAt) {
        step.estate().received();
        ReadResult result = settings.reader().readResource(record.bytes(), record.takenAt());
        AzureEvent event = event(step, result, record.origin(), record.bytes());
        if (event == null) {
            return;
        }
        Instant at = parsed(step, event, record.origin(), record.bytes(), appendedAt);
        ResourceId id = event.header().resource();
        if (at != null && id != null) {
            Snapshots.told(step, id, record.snapshotId(), at);
        }
    }

    /** No element of Azure's: one that does not count is kept as a dead letter, and in no count. */
    private static void snapshotEnd(Step step, LogRecord.SnapshotEnd end, Instant appendedAt) {
        byte[] bytes = LogRecordForm.of(end).value();
        Origin origin = Snapshots.originOf(end, bytes);
        Optional<String> reason = believed(step.estate(), end.takenAt(), appendedAt)
                ? Snapshots.ended(step, end, origin, bytes)
                : Optional.of("snapshot-not-believed");
        reason.ifPresent(why -> step.state().send(new Output.DeadLetter(origin, why, bytes)));
    }

    /** The event that was read; {@code null} when there is none, which is accounted for. */
    private static @Nullable AzureEvent event(Step step, ReadResult result, Origin origin, byte[] bytes) {
        if (result instanceof ReadResult.Parsed parsed) {
            return parsed.event();
        } else if (result instanceof ReadResult.Ignored ignored) {
            step.estate().ignored(ignored.category());
        } else {
            deadLetter(step, origin, ((ReadResult.Unreadable) result).reason(), bytes);
        }
        return null;
    }

    /** Judges an event; gives its time, as far as it is believed, {@code null} when it has none and so was not judged. */
    private @Nullable Instant parsed(Step step, AzureEvent event, Origin origin, byte[] bytes, Instant appendedAt) {
        EstateRow estate = step.estate();
        Instant claimed = event.header().time();
        Instant at;
        if (claimed != null && believed(estate, claimed, appendedAt)) {
            if (estate.mode == LogMode.REPLAY) {
                advanceClock(step, claimed);
            }
            at = claimed;
            Coverage.seen(step, event.header().category(), at);
            KnownSubscriptions.seen(step, event);
        } else if (estate.clock != null) {
            at = estate.clock;
        } else if (claimed != null) {
            boolean plausible = estate.notAfter == null || claimed.isBefore(estate.notAfter.plus(PLAUSIBLY_AHEAD));
            at = plausible ? claimed : step.clock();
        } else if (event instanceof AzureEvent.ResourceSnapshot && estate.notAfter != null) {
            // A list of resources on its own does not say when they were so: at the latest when the replay was begun.
            at = estate.notAfter;
        } else {
            deadLetter(step, origin, "time-missing", bytes);
            return null;
        }
        estate.parsed++;
        estate.days.beginElement();
        judge(step, new Occasion(event, at, origin, bytes, EvidencePointers::of, opensAs(step, event)));
        estate.days.endElement(event.header().category());
        return at;
    }

    private static String opensAs(Step step, AzureEvent event) {
        ResourceId id =
                event instanceof AzureEvent.ResourceSnapshot ? event.header().resource() : null;
        return id == null ? Finding.FROM_EVENT : Snapshots.opensAs(step, id);
    }

    private static boolean believed(EstateRow estate, Instant claimed, Instant appendedAt) {
        Instant latest = estate.mode == LogMode.REPLAY ? estate.notAfter : appendedAt;
        return latest != null && !claimed.isAfter(latest.plus(BELIEVED_AHEAD));
    }

    private static void judge(Step step, Occasion occasion) {
        AzureEvent event = occasion.event();
        Judge judge = Judge.of(step, occasion);
        if (!(event instanceof AzureEvent.ResourceEvent resourceEvent)) {
            Principals.learn(step, event, occasion.at());
            judge.judgeEvent();
            return;
        }
        ResourceChanges changes = new ResourceChanges(step, judge, resourceEvent);
        ResourceId id = event.header().resource();
        if (id == null || !changes.mayChange()) {
            judge.judgeEvent();
            return;
        }
        Snapshots.settle(step, id);
        ResourceRow before = step.inventory().resource(id).orElseGet(() -> ResourceRow.unknown(id));
        changes.apply(id);
        if (event instanceof AzureEvent.ResourceSnapshot) {
            return; // It tells how something is. Nothing has happened that a rule could watch for.
        }
        MicrosoftVerdicts.told(step, event, before, occasion.at());
        judge.judgeEvent(before, step.inventory().resource(id).orElse(before));
    }

    private void control(Step step, LogRecord.Control record) {
        SignedControl signed;
        ControlRecord control;
        try {
            signed = SignedControl.decoded(record.signed());
            if (!signed.estate().equals(step.estateName())) {
                reject(step, record, "control-of-another-estate");
                return;
            }
            if (!signed.signedBy(settings.trustedKeys())) {
                reject(step, record, "control-not-trusted");
                return;
            }
            control = ControlRecord.decoded(signed.content());
        } catch (MalformedRowException e) {
            reject(step, record, "control-unreadable");
            return;
        }
        if (control instanceof ControlRecord.LogOpened opened) {
            open(step, record, opened);
        } else if (control instanceof ControlRecord.RuleSetChunk chunk) {
            try {
                rules.receive(step, chunk);
            } catch (MalformedRowException e) {
                reject(step, record, "rule-set-unreadable");
            }
        } else if (control instanceof ControlRecord.Checkpoint checkpoint) {
            List<String> waiting = step.estate().checkpoints;
            if (!waiting.contains(checkpoint.name())) {
                if (waiting.size() < MOST_CHECKPOINTS) {
                    waiting.add(checkpoint.name());
                } else {
                    reject(step, record, "too-many-checkpoints");
                }
            }
        } else {
            decided(step, record, control).ifPresent(reason -> reject(step, record, reason));
        }
    }

    /** What people decide about findings, what they supply and hand over; gives why it does not count. */
    private static Optional<String> decided(Step step, LogRecord.Control record, ControlRecord control) {
        if (control instanceof ControlRecord.ExemptionApproved approved) {
            return new Exemptions(step).approve(approved.exemption(), record.signed());
        } else if (control instanceof ControlRecord.ExemptionRevoked revoked) {
            return new Exemptions(step).revoke(revoked, record.signed());
        } else if (control instanceof ControlRecord.RegisterRows rows) {
            return new RegisterLoads(step).receive(rows);
        } else if (control instanceof ControlRecord.ReportFiled filed) {
            String by = PersonReference.of(step.estateName(), filed.by());
            step.state()
                    .send(new Output.LedgerEntry(
                            new LedgerEvent.ReportFiled(filed.report(), by, filed.at(), step.clock())));
            return Optional.empty();
        }
        return FindingActs.apply(step, (ControlRecord.FindingAct) control);
    }

    private void open(Step step, LogRecord.Control record, ControlRecord.LogOpened opened) {
        EstateRow estate = step.estate();
        if (estate.mode != null && estate.mode != opened.mode()) {
            reject(step, record, "log-is-" + estate.mode.name().toLowerCase(java.util.Locale.ROOT));
            return;
        }
        if (estate.mode == null) {
            estate.mode = opened.mode();
            estate.notAfter = opened.notAfter();
            estate.organisation = opened.organisation();
        } else if (opened.notAfter() != null && opened.notAfter().isAfter(estate.notAfter)) {
            // The same log, gone on with later: more lies in its past.
            estate.notAfter = opened.notAfter();
        }
    }

    /** A control record that does not count is kept, and is itself an event that rules watch for. */
    private void reject(Step step, LogRecord.Control record, String reason) {
        Origin origin = controlOrigin(record.signed());
        step.state().send(new Output.DeadLetter(origin, reason, record.signed()));
        SelfObservation.judge(
                step,
                "monitor/control/rejected",
                Outcome.FAILURE,
                origin,
                record.signed(),
                new TreeMap<>(Map.of(Facts.MONITOR_REJECTION.name(), FactValue.text(reason))));
    }

    private static void refuse(Step step, LogRecord record) {
        if (record instanceof LogRecord.AzureRecord azure) {
            step.estate().received();
            deadLetter(step, azure.origin(), "log-not-opened", azure.bytes());
        } else if (record instanceof LogRecord.SnapshotResource resource) {
            step.estate().received();
            deadLetter(step, resource.origin(), "log-not-opened", resource.bytes());
        } else if (record instanceof LogRecord.UnreadableElement unreadable) {
            step.estate().received();
            deadLetter(step, unreadable.origin(), unreadable.reason(), unreadable.bytes());
        } else if (record instanceof LogRecord.SnapshotEnd end) {
            byte[] bytes = LogRecordForm.of(end).value();
            step.state().send(new Output.DeadLetter(Snapshots.originOf(end, bytes), "log-not-opened", bytes));
        }
    }

    private static void deadLetter(Step step, Origin origin, String reason, byte[] bytes) {
        step.estate().deadLettered(reason);
        step.state().send(new Output.DeadLetter(origin, reason, bytes));
    }

    /** The clock only goes on; when it passes a full minute, what was due by then happens first. */
    private void advanceClock(Step step, Instant to) {
        EstateRow estate = step.estate();
        Instant from = estate.clock;
        if (from != null && !to.isAfter(from)) {
            return;
        }
        Instant minute = to.truncatedTo(ChronoUnit.MINUTES);
        if (from != null && minute.isAfter(from)) {
            estate.clock = minute;
            turnDay(step, minute);
            doWhatIsDue(step, minute, ROOM_FOR_THE_RECORD);
        }
        estate.clock = to;
        turnDay(step, to);
    }

    private static void turnDay(Step step, Instant clock) {
        LocalDate ended = step.estate().days.turn(step, clock);
        if (ended != null) {
            ResourceCensus.take(step, ended);
        }
    }

    /** Does as much as there is room for; what is left goes on with the next record. */
    private static void doWhatIsDue(Step step, Instant clock, int roomToLeave) {
        boolean fired =
                Timers.fireDue(step, clock, step.limits().timersPerStep(), roomToLeave, timer -> fired(step, timer));
        boolean sent = FindingSlots.sendRefreshed(step, clock, step.limits().refreshesPerStep(), roomToLeave);
        step.estate().behind = !fired || !sent;
    }

    private static void fired(Step step, Timers.Timer timer) {
        FindingRegister register = new FindingRegister(step, null, null);
        switch (timer.purpose()) {
            case FORGET_SNAPSHOT -> Snapshots.forget(step, timer.first());
            case FORGET_BODY -> BodyJoin.forget(step, timer.first());
            case FORGET_CLEARED -> register.forgetCleared(timer.first(), timer.second());
            case LOOK_THROUGH -> new Schedules(step).due(timer);
            case FORGET_THRESHOLD, FORGET_SEQUENCE, LOOK_FOR_ABSENCE, FORGET_BASELINE, FORGET_SEEN ->
                SeveralEvents.timerFired(step, timer);
            case EXEMPTION_STARTS -> new Exemptions(step).started(timer.first());
            case EXEMPTION_ENDS -> new Exemptions(step).expired(timer.first());
            case END_QUIET ->
                step.book()
                        .rule(timer.first())
                        .ifPresent(rule -> register.quietTimerFired(
                                rule,
                                timer.second(),
                                timer.at(),
                                Coverage.progress(step, register.category(timer.first(), timer.second()))));
        }
    }

    /** A live log tells with every minute what has come; a replay, which has no present, at checkpoints alone. */
    private static void tellCoverage(Step step, @Nullable Instant clockBefore) {
        EstateRow estate = step.estate();
        if (estate.mode != LogMode.LIVE || clockBefore == null || estate.clock == null) {
            return;
        }
        Instant minuteBefore = clockBefore.truncatedTo(ChronoUnit.MINUTES);
        if (estate.clock.truncatedTo(ChronoUnit.MINUTES).isAfter(minuteBefore)) {
            Coverage.sendChanged(step, minuteBefore, ROOM_FOR_AN_ANSWER);
            Coverage.sendSilent(step, minuteBefore, ROOM_FOR_AN_ANSWER);
            if (step.state().room() > ROOM_FOR_AN_ANSWER) {
                KnownSubscriptions.send(step);
            }
            if (passed(clockBefore, estate.clock, DAY_TOLD_EVERY)) {
                estate.days.tell(step, false);
            }
        }
    }

    private static boolean passed(Instant before, Instant now, Duration full) {
        return Math.floorDiv(before.getEpochSecond(), full.toSeconds())
                < Math.floorDiv(now.getEpochSecond(), full.toSeconds());
    }

    /** Goes on with what is due and what is queued, and answers checkpoints once nothing of it is left. */
    private static void closeStep(Step step) {
        EstateRow estate = step.estate();
        boolean asked = !estate.checkpoints.isEmpty();
        if (estate.clock != null && (estate.behind || asked)) {
            doWhatIsDue(step, estate.clock.truncatedTo(ChronoUnit.MINUTES), ROOM_FOR_AN_ANSWER);
        }
        boolean idle = WorkQueue.goOn(step) && !estate.behind;
        if (!asked) {
            return;
        }
        boolean sent = FindingSlots.sendRefreshed(step, null, step.limits().refreshesPerStep(), ROOM_FOR_AN_ANSWER);
        if (idle && sent && step.state().room() > ROOM_FOR_AN_ANSWER + estate.checkpoints.size()) {
            Coverage.send(step);
            estate.days.tell(step, false);
            estate.checkpoints.forEach(name -> step.state()
                    .send(new Output.CheckpointReached(name, estate.counts(), estate.ruleSet, estate.clock)));
            estate.checkpoints.clear();
        }
    }

    /** Control records come from nowhere in Azure. */
    static Origin controlOrigin(byte[] bytes) {
        return new Origin("control", "", Sha256.hex(bytes));
    }
}
