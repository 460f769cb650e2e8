package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.event.AzureEvent.Effect;
import io.dspt.monitor.core.event.AzureEvent.ResourceEvent;
import io.dspt.monitor.core.event.EventHeader;
import io.dspt.monitor.core.event.Outcome;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.inventory.AssessmentHistory;
import io.dspt.monitor.core.inventory.ResourceProperty;
import io.dspt.monitor.core.inventory.ResourcePropertyTable.Contained;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.inventory.ResourceUpdate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/** Brings what a record says of a resource into the inventory, and has judged whatever that may change. */
final class ResourceChanges {
    /** Changes ids, not regions: ARM operation as documented for moving resources between groups. */
    private static final String MOVE = "microsoft.resources/subscriptions/resourcegroups/moveresources/action";

    private final Step step;
    private final Judge judge;
    private final ResourceEvent event;

    ResourceChanges(Step step, Judge judge, ResourceEvent event) {
        this.step = step;
        this.judge = judge;
        this.event = event;
    }

    /** Whether the event may change anything at all. */
    boolean mayChange() {
        return event.effect() != Effect.NONE || isMove();
    }

    /**
     * Applies the event; the rules that watch for the event itself are judged by the caller.
     *
     * @param id the resource the event names
     */
    void apply(ResourceId id) {
        EventHeader header = event.header();
        if (event instanceof AzureEvent.SecurityAssessment assessment && wouldReopen(assessment, id)) {
            // Said, never passed over in silence: what the snapshot claims is open until a change is told.
            judge.leftOpen(id.type());
            return;
        }
        // A policy evaluation is itself the outcome.
        Outcome outcome = event instanceof AzureEvent.PolicyEvaluation ? Outcome.SUCCESS : header.outcome();
        switch (outcome) {
            case START, ACCEPTED -> started(id);
            case SUCCESS -> {
                if (event.effect() == Effect.DELETE) {
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

    /** Whether a snapshot tells again, as bad, what was seen to be well or gone: only a change may reopen that. */
    private boolean wouldReopen(AzureEvent.SecurityAssessment assessment, ResourceId id) {
        return assessment.snapshot()
                && event.effect() == Effect.WRITE
                && AssessmentHistory.wouldReopen(row(id), update(id));
    }

    private ResourceRow row(ResourceId id) {
        return step.inventory().resource(id).orElseGet(() -> ResourceRow.unknown(id));
    }

    private ResourceUpdate update(ResourceId id) {
        return ResourceUpdate.of(id, event.facts(), step.reference().properties(), event.tellsAll());
    }

    private boolean isMove() {
        return event.header().operation().equalsIgnoreCase(MOVE);
    }

    private void started(ResourceId id) {
        BodyJoin.Body body = body(id);
        if (!body.update().bodyCarried()) {
            return;
        }
        Optional<BodyJoin.Half> waiting = BodyJoin.take(step, event.header());
        if (waiting.isPresent() && waiting.get() instanceof BodyJoin.Half.Succeeded succeeded) {
            BodyJoin.Body answer = new BodyJoin.Body(succeeded.answer(), List.of());
            done(id, body.answeredBy(answer), judge.onBehalfOf(succeeded.at(), succeeded.identity()));
        } else {
            BodyJoin.keep(step, event.header(), new BodyJoin.Half.Started(body));
        }
    }

    private void succeeded(ResourceId id) {
        BodyJoin.Body own = body(id);
        Optional<BodyJoin.Half> waiting = BodyJoin.take(step, event.header());
        if (waiting.isPresent() && waiting.get() instanceof BodyJoin.Half.Started started) {
            done(id, started.body().answeredBy(own), judge);
        } else {
            if (!own.update().bodyCarried()) {
                BodyJoin.keep(
                        step,
                        event.header(),
                        new BodyJoin.Half.Succeeded(judge.now(), event.header().identity(), own.update()));
            }
            done(id, own, judge);
        }
    }

    private void done(ResourceId id, BodyJoin.Body body, Judge judgeOfSuccess) {
        if (isMove()) {
            moved(body, judgeOfSuccess);
        } else {
            written(id, body, judgeOfSuccess);
        }
    }

    private void moved(BodyJoin.Body body, Judge judgeOfMove) {
        SortedMap<String, FactValue> facts = body.update().facts();
        if (facts.get("move.resources") instanceof FactValue.Many resources
                && facts.get("move.targetGroup") instanceof FactValue.Text group) {
            List<String> ids = resources.elements().stream()
                    .flatMap(text -> ResourceId.parse(String.valueOf(text.textOrNull())).stream())
                    .map(ResourceId::canonical)
                    .toList();
            WorkQueue.begin(step, judgeOfMove, new Work.MoveResources(judgeOfMove.cause(), ids, group.value(), ""));
        }
    }

    private BodyJoin.Body body(ResourceId id) {
        ResourceUpdate update = event instanceof AzureEvent.SecurityAssessment
                ? AssessmentHistory.remembering(row(id), update(id), judge.now())
                : update(id);
        List<BodyJoin.ContainedUpdate> contained = event.contained().stream()
                .map(child -> new BodyJoin.ContainedUpdate(
                        child.id(),
                        ResourceUpdate.of(
                                child.id(), child.facts(), step.reference().properties())))
                .toList();
        return new BodyJoin.Body(update, contained);
    }

    private void written(ResourceId id, BodyJoin.Body body, Judge judgeOfWrite) {
        List<Contained> lists = step.reference().properties().containedIn(id.type());
        ResourceUpdate update = body.update();
        boolean listsChildren = lists.stream().anyMatch(list -> isCarried(id, list, body.update()));
        for (Contained list : listsChildren ? lists : List.<Contained>of()) {
            update = update.with(ResourceWriter.listed(list.childType()), FactValue.flag(true));
        }
        ResourceWriter writer = new ResourceWriter(step, judgeOfWrite);
        ResourceWriter.Change change = writer.write(id, update);
        writer.judgeContainer(id);
        FactValue tags = change.after().read(Facts.RESOURCE_TAGS.name());
        if (!change.before().read(Facts.RESOURCE_TAGS.name()).equals(tags)) {
            // What is inherited has changed for all that the resource contains.
            Work below = new Work.JudgeResources(judgeOfWrite.cause(), id.canonical() + "/", "", "");
            WorkQueue.begin(step, judgeOfWrite, below);
        }
        if (!update.bodyCarried()) {
            lists.forEach(list ->
                    judgeOfWrite.leftOpen(id.type() + "/" + list.childType().toLowerCase(Locale.ROOT)));
        }
        if (listsChildren) {
            writeListed(id, body.contained(), lists, judgeOfWrite);
        }
    }

    /** Whether a body has the list of these children, be it empty. */
    private boolean isCarried(ResourceId id, Contained list, ResourceUpdate update) {
        return step.reference().properties().of(id.type()).stream()
                .anyMatch(property -> property.location() instanceof ResourceProperty.Location.Each each
                        && each.each().equals(list.each())
                        && update.facts().get(property.fact().name()) instanceof FactValue.Many);
    }

    /** Writes the children that a body lists; a child it leaves out is gone. */
    private void writeListed(
            ResourceId id, List<BodyJoin.ContainedUpdate> children, List<Contained> lists, Judge judgeOfWrite) {
        Cause cause = judgeOfWrite.cause();
        WorkQueue.begin(step, judgeOfWrite, new Work.WriteContained(cause, children));
        List<String> listed =
                children.stream().map(child -> child.id().canonical()).toList();
        for (Contained list : lists) {
            String prefix = id.child(list.childType(), "").canonical();
            WorkQueue.begin(step, judgeOfWrite, new Work.SweepVanished(cause, prefix, "", listed));
        }
    }

    private void deleted(ResourceId id) {
        new ResourceWriter(step, judge).deleteWithContents(row(id));
    }
}
