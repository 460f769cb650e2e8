package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.AzureEvent;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.RememberedFacts;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.inventory.ResourceFacts;
import io.dspt.monitor.core.inventory.ResourceRow;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the rules in force for their verdicts and tells the register. */
final class Judge {
    static final String NOT_APPLICABLE = "no longer applies";

    static final String DELETED = "resource-deleted";
    /** A verdict writes at most a slot, a name, a timer and the evidence, and two outputs for each standing episode. */
    static final int ROOM_FOR_ONE_VERDICT = 60;
    /** One event may decide what up to sixteen others were waiting for. */
    private static final int ROOM_FOR_SEVERAL_VERDICTS = 200;
    /** Rows and outputs that judging resources leaves to the rules that watch for the event itself. */
    static final int ROOM_TO_KEEP = 150;

    private final Step step;
    /** The event in hand; {@code null} when there is none. */
    private final @Nullable Occasion occasion;
    /** What is the reason to judge, once known: of most events nobody asks. */
    private @Nullable Cause cause;

    private @Nullable FindingRegister register;

    private Judge(Step step, @Nullable Occasion occasion, @Nullable Cause cause) {
        this.step = step;
        this.occasion = occasion;
        this.cause = cause;
    }

    /** A judge of an event. */
    static Judge of(Step step, Occasion occasion) {
        return new Judge(step, occasion, null);
    }

    /** A judge of the inventory, without an event in hand; {@code cause} is {@code null} when the rules have changed. */
    static Judge goingOn(Step step, @Nullable Cause cause) {
        return new Judge(step, null, cause);
    }

    /** The same judge for something that happened at another time, of which the event in hand is the second half. */
    Judge onBehalfOf(Instant at, String identity) {
        Cause own = cause();
        return new Judge(step, occasion, own == null ? null : own.of(at, identity));
    }

    /** What is the reason to judge; {@code null} when the rules have changed. */
    @Nullable
    Cause cause() {
        if (cause == null && occasion != null) {
            cause = occasion.cause();
        }
        return cause;
    }

    /** Event time of what is the reason to judge; the arrival clock when the rules have changed. */
    Instant now() {
        if (cause != null) {
            return cause.at();
        }
        return occasion == null ? step.clock() : occasion.at();
    }

    private FindingRegister register() {
        if (register == null) {
            register = new FindingRegister(step, cause, occasion);
        }
        return register;
    }

    /** Sends the record in hand as evidence for what a later step will find. */
    void sendEvidence() {
        if (occasion != null) {
            step.state().sendOnce(occasion.evidence());
        }
    }

    /** Judges the rules that watch for this event, and ends what it resolves; it has changed no resource. */
    void judgeEvent() {
        AzureEvent event = occasion().event();
        FactSource resource = new NamedResource(event.header(), step.inventory(), step.reference());
        JoinedFacts joined = JoinedFacts.of(step, now());
        FactSource facts = facts(event.facts(), resource, joined);
        boolean past = event.factsBefore() != event.facts();
        judgeEvent(new FactView(facts, past ? facts(event.factsBefore(), resource, joined) : facts));
    }

    /** Judges the rules that watch for this event, and ends what it resolves. */
    void judgeEvent(@Nullable ResourceRow before, @Nullable ResourceRow after) {
        judgeEvent(view(before, after));
    }

    private Occasion occasion() {
        if (occasion == null) {
            throw new IllegalStateException("there is no event to judge");
        }
        return occasion;
    }

    private void judgeEvent(FactView view) {
        for (CompiledRule rule : step.book().rulesOn(view)) {
            int needed = rule.rule().kind().remembers() ? ROOM_FOR_SEVERAL_VERDICTS : ROOM_FOR_ONE_VERDICT;
            if (step.state().room() < needed) {
                // More rules than a step may answer for: said, never skipped in silence.
                countUnevaluable(rule);
                continue;
            }
            if (rule.rule().kind().remembers()) {
                judgeTogether(rule, view);
                continue;
            }
            Verdict verdict = ask(rule, view);
            Optional<Sighting.Broken> broken = verdict == Verdict.VIOLATED ? broken(rule, view) : Optional.empty();
            if (broken.isPresent()) {
                register().happened(rule, broken.get().subject(), broken.get().violation());
            } else if (verdict == Verdict.VIOLATED || verdict == Verdict.UNEVALUABLE) {
                countUnevaluable(rule);
            }
        }
        for (CompiledRule rule : step.book().resolvedBy(view)) {
            if (step.state().room() < ROOM_FOR_ONE_VERDICT) {
                countUnevaluable(rule);
                continue;
            }
            subject(rule, view).ifPresent(subject -> register().cleared(rule, subject, now(), by()));
        }
    }

    /** Judges a rule by what the event makes together with others. */
    private void judgeTogether(CompiledRule rule, FactView view) {
        Sighting sighting = new Sighting(step, rule, view, occasion(), () -> broken(rule, view));
        SeveralEvents.judge(sighting).ifPresent(verdict -> {
            step.judged(rule.rule().id(), verdict);
            if (verdict == Verdict.UNEVALUABLE) {
                countUnevaluable(rule);
            }
        });
    }

    /**
     * Judges what a resource owes.
     *
     * @param before the resource before the event
     * @param after the resource now; when it is deleted, findings end that its deletion resolves
     * @param fromRule where to go on, empty for the first rule
     * @return the rule to go on with when the step has no room for more
     */
    Optional<String> judgeResource(ResourceRow before, ResourceRow after, String fromRule) {
        return judgeResource(before, after, fromRule, Set.of());
    }

    /** The same by some rules only; by all when none is named. */
    Optional<String> judgeResource(ResourceRow before, ResourceRow after, String fromRule, Set<String> only) {
        FactView view = view(before, after);
        for (CompiledRule rule : step.book().obligationsOf(after.id().type())) {
            String id = rule.rule().id();
            if (id.compareTo(fromRule) < 0 || (!only.isEmpty() && !only.contains(id))) {
                continue;
            }
            if (step.state().room() < ROOM_TO_KEEP) {
                return Optional.of(id);
            }
            if (!after.deleted()) {
                judge(rule, view);
            } else if (rule.resolvedByDeletion()) {
                subject(rule, view).ifPresent(subject -> register().ended(rule, subject, now(), DELETED));
            }
        }
        return Optional.empty();
    }

    /**
     * Judges a resource after a write that did not tell what it changed. Only what cannot have changed decides; the rest
     * is open until a record tells, and findings that stand go on standing.
     */
    void judgeUntoldWrite(ResourceRow row) {
        ResourceRow certain = row.certainAfterUntoldWrite();
        FactView certainView = view(certain, certain);
        FactView view = view(row, row);
        for (CompiledRule rule : step.book().obligationsOf(row.id().type())) {
            if (step.state().room() < ROOM_FOR_ONE_VERDICT || rule.judge(certainView) == Verdict.UNEVALUABLE) {
                step.judged(rule.rule().id(), Verdict.UNEVALUABLE);
                countUnevaluable(rule);
            } else {
                judge(rule, view);
            }
        }
    }

    /**
     * A deletion that is told after the resource was written again. What stood on facts that the deletion has taken away
     * has ended, and so has what was not seen since.
     */
    void endDeleted(ResourceRow before, ResourceRow after) {
        FactView past = view(before, before);
        FactView present = view(after, after);
        for (CompiledRule rule : step.book().obligationsOf(before.id().type())) {
            boolean open = rule.judge(present) == Verdict.UNEVALUABLE;
            if (!open || !rule.resolvedByDeletion() || step.state().room() < ROOM_FOR_ONE_VERDICT) {
                continue;
            }
            boolean stoodOnWhatIsGone = rule.judge(past) == Verdict.VIOLATED;
            subject(rule, past).ifPresent(subject -> {
                if (stoodOnWhatIsGone) {
                    register().ended(rule, subject, now(), DELETED);
                } else {
                    register().endedUnlessSeenSince(rule, subject, now(), DELETED);
                }
            });
        }
    }

    /**
     * A record that arrived after later ones had overtaken it: what it shows was so. It is over, unless the resource has
     * stood since and cannot be judged as it is now.
     *
     * @param after the resource now
     * @param asItSays the resource by this record alone
     * @param overtakenAt when what it says was no longer so
     */
    void judgeOvertaken(ResourceRow after, ResourceRow asItSays, Instant overtakenAt) {
        FactView past = view(asItSays, asItSays);
        FactView present = view(after, after);
        for (CompiledRule rule : step.book().obligationsOf(asItSays.id().type())) {
            if (rule.judge(past) != Verdict.VIOLATED) {
                continue;
            }
            Optional<Sighting.Broken> broken = broken(rule, past);
            if (broken.isEmpty() || step.state().room() < ROOM_FOR_ONE_VERDICT) {
                countUnevaluable(rule);
                continue;
            }
            Instant deletedAt = after.deletedAt();
            boolean deletedSince = deletedAt != null && !now().isAfter(deletedAt);
            boolean over = (deletedSince && rule.resolvedByDeletion()) || rule.judge(present) != Verdict.UNEVALUABLE;
            register().wasViolated(rule, broken.get().subject(), broken.get().violation(), over ? overtakenAt : null);
        }
    }

    /** A resource goes on under another id: findings of the old id end, those of the new one begin. */
    void judgeMoved(ResourceRow old, ResourceRow moved) {
        FactView view = view(old, old);
        String by = "moved to " + moved.id().display();
        for (CompiledRule rule : step.book().obligationsOf(old.id().type())) {
            if (step.state().room() >= ROOM_FOR_ONE_VERDICT) {
                subject(rule, view).ifPresent(subject -> register().ended(rule, subject, now(), by));
            }
        }
        step.inventory().save(old.deleted(now()));
        step.inventory().save(moved);
        new ResourceWriter(step, this).judgeOrQueue(moved, moved);
    }

    /** What a rule says of a resource as it is known now; nobody is told. */
    Verdict verdictOn(CompiledRule rule, ResourceRow row) {
        return rule.judge(view(row, row));
    }

    /** Counts the obligations of a type that a record without its body leaves open. */
    void leftOpen(String resourceType) {
        step.book().obligationsOf(resourceType).forEach(this::countUnevaluable);
    }

    private void judge(CompiledRule rule, FactView view) {
        switch (ask(rule, view)) {
            case VIOLATED -> {
                Optional<Sighting.Broken> broken = broken(rule, view);
                if (broken.isEmpty()) {
                    countUnevaluable(rule);
                }
                broken.ifPresent(found -> register().violated(rule, found.subject(), found.violation()));
            }
            case COMPLIANT ->
                subject(rule, view).ifPresent(subject -> register().ended(rule, subject, now(), by()));
            case NOT_APPLICABLE ->
                subject(rule, view).ifPresent(subject -> register().ended(rule, subject, now(), NOT_APPLICABLE));
            case UNEVALUABLE -> countUnevaluable(rule);
        }
    }

    private Verdict ask(CompiledRule rule, FactView view) {
        Verdict verdict = rule.judge(view);
        step.judged(rule.rule().id(), verdict);
        return verdict;
    }

    private String by() {
        if (cause != null) {
            return cause.operation();
        }
        return occasion == null
                ? RuleChange.RULE_CHANGED
                : occasion.event().header().operation();
    }

    private void countUnevaluable(CompiledRule rule) {
        step.estate().unevaluable.add(rule.rule().id());
        step.estate().days.leftOpen();
    }

    /** What there is to say of a violated rule; empty when its subject is not known or a fact it asks for fails. */
    private Optional<Sighting.Broken> broken(CompiledRule rule, FactView view) {
        try {
            return rule.subject(view).map(subject -> new Sighting.Broken(subject, violation(rule, view)));
        } catch (RuntimeException e) {
            // The rule or a fact it asked for is at fault, not the record: others judge on.
            return Optional.empty();
        }
    }

    private static Optional<String> subject(CompiledRule rule, FactView view) {
        try {
            return rule.subject(view);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Violation violation(CompiledRule rule, FactView view) {
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
        Cause reason = cause();
        return new Violation(
                now(),
                rule.message(view),
                rule.severity(view),
                reason == null ? null : reason.actor(),
                before,
                after,
                facts,
                reason == null ? null : reason.evidence());
    }

    private FactView view(@Nullable ResourceRow before, @Nullable ResourceRow after) {
        JoinedFacts joined = JoinedFacts.of(step, now());
        AzureEvent event = occasion == null ? null : occasion.event();
        return new FactView(
                facts(event == null ? null : event.facts(), resource(after), joined),
                facts(event == null ? null : event.factsBefore(), resource(before), joined));
    }

    private @Nullable FactSource resource(@Nullable ResourceRow row) {
        return row == null ? null : new ResourceFacts(row, step.inventory(), step.reference());
    }

    private FactSource facts(@Nullable FactSource details, @Nullable FactSource resource, JoinedFacts joined) {
        AzureEvent event = occasion == null ? null : occasion.event();
        return new RememberedFacts(
                new EventFacts(event, details, resource, null, step.inventory(), step.book(), joined));
    }
}
