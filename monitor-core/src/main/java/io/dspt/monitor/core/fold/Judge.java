package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.finding.Evidence;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.inventory.ResourceFacts;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the rules in force for their verdicts and tells the register. */
final class Judge {
    /** A violated rule writes at most a slot, a name, a timer and three outputs for each of a few episodes. */
    private static final int ROOM_FOR_ONE_VERDICT = 40;

    private final Step step;
    private final @Nullable Occasion occasion;
    private final FindingRegister register;

    /**
     * The event that is the reason to judge.
     *
     * @param at its event time, as far as it is believed
     * @param evidence the record that carried it
     */
    record Occasion(AzureEvent event, Instant at, Output.EvidenceRecord evidence) {}

    /** A judge for one step; {@code occasion} is {@code null} when the inventory is judged without an event. */
    Judge(Step step, @Nullable Occasion occasion) {
        this.step = step;
        this.occasion = occasion;
        FindingRegister.Seen seen = occasion == null
                ? null
                : new FindingRegister.Seen(
                        occasion.event().header().identity(),
                        occasion.event().header().category(),
                        occasion.evidence());
        this.register = new FindingRegister(step, seen);
    }

    /** Judges the rules that watch for this event, and ends what it resolves. */
    void judgeEvent(@Nullable ResourceRow before, @Nullable ResourceRow after) {
        if (occasion == null) {
            throw new IllegalStateException("there is no event to judge");
        }
        AzureEvent event = occasion.event();
        FactView view = view(before, after);
        for (CompiledRule rule : step.book().rulesOn(event.kind(), event.header())) {
            if (step.state().room() < ROOM_FOR_ONE_VERDICT) {
                // More rules than a step may answer for: said, never skipped in silence.
                countUnevaluable(rule);
                continue;
            }
            Verdict verdict = ask(rule, view);
            Optional<String> subject = verdict == Verdict.VIOLATED ? rule.subject(view) : Optional.empty();
            if (subject.isPresent()) {
                register.violated(rule, subject.get(), violation(rule, view, occasion.at()), Finding.FROM_EVENT);
            } else if (verdict == Verdict.VIOLATED || verdict == Verdict.UNEVALUABLE) {
                countUnevaluable(rule);
            }
        }
        for (CompiledRule rule : step.book().resolvedBy(event.kind(), event.header(), view)) {
            rule.subject(view)
                    .ifPresent(subject -> register.cleared(
                            rule, subject, occasion.at(), event.header().operation()));
        }
    }

    /**
     * Judges what a resource owes.
     *
     * @param before the resource before the event
     * @param after the resource now
     * @param at event time of what is judged
     * @param fromRule where to go on, empty for the first rule
     * @return the rule to go on with when the step has no room for more
     */
    Optional<String> judgeResource(ResourceRow before, ResourceRow after, Instant at, String fromRule) {
        List<CompiledRule> obligations = step.book().obligationsOf(after.id().type());
        FactView view = view(before, after);
        for (CompiledRule rule : obligations) {
            String id = rule.rule().id();
            if (id.compareTo(fromRule) < 0) {
                continue;
            }
            if (step.state().room() < ROOM_FOR_ONE_VERDICT) {
                return Optional.of(id);
            }
            if (after.deleted()) {
                if (rule.resolvedByDeletion()) {
                    rule.subject(view).ifPresent(subject -> register.ended(rule, subject, at, "resource-deleted"));
                }
            } else {
                judge(rule, view, at);
            }
        }
        return Optional.empty();
    }

    /**
     * Judges a resource after a write that did not tell what it changed. Only what cannot have changed decides; the rest
     * is open until a record tells, and findings that stand go on standing.
     */
    void judgeUntoldWrite(ResourceRow row, Instant at) {
        ResourceRow certain = row.certainAfterUntoldWrite();
        FactView certainView = view(certain, certain);
        FactView view = view(row, row);
        for (CompiledRule rule : step.book().obligationsOf(row.id().type())) {
            if (step.state().room() < ROOM_FOR_ONE_VERDICT || rule.judge(certainView) == Verdict.UNEVALUABLE) {
                step.observer().judged(rule.rule().id(), Verdict.UNEVALUABLE);
                countUnevaluable(rule);
            } else {
                judge(rule, view, at);
            }
        }
    }

    /** A record that arrived after later ones had overtaken it: what it shows was so, and is over. */
    void judgeOvertaken(ResourceRow asItSays, Instant writtenAt, Instant overtakenAt) {
        FactView view = view(asItSays, asItSays);
        for (CompiledRule rule : step.book().obligationsOf(asItSays.id().type())) {
            Optional<String> subject = rule.judge(view) == Verdict.VIOLATED ? rule.subject(view) : Optional.empty();
            if (occasion != null && subject.isPresent() && step.state().room() >= ROOM_FOR_ONE_VERDICT) {
                register.violatedInThePast(
                        rule, subject.get(), violation(rule, view, writtenAt), overtakenAt, "a later state");
            }
        }
    }

    /** A resource goes on under another id: findings of the old id end, those of the new one begin. */
    void judgeMoved(ResourceRow old, ResourceRow moved, Instant at) {
        FactView view = view(old, old);
        for (CompiledRule rule : step.book().obligationsOf(old.id().type())) {
            if (step.state().room() >= ROOM_FOR_ONE_VERDICT) {
                rule.subject(view)
                        .ifPresent(subject -> register.ended(
                                rule, subject, at, "moved to " + moved.id().display()));
            }
        }
        step.inventory().save(old.deleted(at));
        step.inventory().save(moved);
        judgeResource(moved, moved, at, "")
                .ifPresent(rule -> WorkQueue.queue(
                        step,
                        new Work.JudgeResources(
                                moved.id().canonical(), moved.id().canonical(), rule)));
    }

    /** Event time of the event in hand; without one the arrival clock. */
    Instant now() {
        return occasion == null ? step.clock() : occasion.at();
    }

    /** Counts the obligations of a type that a record without its body leaves open. */
    void leftOpen(String resourceType) {
        step.book().obligationsOf(resourceType).forEach(this::countUnevaluable);
    }

    private void judge(CompiledRule rule, FactView view, Instant at) {
        Verdict verdict = ask(rule, view);
        Optional<String> subject = verdict == Verdict.UNEVALUABLE ? Optional.empty() : rule.subject(view);
        if (subject.isEmpty()) {
            if (verdict == Verdict.VIOLATED || verdict == Verdict.UNEVALUABLE) {
                countUnevaluable(rule);
            }
            return;
        }
        switch (verdict) {
            case VIOLATED ->
                register.violated(
                        rule,
                        subject.get(),
                        violation(rule, view, at),
                        occasion == null ? Finding.FROM_RULE_CHANGE : Finding.FROM_EVENT);
            case COMPLIANT -> register.ended(rule, subject.get(), at, by());
            case NOT_APPLICABLE -> register.ended(rule, subject.get(), at, "no longer applies");
            case UNEVALUABLE -> {
                // counted above
            }
        }
    }

    private Verdict ask(CompiledRule rule, FactView view) {
        Verdict verdict = rule.judge(view);
        step.observer().judged(rule.rule().id(), verdict);
        return verdict;
    }

    private String by() {
        return occasion == null ? "rule-change" : occasion.event().header().operation();
    }

    private void countUnevaluable(CompiledRule rule) {
        EstateRow.count(step.estate().unevaluable, rule.rule().id());
    }

    private Violation violation(CompiledRule rule, FactView view, Instant at) {
        SortedMap<String, FactValue> facts = rule.facts(view.after());
        SortedMap<String, FactValue> past = rule.facts(view.before());
        SortedMap<String, FactValue> before = new TreeMap<>();
        SortedMap<String, FactValue> after = new TreeMap<>();
        facts.forEach((name, value) -> {
            FactValue was = past.get(name);
            if (was != null && !was.equals(value)) {
                before.put(name, was);
                after.put(name, value);
            }
        });
        Evidence evidence = null;
        String actor = null;
        if (occasion != null) {
            Origin origin = occasion.evidence().origin();
            evidence = new Evidence(origin.source(), origin.position(), origin.sha256());
            actor = occasion.event().header().actor().display();
        }
        return new Violation(at, rule.message(view), rule.severity(view), actor, before, after, facts, evidence);
    }

    private FactView view(@Nullable ResourceRow before, @Nullable ResourceRow after) {
        AzureEvent event = occasion == null ? null : occasion.event();
        return new FactView(
                facts(event, event == null ? null : event.facts(), after),
                facts(event, event == null ? null : event.factsBefore(), before));
    }

    private FactSource facts(@Nullable AzureEvent event, @Nullable FactSource details, @Nullable ResourceRow row) {
        FactSource resource = row == null ? null : new ResourceFacts(row, step.inventory(), step.reference());
        return new EventFacts(event, details, resource, step.inventory(), step.book());
    }
}
