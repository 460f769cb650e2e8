package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Work that may be larger than a step: begun at once, and what is left goes on by a fixed count with every following
 * record or tick, first in, first out.
 */
final class WorkQueue {
    /** Rows looked at in one step, at most. */
    static final int ROWS_PER_STEP = 100;

    private WorkQueue() {}

    /** Begins work in this step and queues what is left of it. */
    static void begin(Step step, Judge judge, Work work) {
        advance(step, judge, work).ifPresent(rest -> queue(step, judge, rest));
    }

    /** Puts work at the end of the queue. */
    static void queue(Step step, Judge judge, Work work) {
        EstateRow estate = step.estate();
        String place = String.format(Locale.ROOT, "%016x", estate.workQueued++);
        step.state().put(step.key(StateKeys.Kind.WORK, place), work.encoded());
        estate.workWaiting++;
        judge.sendEvidence();
    }

    /** Goes on with what is queued; true when nothing is left. */
    static boolean goOn(Step step) {
        EstateRow estate = step.estate();
        byte[] prefix = step.key(StateKeys.Kind.WORK);
        while (estate.workWaiting > 0 && hasRoom(step)) {
            Map.Entry<byte[], byte[]> row = step.state().scan(prefix, StateKeys.after(prefix), 1).entrySet().stream()
                    .findFirst()
                    .orElseThrow();
            Work work = Work.decoded(row.getValue());
            Optional<Work> rest = advance(step, Judge.goingOn(step, work.cause()), work);
            if (rest.isPresent()) {
                step.state().put(row.getKey(), rest.get().encoded());
                return false;
            }
            step.state().delete(row.getKey());
            estate.workWaiting--;
        }
        return estate.workWaiting == 0;
    }

    private static boolean hasRoom(Step step) {
        return step.state().room() > Judge.ROOM_TO_KEEP;
    }

    private static Optional<Work> advance(Step step, Judge judge, Work work) {
        if (work instanceof Work.JudgeResources judgeAgain) {
            return judgeAgain(step, judge, judgeAgain);
        } else if (work instanceof Work.SweepVanished sweep) {
            return sweep(step, judge, sweep);
        } else if (work instanceof Work.WriteContained write) {
            return write(step, judge, write);
        } else if (work instanceof Work.MoveResources move) {
            return move(step, judge, move);
        }
        return endOutOfForce(step, (Work.EndOutOfForce) work);
    }

    private static Optional<Work> judgeAgain(Step step, Judge judge, Work.JudgeResources work) {
        boolean one = !work.ids().isEmpty() && !work.ids().endsWith("/");
        String fromRule = work.fromRule();
        int looked = 0;
        for (ResourceRow row : resources(step, work.ids(), work.from())) {
            String id = row.id().canonical();
            if (one && !id.equals(work.ids())) {
                return Optional.empty();
            }
            if (!hasRoom(step)) {
                return Optional.of(new Work.JudgeResources(work.cause(), work.ids(), id, fromRule));
            }
            Optional<String> next = judge.judgeResource(row, row, fromRule);
            if (next.isPresent()) {
                return Optional.of(new Work.JudgeResources(work.cause(), work.ids(), id, next.get()));
            }
            fromRule = "";
            if (++looked == ROWS_PER_STEP) {
                return Optional.of(new Work.JudgeResources(work.cause(), work.ids(), after(id), ""));
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
            if (!except.contains(id)) {
                writer.delete(row);
            }
            if (++looked == ROWS_PER_STEP) {
                return Optional.of(new Work.SweepVanished(work.cause(), work.prefix(), after(id), work.except()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Work> write(Step step, Judge judge, Work.WriteContained work) {
        ResourceWriter writer = new ResourceWriter(step, judge);
        List<BodyJoin.ContainedUpdate> children = work.children();
        for (int i = 0; i < children.size(); i++) {
            if (i == ROWS_PER_STEP || !hasRoom(step)) {
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
                if (++looked == ROWS_PER_STEP) {
                    return Optional.of(new Work.MoveResources(work.cause(), left, work.group(), after(id)));
                }
            }
            from = "";
        }
        return Optional.empty();
    }

    private static Optional<Work> endOutOfForce(Step step, Work.EndOutOfForce work) {
        byte[] prefix = step.key(StateKeys.Kind.FINDING, "");
        byte[] from = step.key(StateKeys.Kind.FINDING, work.from());
        FindingRegister register = new FindingRegister(step, null, null);
        int looked = 0;
        for (byte[] key :
                step.state().scan(from, StateKeys.after(prefix), ROWS_PER_STEP).keySet()) {
            String place = new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8);
            if (!hasRoom(step)) {
                return Optional.of(new Work.EndOutOfForce(place));
            }
            int divider = place.indexOf('\u0000');
            endIfOutOfForce(step, register, place.substring(0, divider), place.substring(divider + 1));
            if (++looked == ROWS_PER_STEP) {
                return Optional.of(new Work.EndOutOfForce(after(place)));
            }
        }
        return Optional.empty();
    }

    private static void endIfOutOfForce(Step step, FindingRegister register, String ruleId, String subject) {
        Optional<CompiledRule> rule =
                step.book().rule(ruleId).filter(one -> one.rule().status() != Rule.Status.RETIRED);
        if (rule.isEmpty()) {
            register.ruleWithdrawn(ruleId, subject, step.clock());
        } else if (rule.get().judgesResources()) {
            String type = ResourceId.parse(subject).map(ResourceId::type).orElse("");
            if (!step.book().obligationsOf(type).contains(rule.get())) {
                register.ended(rule.get(), subject, step.clock(), Judge.NOT_APPLICABLE);
            }
        }
    }

    private static List<ResourceRow> resources(Step step, String prefix, String from) {
        byte[] first = step.key(StateKeys.Kind.RESOURCE, from.isEmpty() ? prefix : from);
        byte[] end = StateKeys.after(step.key(StateKeys.Kind.RESOURCE, prefix));
        return step.state().scan(first, end, ROWS_PER_STEP).values().stream()
                .map(ResourceRow::decoded)
                .toList();
    }

    /** The smallest text greater than this one. */
    private static String after(String text) {
        return text + "\u0000";
    }
}
