package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.inventory.ResourceRow;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Work that may be larger than a step: begun at once, and what is left goes on by a fixed count with every following
 * record or tick, first in, first out; what may wait lets others pass.
 */
final class WorkQueue {
    /** Telling that an exemption has expired writes its places, and what the rules that watch for it find. */
    private static final int ROOM_TO_TELL = 2 * Judge.ROOM_TO_KEEP + ExemptionScope.MOST_RULES;

    private WorkQueue() {}

    /** Begins work in this step and queues what is left of it. */
    static void begin(Step step, Judge judge, Work work) {
        advance(step, judge, work).ifPresent(rest -> queue(step, judge, rest));
    }

    /** Puts work at the end of the queue. */
    static void queue(Step step, Judge judge, Work work) {
        EstateRow estate = step.estate();
        step.state().put(place(step, estate.workQueued++), work.encoded());
        estate.workWaiting++;
        judge.sendEvidence();
    }

    /** Goes on with what is queued; true when nothing is left. */
    static boolean goOn(Step step) {
        EstateRow estate = step.estate();
        boolean passed = false;
        while (estate.workWaiting > 0 && hasRoom(step)) {
            byte[] first = place(step, estate.workQueued - estate.workWaiting);
            Work work = Work.decoded(Objects.requireNonNull(step.state().get(first)));
            if (work.mayWait() && estate.workWaiting > 1 && !passed) {
                // Once a step: what stands behind it may be of the same kind.
                passed = true;
                step.state().delete(first);
                step.state().put(place(step, estate.workQueued++), work.encoded());
                continue;
            }
            Optional<Work> rest = advance(step, Judge.goingOn(step, work.cause()), work);
            if (rest.isPresent()) {
                step.state().put(first, rest.get().encoded());
                return false;
            }
            step.state().delete(first);
            estate.workWaiting--;
        }
        return estate.workWaiting == 0;
    }

    private static byte[] place(Step step, long number) {
        return step.key(StateKeys.Kind.WORK, String.format(Locale.ROOT, "%016x", number));
    }

    static boolean hasRoom(Step step) {
        return step.state().room() > Judge.ROOM_TO_KEEP;
    }

    private static Optional<Work> advance(Step step, Judge judge, Work work) {
        if (work instanceof Work.JudgeResources judgeAgain) {
            return judgeAgain(step, judge, judgeAgain);
        } else if (work instanceof Work.SweepVanished sweep) {
            return sweep(step, judge, sweep);
        } else if (work instanceof Work.SweepUntold sweep) {
            return sweepUntold(step, judge, sweep);
        } else if (work instanceof Work.WriteContained write) {
            return write(step, judge, write);
        } else if (work instanceof Work.MoveResources move) {
            return move(step, judge, move);
        } else if (work instanceof Work.LoadRegister load) {
            return new RegisterLoads(step).advance(load);
        } else if (work instanceof Work.SweepRegister sweep) {
            return new RegisterLoads(step).advance(sweep);
        } else if (work instanceof Work.LookThrough look) {
            return new Schedules(step).advance(look);
        } else if (work instanceof Work.PlanSchedules plan) {
            return new Schedules(step).advance(plan);
        } else if (work instanceof Work.SweepExempt sweep) {
            return sweepExempt(step, sweep);
        } else if (work instanceof Work.CountResources count) {
            return ResourceCensus.advance(step, count);
        }
        return sweepRules(step, (Work.SweepRules) work);
    }

    private static Optional<Work> judgeAgain(Step step, Judge judge, Work.JudgeResources work) {
        boolean one = !work.ids().isEmpty() && !work.ids().endsWith("/");
        String fromRule = work.fromRule();
        Set<String> only = Set.copyOf(work.rules());
        int looked = 0;
        for (ResourceRow row : resources(step, work.ids(), work.from())) {
            String id = row.id().canonical();
            if (one && !id.equals(work.ids())) {
                return Optional.empty();
            }
            if (!hasRoom(step)) {
                return Optional.of(work.goingOn(id, fromRule));
            }
            Optional<String> next = judge.judgeResource(row, row, fromRule, only);
            if (next.isPresent()) {
                return Optional.of(work.goingOn(id, next.get()));
            }
            fromRule = "";
            if (++looked == step.limits().rowsPerStep()) {
                return Optional.of(work.goingOn(after(id), ""));
            }
        }
        return Optional.empty();
    }

    private static Optional<Work> sweep(Step step, Judge judge, Work.SweepVanished work) {
        ResourceWriter writer = new ResourceWriter(step, judge);
        Set<String> except = new HashSet<>(work.except());
        int looked = 0;
        for (ResourceRow row : resources(step, work.prefix(), work.from())) {
            String id = row.id().canonical();
            if (!hasRoom(step)) {
                return Optional.of(new Work.SweepVanished(work.cause(), work.prefix(), id, work.except()));
            }
            if (!except.contains(id) && !Snapshots.tellsWithin(step, work.cause(), work.prefix(), row)) {
                writer.delete(row);
            }
            if (++looked == step.limits().rowsPerStep()) {
                return Optional.of(new Work.SweepVanished(work.cause(), work.prefix(), after(id), work.except()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Work> sweepUntold(Step step, Judge judge, Work.SweepUntold work) {
        List<String> subscriptions = work.subscriptions();
        String from = work.from();
        int looked = 0;
        for (int i = 0; i < subscriptions.size(); i++) {
            List<String> left = subscriptions.subList(i, subscriptions.size());
            for (ResourceRow row : resources(step, Snapshots.resourcesOf(subscriptions.get(i)), from)) {
                String id = row.id().canonical();
                if (!hasRoom(step)) {
                    return Optional.of(new Work.SweepUntold(work.cause(), work.snapshot(), left, id));
                }
                Snapshots.endIfUntold(step, judge, row, work.snapshot());
                if (++looked == step.limits().rowsPerStep()) {
                    return Optional.of(new Work.SweepUntold(work.cause(), work.snapshot(), left, after(id)));
                }
            }
            from = "";
        }
        return Optional.empty();
    }

    private static Optional<Work> write(Step step, Judge judge, Work.WriteContained work) {
        ResourceWriter writer = new ResourceWriter(step, judge);
        List<BodyJoin.ContainedUpdate> children = work.children();
        for (int i = 0; i < children.size(); i++) {
            if (i == step.limits().rowsPerStep() || !hasRoom(step)) {
                return Optional.of(new Work.WriteContained(work.cause(), children.subList(i, children.size())));
            }
            writer.write(children.get(i).id(), children.get(i).update());
        }
        return Optional.empty();
    }

    private static Optional<Work> move(Step step, Judge judge, Work.MoveResources work) {
        Optional<ResourceId> group = ResourceId.parse(work.group());
        List<String> resources = work.resources();
        String from = work.from();
        int looked = 0;
        for (int i = 0; i < resources.size() && group.isPresent(); i++) {
            String moved = resources.get(i);
            List<String> left = resources.subList(i, resources.size());
            for (ResourceRow row : resources(step, moved, from)) {
                String id = row.id().canonical();
                if (!hasRoom(step)) {
                    return Optional.of(new Work.MoveResources(work.cause(), left, work.group(), id));
                }
                boolean below = id.equals(moved) || id.startsWith(moved + "/");
                Optional<ResourceId> newId = row.id().movedTo(group.get());
                if (below
                        && newId.isPresent()
                        && !row.deleted()
                        && row.changedAt().isBefore(judge.now())) {
                    judge.judgeMoved(row, row.movedTo(newId.get(), judge.now()));
                }
                if (++looked == step.limits().rowsPerStep()) {
                    return Optional.of(new Work.MoveResources(work.cause(), left, work.group(), after(id)));
                }
            }
            from = "";
        }
        return Optional.empty();
    }

    private static Optional<Work> sweepExempt(Step step, Work.SweepExempt work) {
        if (work.toBeTold() && step.state().room() < ROOM_TO_TELL) {
            return Optional.of(work);
        }
        Exemptions exemptions = new Exemptions(step);
        Exemptions.Kept kept = exemptions.kept(work.exemption());
        if (kept == null) {
            return Optional.empty();
        }
        if (work.toBeTold()) {
            exemptions.tellExpired(kept.exemption());
        }
        String family = kept.exemption().scope().family();
        List<String> prefixes = family != null
                ? List.of(FindingSweep.ofFamily(family))
                : kept.exemption().scope().rules().stream()
                        .map(FindingSweep::ofRule)
                        .toList();
        FindingSlots slots = new FindingSlots(step, null);
        return FindingSweep.visit(
                        step,
                        prefixes,
                        work.from(),
                        (rule, subject) -> exemptions.reconsider(slots, rule, subject, work.exemption()))
                .map(next -> new Work.SweepExempt(work.exemption(), false, next));
    }

    private static Optional<Work> sweepRules(Step step, Work.SweepRules work) {
        RuleChange change = new RuleChange(step);
        List<String> prefixes = work.rules().isEmpty()
                ? List.of("")
                : work.rules().stream().map(FindingSweep::ofRule).toList();
        return FindingSweep.visit(step, prefixes, work.from(), change::apply)
                .map(next -> new Work.SweepRules(work.rules(), next));
    }

    /**
     * Resources in order of their ids, at most as many as a step looks at.
     *
     * @param prefix beginning of canonical ids
     * @param from id to go on with; empty for the first
     */
    static List<ResourceRow> resources(Step step, String prefix, String from) {
        byte[] first = step.key(StateKeys.Kind.RESOURCE, from.isEmpty() ? prefix : from);
        byte[] end = StateKeys.after(step.key(StateKeys.Kind.RESOURCE, prefix));
        return step.state().scan(first, end, step.limits().rowsPerStep()).values().stream()
                .map(ResourceRow::decoded)
                .toList();
    }

    /** The smallest text greater than this one. */
    static String after(String text) {
        return text + "\u0000";
    }
}
