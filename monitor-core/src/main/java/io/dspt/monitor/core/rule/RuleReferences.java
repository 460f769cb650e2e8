package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a rule names anywhere in it: facts, in the order in which it names them, and registers. */
final class RuleReferences {
    private final Map<String, FieldReference> named = new LinkedHashMap<>();
    private final SortedSet<String> registers = new TreeSet<>();
    private final List<Fact> facts;

    private RuleReferences(Rule rule) {
        collect(rule);
        facts = named.values().stream().map(FieldReference::fact).toList();
    }

    /** Everything that a rule names. */
    static RuleReferences of(Rule rule) {
        return new RuleReferences(rule);
    }

    /** The facts, each once. */
    List<Fact> facts() {
        return facts;
    }

    /** The registers by name. */
    SortedSet<String> registers() {
        return Collections.unmodifiableSortedSet(registers);
    }

    private void collect(Rule rule) {
        RuleKind kind = rule.kind();
        if (kind instanceof RuleKind.Obligation obligation) {
            collect(obligation.appliesTo());
            collect(obligation.require());
        } else if (kind instanceof RuleKind.Change change) {
            collect(change.before());
            collect(change.after());
        } else if (kind.remembers()) {
            CompiledRule.momentsOf(kind).forEach(this::collect);
        } else {
            CompiledRule.eventsOf(kind).forEach(this::collect);
        }
        if (kind instanceof RuleKind.Threshold threshold) {
            threshold.windows().forEach(window -> note(window.measure()));
            threshold.by().forEach(this::note);
        } else if (kind instanceof RuleKind.Sequence sequence) {
            sequence.by().forEach(this::note);
        } else if (kind instanceof RuleKind.Absence absence) {
            absence.by().forEach(this::note);
        } else if (kind instanceof RuleKind.Baseline baseline) {
            baseline.unseen().forEach(this::note);
            baseline.by().forEach(this::note);
        }
        collect(rule.noise().exclude());
        if (rule.noise().groupBy() != null) {
            note(rule.noise().groupBy());
        }
        rule.raise().forEach(r -> collect(r.when()));
        rule.subject().forEach(this::note);
        rule.findingTemplate().references().forEach(this::note);
    }

    private void collect(@Nullable Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            all.conditions().forEach(this::collect);
        } else if (condition instanceof Condition.AnyOf any) {
            any.conditions().forEach(this::collect);
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition());
        } else if (condition instanceof Condition.Count count) {
            note(count.field());
            collect(count.where());
            note(count.operand());
        } else if (condition instanceof Condition.Compare compare) {
            note(compare.field());
            note(compare.operand());
        }
    }

    private void note(RuleKind.Measure measure) {
        if (measure instanceof RuleKind.Measure.Distinct distinct) {
            note(distinct.of());
        } else if (measure instanceof RuleKind.Measure.Sum sum) {
            note(sum.of());
        }
    }

    private void note(Operand operand) {
        if (operand instanceof Operand.Field field) {
            note(field.reference());
        } else if (operand instanceof Operand.Register register) {
            registers.add(register.register());
        }
    }

    private void note(FieldReference reference) {
        named.putIfAbsent(reference.fact().name(), reference);
    }
}
