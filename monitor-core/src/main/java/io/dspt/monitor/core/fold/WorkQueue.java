package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.ResourceRow;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Work that may be larger than a step: begun at once, and what is left goes on by a fixed count with every following
 * record or tick, first in, first out.
 */
final class WorkQueue {
    /** Rows looked at in one step, at most. */
    static final int ROWS_PER_STEP = 100;
    /** Rows and outputs left to the record itself and to closing a step. */
    private static final int ROOM_TO_KEEP = 100;

    private WorkQueue() {}

    /** Begins work in this step and queues what is left of it. */
    static void begin(Step step, Judge judge, Work work) {
        advance(step, judge, work, ROWS_PER_STEP).ifPresent(rest -> queue(step, rest));
    }

    /** Puts work at the end of the queue. */
    static void queue(Step step, Work work) {
        EstateRow estate = step.estate();
        String place = String.format(java.util.Locale.ROOT, "%016x", estate.workQueued++);
        step.state().put(step.key(StateKeys.Kind.WORK, place), work.encoded());
    }

    /** Goes on with what is queued; true when nothing is left. */
    static boolean goOn(Step step) {
        Judge judge = new Judge(step, null);
        byte[] prefix = step.key(StateKeys.Kind.WORK);
        int begun = 0;
        while (step.state().room() > ROOM_TO_KEEP && begun < ROWS_PER_STEP) {
            Map<byte[], byte[]> first = step.state().scan(prefix, StateKeys.after(prefix), 1);
            if (first.isEmpty()) {
                return true;
            }
            Map.Entry<byte[], byte[]> row = first.entrySet().iterator().next();
            Optional<Work> rest = advance(step, judge, Work.decoded(row.getValue()), ROWS_PER_STEP);
            if (rest.isPresent()) {
                step.state().put(row.getKey(), rest.get().encoded());
                return false;
            }
            step.state().delete(row.getKey());
            begun++;
        }
        return step.state().scan(prefix, StateKeys.after(prefix), 1).isEmpty();
    }

    private static Optional<Work> advance(Step step, Judge judge, Work work, int most) {
        if (work instanceof Work.JudgeResources judgeAgain) {
            return judgeAgain(step, judge, judgeAgain, most);
        } else if (work instanceof Work.SweepVanished sweep) {
            return sweep(step, judge, sweep, most);
        } else if (work instanceof Work.WriteContained write) {
            return write(step, judge, write, most);
        }
        if (work instanceof Work.MoveResources move) {
            return move(step, judge, move, most);
        }
        return endWithdrawn(step, (Work.EndWithdrawn) work, most);
    }

    private static Optional<Work> judgeAgain(Step step, Judge judge, Work.JudgeResources work, int most) {
        String fromRule = work.fromRule();
        int looked = 0;
        for (ResourceRow row : resources(step, work.prefix(), work.from(), most)) {
            String id = row.id().canonical();
            if (step.state().room() <= ROOM_TO_KEEP) {
                return Optional.of(new Work.JudgeResources(work.prefix(), id, fromRule));
            }
            if (!row.deleted()) {
                Optional<String> next = judge.judgeResource(row, row, judge.now(), fromRule);
                if (next.isPresent()) {
                    return Optional.of(new Work.JudgeResources(work.prefix(), id, next.get()));
                }
            }
            fromRule = "";
            if (++looked == most) {
                return Optional.of(new Work.JudgeResources(work.prefix(), id + "\u0000", ""));
            }
        }
        return Optional.empty();
    }

    private static Optional<Work> sweep(Step step, Judge judge, Work.SweepVanished work, int most) {
        int looked = 0;
        for (ResourceRow row : resources(step, work.prefix(), work.from(), most)) {
            String id = row.id().canonical();
            if (step.state().room() <= ROOM_TO_KEEP) {
                return Optional.of(new Work.SweepVanished(work.prefix(), work.at(), id));
            }
            if (!row.deleted() && row.changedAt().isBefore(work.at())) {
                ResourceRow gone = row.deleted(work.at());
                step.inventory().save(gone);
                judge.judgeResource(row, gone, work.at(), "")
                        .ifPresent(rule -> queue(step, new Work.JudgeResources(id, id, rule)));
            }
            if (++looked == most) {
                return Optional.of(new Work.SweepVanished(work.prefix(), work.at(), id + "\u0000"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Work> write(Step step, Judge judge, Work.WriteContained work, int most) {
        for (int i = work.next(); i < work.children().size(); i++) {
            if (i - work.next() == most || step.state().room() <= ROOM_TO_KEEP) {
                return Optional.of(new Work.WriteContained(work.children(), i, work.at()));
            }
            BodyJoin.ContainedUpdate child = work.children().get(i);
            ResourceRow before = step.inventory().resource(child.id()).orElseGet(() -> ResourceRow.unknown(child.id()));
            ResourceRow after = before.written(child.update(), work.at());
            step.inventory().save(after);
            String id = child.id().canonical();
            judge.judgeResource(before, after, work.at(), "")
                    .ifPresent(rule -> queue(step, new Work.JudgeResources(id, id, rule)));
        }
        return Optional.empty();
    }

    private static Optional<Work> move(Step step, Judge judge, Work.MoveResources work, int most) {
        Optional<ResourceId> group = ResourceId.parse(work.group());
        int looked = 0;
        String from = work.from();
        for (int i = work.next(); i < work.resources().size() && group.isPresent(); i++) {
            String moved = work.resources().get(i);
            for (ResourceRow row : resources(step, moved, from, most)) {
                String id = row.id().canonical();
                if (looked == most || step.state().room() <= ROOM_TO_KEEP) {
                    return Optional.of(new Work.MoveResources(work.resources(), work.group(), work.at(), i, id));
                }
                looked++;
                boolean below = id.equals(moved) || id.startsWith(moved + "/");
                Optional<ResourceId> newId = row.id().movedTo(group.get());
                if (below
                        && newId.isPresent()
                        && !row.deleted()
                        && row.changedAt().isBefore(work.at())) {
                    judge.judgeMoved(row, row.movedTo(newId.get(), work.at()), work.at());
                }
            }
            from = "";
        }
        return Optional.empty();
    }

    private static Optional<Work> endWithdrawn(Step step, Work.EndWithdrawn work, int most) {
        byte[] prefix = step.key(StateKeys.Kind.FINDING, "");
        byte[] from = step.key(StateKeys.Kind.FINDING, work.from());
        FindingRegister register = new FindingRegister(step, null);
        int looked = 0;
        for (byte[] key : step.state().scan(from, StateKeys.after(prefix), most).keySet()) {
            String place = new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8);
            if (step.state().room() <= ROOM_TO_KEEP) {
                return Optional.of(new Work.EndWithdrawn(place));
            }
            int divider = place.indexOf('\u0000');
            String rule = place.substring(0, divider);
            if (step.book().rule(rule).isEmpty()) {
                register.ruleWithdrawn(rule, place.substring(divider + 1), step.clock());
            }
            if (++looked == most) {
                return Optional.of(new Work.EndWithdrawn(place + "\u0000"));
            }
        }
        return Optional.empty();
    }

    private static Iterable<ResourceRow> resources(Step step, String prefix, String from, int most) {
        byte[] first = step.key(StateKeys.Kind.RESOURCE, from.isEmpty() ? prefix : from);
        byte[] end = StateKeys.after(step.key(StateKeys.Kind.RESOURCE, prefix));
        return step.state().scan(first, end, most).values().stream()
                .map(ResourceRow::decoded)
                .toList();
    }
}
