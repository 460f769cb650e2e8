package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.finding.RuleStamp;
import io.dspt.monitor.core.finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A rule ready to judge. A fault while judging makes the verdict unevaluable and stops nothing else. */
public final class CompiledRule {

    /** An event that may end findings of this rule. */
    record CompiledResolver(CompiledRule rule, CompiledCondition when) {}

    /** A severity that a condition raises to. */
    private record CompiledRaise(CompiledCondition when, Severity to) {}

    private final Rule rule;
    private final RuleStamp stamp;
    private final CompiledCondition scope;
    private final CompiledCondition test;
    private final List<CompiledRaise> raise;
    private final Map<String, FieldReference> factsLookedAt;

    CompiledRule(Rule rule, List<String> requirements) {
        this.rule = rule;
        this.stamp = new RuleStamp(rule.id(), rule.digest(), rule.title(), requirements);
        if (rule.kind() instanceof RuleKind.Obligation obligation) {
            scope = ConditionCompiler.compile(obligation.appliesTo());
            test = ConditionCompiler.compile(obligation.require());
        } else if (rule.kind() instanceof RuleKind.Occurrence occurrence) {
            scope = ConditionCompiler.compile(occurrence.when());
            test = scope;
        } else {
            RuleKind.Change change = (RuleKind.Change) rule.kind();
            CompiledCondition before = ConditionCompiler.compile(change.before());
            // What holds before the change is asked of the facts before it.
            scope = view -> before.test(FactView.of(view.before()));
            test = ConditionCompiler.compile(change.after());
        }
        raise = rule.raise().stream()
                .map(r -> new CompiledRaise(ConditionCompiler.compile(r.when()), r.to()))
                .toList();
        factsLookedAt = references(rule);
    }

    public Rule rule() {
        return rule;
    }

    /** What findings carry of this rule. */
    public RuleStamp stamp() {
        return stamp;
    }

    /** Judges one view of the facts. */
    public Verdict judge(FactView view) {
        try {
            Truth applies = scope.test(view);
            if (applies == Truth.FALSE) {
                return Verdict.NOT_APPLICABLE;
            }
            if (rule.kind() instanceof RuleKind.Occurrence) {
                return applies == Truth.TRUE ? Verdict.VIOLATED : Verdict.UNEVALUABLE;
            }
            if (applies == Truth.UNKNOWN) {
                return Verdict.UNEVALUABLE;
            }
            Truth holds = test.test(view);
            if (holds == Truth.UNKNOWN) {
                return Verdict.UNEVALUABLE;
            }
            boolean broken = (holds == Truth.TRUE) == (rule.kind() instanceof RuleKind.Change);
            return broken ? Verdict.VIOLATED : Verdict.COMPLIANT;
        } catch (RuntimeException e) {
            // The rule or a fact it asked for is at fault, not the record: others judge on.
            return Verdict.UNEVALUABLE;
        }
    }

    /** The severity of a violation. */
    public Severity severity(FactView view) {
        for (CompiledRaise one : raise) {
            if (holds(one.when(), view)) {
                return one.to();
            }
        }
        return rule.severity();
    }

    /** The sentence that says what is wrong. */
    public String message(FactView view) {
        return rule.findingTemplate().fill(view);
    }

    /** Who or what breaks the rule, as Azure writes it; empty when a fact of it is unknown or all are absent. */
    public Optional<String> subject(FactView view) {
        List<String> parts = new ArrayList<>();
        for (FieldReference reference : rule.subject()) {
            FactValue value = (reference.before() ? view.before() : view.after()).read(reference.fact());
            if (value == Missing.UNKNOWN) {
                return Optional.empty();
            }
            if (value.isPresent()) {
                parts.add(value instanceof Text text ? text.value() : MessageTemplate.shown(value));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" | ", parts));
    }

    /** Whether all facts of the sentence are known. */
    public boolean canTell(FactView view) {
        return rule.findingTemplate().references().stream()
                .allMatch(reference -> (reference.before() ? view.before() : view.after()).read(reference.fact())
                        != Missing.UNKNOWN);
    }

    /** The subject in the form in which it is compared. */
    public static String canonicalSubject(String subject) {
        return subject.toLowerCase(Locale.ROOT);
    }

    /** The known values of all facts the rule looks at, absent ones too. */
    public SortedMap<String, FactValue> facts(FactSource source) {
        SortedMap<String, FactValue> facts = new TreeMap<>();
        for (FieldReference reference : factsLookedAt.values()) {
            FactValue value = source.read(reference.fact());
            if (value != Missing.UNKNOWN) {
                facts.put(reference.fact().name(), value);
            }
        }
        return facts;
    }

    /** The facts the rule looks at, by name. */
    public Collection<Fact> factsLookedAt() {
        return factsLookedAt.values().stream().map(FieldReference::fact).toList();
    }

    /** Whether the condition holds for certain; a fault counts as not holding. */
    static boolean holds(CompiledCondition condition, FactView view) {
        try {
            return condition.test(view) == Truth.TRUE;
        } catch (RuntimeException e) {
            return false;
        }
    }

    boolean resolvesOn(Class<? extends Resolver> kind) {
        return rule.resolvedBy().stream().anyMatch(kind::isInstance);
    }

    /** Whether this is an obligation of resources whose subject is the resource itself. */
    public boolean judgesResources() {
        return rule.kind() instanceof RuleKind.Obligation
                && rule.subject().size() == 1
                && rule.subject().get(0).fact().equals(Facts.RESOURCE_ID);
    }

    /** Whether deletion of the resource ends findings. */
    public boolean resolvedByDeletion() {
        return resolvesOn(Resolver.ResourceDeleted.class);
    }

    /** Whether quiet ends findings. */
    public boolean resolvedByQuiet() {
        return resolvesOn(Resolver.Quiet.class);
    }

    private static Map<String, FieldReference> references(Rule rule) {
        Map<String, FieldReference> found = new LinkedHashMap<>();
        if (rule.kind() instanceof RuleKind.Obligation obligation) {
            collect(obligation.appliesTo(), found);
            collect(obligation.require(), found);
        } else if (rule.kind() instanceof RuleKind.Occurrence occurrence) {
            collect(occurrence.when(), found);
        } else {
            RuleKind.Change change = (RuleKind.Change) rule.kind();
            collect(change.before(), found);
            collect(change.after(), found);
        }
        rule.raise().forEach(r -> collect(r.when(), found));
        rule.subject().forEach(reference -> note(reference, found));
        rule.findingTemplate().references().forEach(reference -> note(reference, found));
        return found;
    }

    private static void collect(@Nullable Condition condition, Map<String, FieldReference> found) {
        if (condition instanceof Condition.AllOf all) {
            all.conditions().forEach(part -> collect(part, found));
        } else if (condition instanceof Condition.AnyOf any) {
            any.conditions().forEach(part -> collect(part, found));
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition(), found);
        } else if (condition instanceof Condition.Count count) {
            note(count.field(), found);
            collect(count.where(), found);
            note(count.operand(), found);
        } else if (condition instanceof Condition.Compare compare) {
            note(compare.field(), found);
            note(compare.operand(), found);
        }
    }

    private static void note(Operand operand, Map<String, FieldReference> found) {
        if (operand instanceof Operand.Field field) {
            note(field.reference(), found);
        }
    }

    private static void note(FieldReference reference, Map<String, FieldReference> found) {
        found.putIfAbsent(reference.fact().name(), reference);
    }
}
