package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.AzureEvent.ResourceEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.KnownFact;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings what a record says of a resource into the inventory, and has judged whatever that may change. */
final class ResourceChanges {
    /** Changes ids, not regions: ARM operation as documented for moving resources between groups. */
    private static final String MOVE = "microsoft.resources/subscriptions/resourcegroups/moveresources/action";

    /** The types whose obligations look at their children. */
    private static final String WORKSPACE = "microsoft.operationalinsights/workspaces";

    private final Step step;
    private final Judge judge;
    private final ResourceEvent event;
    private final Instant at;

    ResourceChanges(Step step, Judge judge, ResourceEvent event, Instant at) {
        this.step = step;
        this.judge = judge;
        this.event = event;
        this.at = at;
    }

    /** Applies the event; the rules that watch for the event itself are judged by the caller. */
    void apply() {
        EventHeader header = event.header();
        ResourceId id = header.resource();
        boolean move = header.operation().equalsIgnoreCase(MOVE);
        if (id == null || (event.effect() == Effect.NONE && !move)) {
            return;
        }
        // A policy evaluation is itself the outcome.
        Outcome outcome = event instanceof AzureEvent.PolicyEvaluation ? Outcome.SUCCESS : header.outcome();
        switch (outcome) {
            case START, ACCEPTED -> started(id);
            case SUCCESS -> {
                if (move) {
                    moved(id);
                } else if (event.effect() == Effect.DELETE) {
                    deleted(id);
                } else {
                    succeeded(id);
                }
            }
            case FAILURE -> BodyJoin.take(step, header);
            case UNKNOWN -> {
                // Whether anything has changed is not known: the next record or snapshot tells.
            }
        }
    }

    private void started(ResourceId id) {
        BodyJoin.Body body = body(id);
        if (!body.update().bodyCarried()) {
            return;
        }
        Optional<BodyJoin.Half> waiting = BodyJoin.take(step, event.header());
        if (waiting.isPresent() && waiting.get() instanceof BodyJoin.Half.Succeeded succeeded) {
            written(id, body, succeeded.at());
        } else {
            BodyJoin.keep(step, event.header(), new BodyJoin.Half.Started(body));
        }
    }

    private void succeeded(ResourceId id) {
        BodyJoin.Body own = body(id);
        Optional<BodyJoin.Half> waiting = BodyJoin.take(step, event.header());
        if (waiting.isPresent() && waiting.get() instanceof BodyJoin.Half.Started started) {
            written(id, merged(started.body(), own), at);
        } else {
            if (!own.update().bodyCarried()) {
                BodyJoin.keep(step, event.header(), new BodyJoin.Half.Succeeded(at));
            }
            written(id, own, at);
        }
    }

    private void moved(ResourceId id) {
        BodyJoin.Body body = body(id);
        Optional<BodyJoin.Half> waiting = BodyJoin.take(step, event.header());
        SortedMap<String, FactValue> facts =
                waiting.isPresent() && waiting.get() instanceof BodyJoin.Half.Started started
                        ? merged(started.body(), body).update().facts()
                        : body.update().facts();
        if (facts.get("move.resources") instanceof FactValue.Many resources
                && facts.get("move.targetGroup") instanceof FactValue.Text group) {
            List<String> ids = resources.elements().stream()
                    .flatMap(text -> ResourceId.parse(String.valueOf(text.textOrNull())).stream())
                    .map(ResourceId::canonical)
                    .toList();
            WorkQueue.begin(step, judge, new Work.MoveResources(ids, group.value(), at, 0, ""));
        }
    }

    /** The answer's body speaks where it says something, the request's where it does not. */
    private static BodyJoin.Body merged(BodyJoin.Body request, BodyJoin.Body answer) {
        SortedMap<String, FactValue> facts = new TreeMap<>(request.update().facts());
        facts.putAll(answer.update().facts());
        return new BodyJoin.Body(
                new ResourceUpdate(true, facts),
                answer.contained().isEmpty() ? request.contained() : answer.contained());
    }

    private BodyJoin.Body body(ResourceId id) {
        ResourceUpdate update =
                ResourceUpdate.of(id, event.facts(), step.reference().properties());
        List<BodyJoin.ContainedUpdate> contained = event.contained().stream()
                .map(child -> new BodyJoin.ContainedUpdate(
                        child.id(),
                        ResourceUpdate.of(
                                child.id(), child.facts(), step.reference().properties())))
                .toList();
        return new BodyJoin.Body(update, contained);
    }

    private void written(ResourceId id, BodyJoin.Body body, Instant writtenAt) {
        ResourceRow before = row(id);
        ResourceRow after = before.written(body.update(), writtenAt);
        step.inventory().save(after);
        if (!body.update().bodyCarried()) {
            if (!writtenAt.isBefore(before.changedAt())) {
                judge.judgeUntoldWrite(after, writtenAt);
            }
        } else if (!writtenAt.isBefore(before.changedAt())) {
            judgeOrQueue(before, after, writtenAt);
        } else if (!after.known().equals(before.known())) {
            // A late record that adds to the present state: the state is as of its latest event, not of this one.
            judgeOrQueue(before, after, before.changedAt());
        }
        judgeOvertaken(before, body.update(), writtenAt);
        container(id).ifPresent(container -> judgeOrQueue(container, container, at));
        if (!before.read(Facts.RESOURCE_TAGS.name()).equals(after.read(Facts.RESOURCE_TAGS.name()))) {
            // What is inherited has changed for all that the resource contains.
            WorkQueue.begin(step, judge, new Work.JudgeResources(id.canonical() + "/", "", ""));
        }
        if (!body.update().bodyCarried()) {
            step.reference()
                    .properties()
                    .containedIn(id.type())
                    .forEach(contained -> judge.leftOpen(
                            id.type() + "/" + contained.childType().toLowerCase(java.util.Locale.ROOT)));
        }
        if (!body.contained().isEmpty()) {
            WorkQueue.begin(step, judge, new Work.WriteContained(body.contained(), 0, writtenAt));
        }
        step.reference().properties().containedIn(id.type()).forEach(contained -> {
            if (listed(contained.each())) {
                String prefix = id.child(contained.childType(), "").canonical();
                WorkQueue.begin(step, judge, new Work.SweepVanished(prefix, writtenAt, ""));
            }
        });
    }

    /** Whether the body lists its children, so that a child it leaves out is gone. */
    private boolean listed(String each) {
        return event.facts().read(Facts.EVENT_BODY).equals(FactValue.flag(true))
                && !each.isEmpty()
                && !event.contained().isEmpty();
    }

    private void deleted(ResourceId id) {
        ResourceRow before = row(id);
        ResourceRow after = before.deleted(at);
        step.inventory().save(after);
        judgeOrQueue(before, after, at);
        container(id).ifPresent(container -> judgeOrQueue(container, container, at));
        WorkQueue.begin(step, judge, new Work.SweepVanished(id.canonical() + "/", at, ""));
    }

    private void judgeOvertaken(ResourceRow before, ResourceUpdate update, Instant writtenAt) {
        Instant overtakenAt = null;
        for (String fact : update.facts().keySet()) {
            KnownFact known = before.known().get(fact);
            if (known != null && known.since().isAfter(writtenAt)) {
                overtakenAt = overtakenAt == null || known.since().isBefore(overtakenAt) ? known.since() : overtakenAt;
            }
        }
        if (before.deletedAt() != null && !writtenAt.isAfter(before.deletedAt())) {
            overtakenAt = before.deletedAt();
        }
        if (overtakenAt != null) {
            ResourceRow asItSays = ResourceRow.unknown(before.id()).written(update, writtenAt);
            judge.judgeOvertaken(asItSays, writtenAt, overtakenAt);
        }
    }

    private void judgeOrQueue(ResourceRow before, ResourceRow after, Instant judgedAt) {
        judge.judgeResource(before, after, judgedAt, "")
                .ifPresent(rule -> WorkQueue.queue(
                        step,
                        new Work.JudgeResources(
                                after.id().canonical(), after.id().canonical(), rule)));
    }

    private Optional<ResourceRow> container(ResourceId id) {
        return id.container()
                .filter(container -> container.type().equals(WORKSPACE))
                .flatMap(step.inventory()::resource);
    }

    private ResourceRow row(ResourceId id) {
        return step.inventory().resource(id).orElseGet(() -> ResourceRow.unknown(id));
    }
}
