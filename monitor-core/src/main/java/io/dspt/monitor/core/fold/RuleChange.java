package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.finding.Violation;
import io.dspt.monitor.core.rule.CompiledRule;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleKind;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a new rule set does to findings of rules that have changed or gone. Obligations are judged again by the
 * inventory, elsewhere; what happened once is judged again here, by the facts its finding has kept.
 */
final class RuleChange {
    /** What ends findings whose rule is no longer in force. */
    static final String RULE_RETIRED = "rule-retired";
    /** What ends findings that the rule, as it is now, would not have made. */
    static final String RULE_CHANGED = "rule-changed";

    private final Step step;
    private final FindingRegister register;
    private final FindingSlots slots;

    RuleChange(Step step) {
        this.step = step;
        this.register = new FindingRegister(step, null, null);
        this.slots = new FindingSlots(step, null);
    }

    /** Brings the findings of one rule and subject in line with the rules in force. */
    void apply(String ruleId, String canonical) {
        Optional<CompiledRule> inForce =
                step.book().rule(ruleId).filter(rule -> rule.rule().status() != Rule.Status.RETIRED);
        if (step.book().isRefused(ruleId)) {
            return; // Not retired: what it has found stands until somebody mends its file.
        }
        if (inForce.isEmpty()) {
            register.ruleRetired(ruleId, canonical, step.clock());
            return;
        }
        CompiledRule rule = inForce.get();
        if (rule.rule().kind() instanceof RuleKind.Occurrence || rule.rule().kind() instanceof RuleKind.Change) {
            judgeAgain(rule, canonical);
        } else if (rule.judgesResources()) {
            String type = ResourceId.parse(canonical).map(ResourceId::type).orElse("");
            if (!step.book().isObligationOf(type, ruleId)) {
                register.ended(rule, canonical, step.clock(), Judge.NOT_APPLICABLE);
            }
        }
    }

    private void judgeAgain(CompiledRule rule, String canonical) {
        FindingSlot slot = slots.load(rule.rule().id(), canonical);
        FindingSlot changed = slot;
        for (Finding finding : slot.findings()) {
            if (finding.status().stands()) {
                changed = judgeAgain(rule, finding, changed);
            }
        }
        if (!changed.equals(slot)) {
            slots.save(rule.rule().id(), canonical, changed);
        }
    }

    private FindingSlot judgeAgain(CompiledRule rule, Finding finding, FindingSlot slot) {
        FactView view = keptBy(finding.latest());
        return switch (rule.judge(view)) {
            // Facts that the rule asks for now and nobody kept: what stands goes on standing as it was found.
            case UNEVALUABLE -> slot;
            case COMPLIANT, NOT_APPLICABLE ->
                slots.publish(
                        slot,
                        finding.status(),
                        finding.resolved(laterOf(finding), RULE_CHANGED),
                        Transition.RESOLVED,
                        step.clock());
            case VIOLATED -> {
                Finding rerated = finding.rerated(rule.stamp(), asJudgedNow(rule, finding.latest(), view));
                yield rerated.equals(finding)
                        ? slot
                        : slots.publish(slot, finding.status(), rerated, Transition.RERATED, step.clock());
            }
        };
    }

    private Instant laterOf(Finding finding) {
        return step.clock().isBefore(finding.lastSeenAt()) ? finding.lastSeenAt() : step.clock();
    }

    private static Violation asJudgedNow(CompiledRule rule, Violation found, FactView view) {
        return new Violation(
                found.at(),
                rule.canTell(view) ? rule.message(view) : found.message(),
                rule.severity(view),
                found.actor(),
                found.before(),
                found.after(),
                found.facts(),
                found.evidence());
    }

    /** The facts a finding has kept; what the rule did not look at when it found them is unknown. */
    private static FactView keptBy(Violation found) {
        SortedMap<String, FactValue> before = new TreeMap<>(found.facts());
        before.putAll(found.before());
        return new FactView(source(found.facts()), source(before));
    }

    private static FactSource source(SortedMap<String, FactValue> facts) {
        return fact -> facts.getOrDefault(fact.name(), Missing.UNKNOWN);
    }
}
