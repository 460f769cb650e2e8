package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.fact.DateFacts;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.inventory.PrincipalRow;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.register.RegisterDefinition;
import io.dspt.monitor.core.register.RegisterRow;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.RuleKind;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks things through by the arrival clock: at each full period, and a row of a register at once when it changes. Of
 * several runs that were missed only the latest due one is made.
 */
final class Schedules {
    static final String ROW_REMOVED = "register-row-removed";

    private static final int FORMAT = 1;
    private static final LocalTime BEGINNING_OF_THE_DAY = LocalTime.of(6, 0);
    /** Day 0 was a Thursday: weeks begin on Mondays. */
    private static final int DAYS_TO_MONDAY = 3;

    private final Step step;
    private final FindingRegister findings;

    Schedules(Step step) {
        this.step = step;
        this.findings = new FindingRegister(step, null, null);
    }

    /** When a rule looks through something next. */
    private record Plan(Instant next) {
        byte[] encoded() {
            return new Encoder(FORMAT).time(next).toBytes();
        }

        static Plan decoded(byte[] row) {
            return new Plan(new Decoder(row, FORMAT).time());
        }
    }

    /** Something that is looked through. */
    private record Thing(
            @Nullable FactSource resource,
            @Nullable FactSource facts,
            @Nullable String gone) {}

    /** A rule set is in force: what new and changed rules are about is looked through at once, and then at its times. */
    Optional<Work> advance(Work.PlanSchedules work) {
        boolean timeIsKnown = step.estate().clock != null && step.clock().isAfter(Instant.EPOCH);
        for (CompiledRule rule : step.book().schedules()) {
            String id = rule.rule().id();
            if (id.compareTo(work.from()) < 0) {
                continue;
            }
            if (!WorkQueue.hasRoom(step)) {
                return Optional.of(new Work.PlanSchedules(work.rules(), id));
            }
            plan(rule, step.clock());
            if (timeIsKnown && (work.rules().isEmpty() || work.rules().contains(id))) {
                queue(rule, step.clock());
            }
        }
        return Optional.empty();
    }

    /** A run is due. */
    void due(Timers.Timer timer) {
        byte[] key = step.key(StateKeys.Kind.SCHEDULE, timer.first());
        byte[] row = step.state().get(key);
        if (row == null || !Plan.decoded(row).next().equals(timer.at())) {
            return; // Another plan has taken its place.
        }
        step.state().delete(key);
        Optional<CompiledRule> rule =
                step.book().rule(timer.first()).filter(step.book().schedules()::contains);
        rule.ifPresent(found -> {
            queue(found, step.clock());
            plan(found, step.clock());
        });
    }

    private void queue(CompiledRule rule, Instant at) {
        WorkQueue.queue(
                step,
                Judge.goingOn(step, null),
                new Work.LookThrough(rule.rule().id(), at, ""));
    }

    private void plan(CompiledRule rule, Instant after) {
        Instant next = next(schedule(rule).every(), after);
        byte[] key = step.key(StateKeys.Kind.SCHEDULE, rule.rule().id());
        byte[] planned = step.state().get(key);
        if (planned == null || !Plan.decoded(planned).next().equals(next)) {
            step.state().put(key, new Plan(next).encoded());
            Timers.set(
                    step,
                    new Timers.Timer(
                            next, Timers.Purpose.LOOK_THROUGH, rule.rule().id(), ""));
        }
    }

    private static RuleKind.Schedule schedule(CompiledRule rule) {
        return (RuleKind.Schedule) rule.rule().kind();
    }

    /** The latest full period that is not after a time. */
    static Instant latest(Duration every, Instant at) {
        if (!every.equals(Duration.ofDays(every.toDays()))) {
            long seconds = every.toSeconds();
            return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
        }
        LocalDate day = DateFacts.dayAt(at);
        if (at.isBefore(beginning(day))) {
            day = day.minusDays(1);
        }
        long since = Math.floorMod(day.toEpochDay() + DAYS_TO_MONDAY, every.toDays());
        return beginning(day.minusDays(since));
    }

    /** The first full period after a time. */
    static Instant next(Duration every, Instant after) {
        Instant latest = latest(every, after);
        return every.equals(Duration.ofDays(every.toDays()))
                ? beginning(DateFacts.dayAt(latest).plusDays(every.toDays()))
                : latest.plus(every);
    }

    private static Instant beginning(LocalDate day) {
        return day.atTime(BEGINNING_OF_THE_DAY).atZone(DateFacts.ZONE).toInstant();
    }

    /** Looks through as much as there is room for. */
    Optional<Work> advance(Work.LookThrough work) {
        Optional<CompiledRule> rule =
                step.book().rule(work.rule()).filter(step.book().schedules()::contains);
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        RuleKind.Each each = schedule(rule.get()).each();
        if (each.things() == RuleKind.Things.FINDING) {
            return throughFindings(rule.get(), work);
        }
        byte[] prefix = prefix(each);
        byte[] from = work.from().isEmpty() ? prefix : HexFormat.of().parseHex(work.from());
        int looked = 0;
        for (Map.Entry<byte[], byte[]> row : step.state()
                .scan(from, StateKeys.after(prefix), step.limits().rowsPerStep())
                .entrySet()) {
            if (!WorkQueue.hasRoom(step)) {
                return Optional.of(goingOn(work, row.getKey()));
            }
            thing(each, row.getValue(), work.at()).ifPresent(thing -> judge(rule.get(), thing, work.at()));
            if (++looked == step.limits().rowsPerStep()) {
                return Optional.of(goingOn(work, StateKeys.next(row.getKey())));
            }
        }
        return Optional.empty();
    }

    private static Work goingOn(Work.LookThrough work, byte[] from) {
        return new Work.LookThrough(work.rule(), work.at(), HexFormat.of().formatHex(from));
    }

    private byte[] prefix(RuleKind.Each each) {
        return switch (each.things()) {
            case RESOURCE -> step.key(StateKeys.Kind.RESOURCE);
            case PRINCIPAL -> step.key(StateKeys.Kind.PRINCIPAL);
            case SOURCE -> step.key(StateKeys.Kind.COVERAGE);
            case SUBSCRIPTION -> step.key(StateKeys.Kind.SUBSCRIPTION);
            case FINDING -> step.key(StateKeys.Kind.FINDING);
            case REGISTER -> step.key(StateKeys.Kind.REGISTER_ROW, String.valueOf(each.register()), "");
        };
    }

    private Optional<Thing> thing(RuleKind.Each each, byte[] row, Instant at) {
        return switch (each.things()) {
            case RESOURCE -> {
                ResourceRow resource = ResourceRow.decoded(row);
                yield Optional.of(new Thing(
                        LookedThrough.resource(step, resource), null, resource.deleted() ? Judge.DELETED : null));
            }
            case PRINCIPAL ->
                Optional.of(new Thing(null, LookedThrough.principal(step, PrincipalRow.decoded(row)), null));
            case SOURCE -> Optional.of(new Thing(null, LookedThrough.source(Coverage.Row.decoded(row), at), null));
            case SUBSCRIPTION -> {
                KnownSubscriptions.Row subscription = KnownSubscriptions.Row.decoded(row);
                yield Optional.of(new Thing(
                        LookedThrough.resource(step, subscription.id()),
                        LookedThrough.subscription(subscription, at),
                        null));
            }
            case FINDING -> Optional.empty();
            case REGISTER ->
                step.book()
                        .registers()
                        .find(String.valueOf(each.register()))
                        .map(register ->
                                thing(register, RegisterStore.Kept.decoded(row).row()));
        };
    }

    private Thing thing(RegisterDefinition register, RegisterRow row) {
        return new Thing(LookedThrough.resourceOf(step, register, row), LookedThrough.row(step, register, row), null);
    }

    /** Findings of rules that look through findings are left out: they would find themselves. */
    private Optional<Work> throughFindings(CompiledRule rule, Work.LookThrough work) {
        FindingSlots slots = new FindingSlots(step, null);
        return FindingSweep.visit(step, List.of(""), work.from(), (ruleId, subject) -> {
                    boolean ofSchedule = step.book().schedules().stream()
                            .anyMatch(one -> one.rule().id().equals(ruleId)
                                    && schedule(one).each().things() == RuleKind.Things.FINDING);
                    Finding finding =
                            ofSchedule ? null : slots.load(ruleId, subject).latest();
                    if (finding != null) {
                        judge(rule, new Thing(null, LookedThrough.finding(step, finding), null), work.at());
                    }
                })
                .map(next -> new Work.LookThrough(work.rule(), work.at(), next));
    }

    /**
     * Judges a row that is new or has changed.
     *
     * @param fromRule rule to go on with; empty for the first
     * @return the rule to go on with when the step has no room for more
     */
    Optional<String> rowChanged(RegisterDefinition register, RegisterRow row, String fromRule) {
        if (step.estate().clock == null) {
            return Optional.empty(); // Without a time there is nothing to judge by: the next run does.
        }
        for (CompiledRule rule : rulesOn(register)) {
            if (rule.rule().id().compareTo(fromRule) < 0) {
                continue;
            }
            if (!WorkQueue.hasRoom(step)) {
                return Optional.of(rule.rule().id());
            }
            judge(rule, thing(register, row), step.clock());
        }
        return Optional.empty();
    }

    /** Ends what stands of a row that is no longer there. */
    void rowRemoved(RegisterDefinition register, RegisterRow row) {
        Thing thing = thing(register, row);
        for (CompiledRule rule : rulesOn(register)) {
            if (step.state().room() >= Judge.ROOM_FOR_ONE_VERDICT) {
                subject(rule, view(thing, step.clock()))
                        .ifPresent(subject -> findings.ended(rule, subject, step.clock(), ROW_REMOVED));
            }
        }
    }

    private List<CompiledRule> rulesOn(RegisterDefinition register) {
        return step.book().schedules().stream()
                .filter(rule -> register.name().equals(schedule(rule).each().register()))
                .toList();
    }

    private void judge(CompiledRule rule, Thing thing, Instant at) {
        FactView view = view(thing, at);
        if (thing.gone() != null) {
            String by = thing.gone();
            subject(rule, view).ifPresent(subject -> findings.ended(rule, subject, at, by));
            return;
        }
        Verdict verdict = rule.judge(view);
        step.judged(rule.rule().id(), verdict);
        Optional<String> subject = subject(rule, view);
        Optional<Violation> violation = verdict == Verdict.VIOLATED ? violation(rule, view, at) : Optional.empty();
        if (violation.isPresent() && subject.isPresent()) {
            findings.foundBySchedule(rule, subject.get(), violation.get());
        } else if (verdict == Verdict.UNEVALUABLE || verdict == Verdict.VIOLATED) {
            step.estate().unevaluable.add(rule.rule().id());
        } else {
            String by = verdict == Verdict.COMPLIANT ? "schedule" : Judge.NOT_APPLICABLE;
            // A look that waited in the queue says nothing of what was found since its time.
            subject.ifPresent(found -> findings.endedUnlessSeenSince(rule, found, at, by));
        }
    }

    private static Optional<String> subject(CompiledRule rule, FactView view) {
        try {
            return rule.subject(view);
        } catch (RuntimeException e) {
            // The rule or a fact it asked for is at fault: others judge on.
            return Optional.empty();
        }
    }

    private static Optional<Violation> violation(CompiledRule rule, FactView view, Instant at) {
        try {
            return Optional.of(new Violation(
                    at,
                    rule.message(view),
                    rule.severity(view),
                    null,
                    new TreeMap<String, FactValue>(),
                    new TreeMap<String, FactValue>(),
                    rule.facts(view.after()),
                    null));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private FactView view(Thing thing, Instant at) {
        return FactView.of(new EventFacts(
                null, null, thing.resource(), thing.facts(), step.inventory(), step.book(), JoinedFacts.of(step, at)));
    }
}
