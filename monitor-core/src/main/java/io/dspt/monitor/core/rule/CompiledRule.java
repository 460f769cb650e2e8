package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.codec.Sha256;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A rule ready to judge. A fault while judging makes the verdict unevaluable and stops nothing else. */
public final class CompiledRule {

    /** An event that may end findings of this rule. */
    record CompiledResolver(CompiledRule rule, CompiledCondition when) {
        /** The same for events of which only so much is open; what is equal is asked once. */
        static List<CompiledResolver> narrowed(List<RuleTree.Entry<CompiledResolver>> left) {
            SharedConditions shared = new SharedConditions();
            left.forEach(entry -> shared.add(entry.conditions().get(0)));
            return left.stream()
                    .map(entry -> new CompiledResolver(
                            entry.element().rule(),
                            shared.compile(entry.conditions().get(0))))
                    .toList();
        }
    }

    /** A severity that a condition raises to. */
    private record CompiledRaise(CompiledCondition when, Severity to) {}

    private final Rule rule;
    private final RuleStamp stamp;
    private final CompiledCondition scope;
    private final CompiledCondition test;
    private final @Nullable CompiledCondition exclude;
    /** The conditions of the events that a rule watches for which looks at several together. */
    private final List<CompiledCondition> moments;

    private final List<CompiledRaise> raise;
    private final RuleReferences references;

    CompiledRule(Rule rule, List<String> requirements) {
        this.rule = rule;
        this.stamp = new RuleStamp(rule.id(), rule.digest(), rule.title(), requirements);
        if (rule.kind() instanceof RuleKind.Obligation obligation) {
            scope = ConditionCompiler.compile(obligation.appliesTo());
            test = ConditionCompiler.compile(obligation.require());
        } else if (rule.kind() instanceof RuleKind.Change change) {
            scope = past(change.before());
            test = ConditionCompiler.compile(change.after());
        } else {
            scope = ConditionCompiler.compile(trigger(rule.kind()));
            test = scope;
        }
        exclude = rule.noise().exclude() == null
                ? null
                : ConditionCompiler.compile(rule.noise().exclude());
        moments =
                momentsOf(rule.kind()).stream().map(ConditionCompiler::compile).toList();
        raise = rule.raise().stream()
                .map(r -> new CompiledRaise(ConditionCompiler.compile(r.when()), r.to()))
                .toList();
        references = RuleReferences.of(rule);
    }

    private CompiledRule(CompiledRule whole, List<Condition> open, SharedConditions shared) {
        rule = whole.rule;
        stamp = whole.stamp;
        exclude = rule.noise().exclude() == null
                ? null
                : shared.compile(rule.noise().exclude());
        raise = whole.raise;
        references = whole.references;
        if (rule.kind().remembers()) {
            moments = open.stream().map(shared::compile).toList();
            scope = rule.kind() instanceof RuleKind.Sequence ? moments.get(moments.size() - 1) : moments.get(0);
            test = scope;
        } else {
            moments = List.of();
            if (rule.kind() instanceof RuleKind.Obligation obligation) {
                scope = shared.compile(open.get(0));
                test = shared.compile(obligation.require());
            } else if (rule.kind() instanceof RuleKind.Change change) {
                scope = shared.compilePast(open.get(0));
                test = shared.compile(change.after());
            } else {
                scope = shared.compile(open.get(0));
                test = scope;
            }
        }
    }

    /** Notes what this rule asks when so much of {@link #eventsOf} is open. */
    private void addTo(SharedConditions shared, List<Condition> open) {
        if (rule.kind() instanceof RuleKind.Change change) {
            open.forEach(shared::addPast);
            shared.add(change.after());
        } else {
            open.forEach(shared::add);
        }
        if (rule.kind() instanceof RuleKind.Obligation obligation) {
            shared.add(obligation.require());
        }
        if (rule.noise().exclude() != null) {
            shared.add(rule.noise().exclude());
        }
    }

    /** What holds before a change is asked of the facts before it. */
    private static CompiledCondition past(Condition condition) {
        CompiledCondition before = ConditionCompiler.compile(condition);
        return view -> before.test(FactView.of(view.before()));
    }

    /** The conditions of the events it looks at, of which any makes it look closer. */
    static List<Condition> eventsOf(RuleKind kind) {
        if (kind.remembers()) {
            return momentsOf(kind);
        }
        if (kind instanceof RuleKind.Obligation obligation) {
            return List.of(obligation.appliesTo());
        }
        return List.of(kind instanceof RuleKind.Change change ? change.before() : trigger(kind));
    }

    /** The same rules for events of which only so much of {@link #eventsOf} is open; what is equal is asked once. */
    static List<CompiledRule> narrowed(List<RuleTree.Entry<CompiledRule>> left) {
        SharedConditions shared = new SharedConditions();
        left.forEach(entry -> entry.element().addTo(shared, entry.conditions()));
        return left.stream()
                .map(entry -> new CompiledRule(entry.element(), entry.conditions(), shared))
                .toList();
    }

    /** The same obligations, to be asked of one resource; what is equal is asked once. */
    static List<CompiledRule> together(List<CompiledRule> obligations) {
        return narrowed(obligations.stream()
                .map(one -> new RuleTree.Entry<>(one, eventsOf(one.rule.kind()), false))
                .toList());
    }

    public Rule rule() {
        return rule;
    }

    /** What findings carry of this rule. */
    public RuleStamp stamp() {
        return stamp;
    }

    /** The condition that alone makes an event, or a thing looked through, one that breaks the rule or may. */
    private static Condition trigger(RuleKind kind) {
        if (kind instanceof RuleKind.Occurrence occurrence) {
            return occurrence.when();
        } else if (kind instanceof RuleKind.Schedule schedule) {
            return schedule.when();
        } else if (kind instanceof RuleKind.Sequence sequence) {
            return sequence.steps().get(sequence.steps().size() - 1).when();
        }
        return momentsOf(kind).get(0);
    }

    /** The conditions of the events that are remembered; none for kinds that remember nothing. */
    static List<Condition> momentsOf(RuleKind kind) {
        if (kind instanceof RuleKind.Threshold threshold) {
            return List.of(threshold.when());
        } else if (kind instanceof RuleKind.Sequence sequence) {
            return sequence.steps().stream().map(RuleKind.Step::when).toList();
        } else if (kind instanceof RuleKind.Absence absence) {
            return List.of(absence.after(), absence.expect());
        } else if (kind instanceof RuleKind.Baseline baseline) {
            return List.of(baseline.when());
        }
        return List.of();
    }

    /**
     * Judges one view of the facts. Of kinds that look at several events together it judges the event that completes
     * them alone: {@code when} of a threshold or baseline, the last step of a sequence, {@code after} of an absence.
     * Violated says that it holds, not that the rule is broken.
     */
    public Verdict judge(FactView view) {
        try {
            Verdict verdict = judgeUnlessExcluded(view);
            boolean excluded = verdict != Verdict.NOT_APPLICABLE && exclude != null && holds(exclude, view);
            return excluded ? Verdict.NOT_APPLICABLE : verdict;
        } catch (RuntimeException e) {
            // The rule or a fact it asked for is at fault, not the record: others judge on.
            return Verdict.UNEVALUABLE;
        }
    }

    private Verdict judgeUnlessExcluded(FactView view) {
        Truth applies = scope.test(view);
        if (rule.kind() instanceof RuleKind.Schedule) {
            return switch (applies) {
                case TRUE -> Verdict.VIOLATED;
                case FALSE -> Verdict.COMPLIANT;
                case UNKNOWN -> Verdict.UNEVALUABLE;
            };
        }
        if (applies == Truth.FALSE) {
            return Verdict.NOT_APPLICABLE;
        }
        if (applies == Truth.UNKNOWN) {
            return Verdict.UNEVALUABLE;
        }
        if (rule.kind() instanceof RuleKind.Occurrence || rule.kind().remembers()) {
            return Verdict.VIOLATED;
        }
        Truth holds = test.test(view);
        if (holds == Truth.UNKNOWN) {
            return Verdict.UNEVALUABLE;
        }
        boolean broken = (holds == Truth.TRUE) == (rule.kind() instanceof RuleKind.Change);
        return broken ? Verdict.VIOLATED : Verdict.COMPLIANT;
    }

    /**
     * Whether an event is one that the rule watches for.
     *
     * @param moment 0 for {@code when} or {@code after}, 1 for {@code expect}, the index of a sequence's step; what is
     *     expected counts even where the rule's exclusion holds
     * @return unknown also when the rule or a fact it asks for fails
     */
    public Truth watchesFor(int moment, FactView view) {
        try {
            Truth holds = moments.get(moment).test(view);
            boolean expected = rule.kind() instanceof RuleKind.Absence && moment == 1;
            boolean excluded = !expected && holds != Truth.FALSE && exclude != null && holds(exclude, view);
            return excluded ? Truth.FALSE : holds;
        } catch (RuntimeException e) {
            return Truth.UNKNOWN;
        }
    }

    /**
     * Names what these facts say together, whatever the case of their letters.
     *
     * @return empty when one of them is not known, or fails
     */
    public static Optional<String> nameOf(List<FieldReference> references, FactView view) {
        String[] parts = new String[references.size()];
        for (int i = 0; i < parts.length; i++) {
            FactValue value = read(references.get(i), view);
            if (value == Missing.UNKNOWN) {
                return Optional.empty();
            }
            parts[i] = value.isPresent() ? "=" + MessageTemplate.shown(value).toLowerCase(Locale.ROOT) : "";
        }
        return Optional.of(Sha256.name(parts));
    }

    /** The value of a fact, before or after as the reference says; unknown when it fails. */
    public static FactValue read(FieldReference reference, FactView view) {
        try {
            return (reference.before() ? view.before() : view.after()).read(reference.fact());
        } catch (RuntimeException e) {
            return Missing.UNKNOWN;
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
                .allMatch(reference ->
                        (reference.before() ? view.before() : view.after()).read(reference.fact()) != Missing.UNKNOWN);
    }

    /** The subject in the form in which it is compared. */
    public static String canonicalSubject(String subject) {
        return subject.toLowerCase(Locale.ROOT);
    }

    /**
     * The known values of all facts the rule looks at, absent ones too; of rules that page also that the change was
     * announced, when it was.
     */
    public SortedMap<String, FactValue> facts(FactSource source) {
        SortedMap<String, FactValue> facts = new TreeMap<>();
        if (Paging.isAnnouncedChange(rule, source)) {
            facts.put(Facts.EVENT_IN_CHANGE_WINDOW.name(), FactValue.flag(true));
        }
        for (Fact fact : references.facts()) {
            FactValue value = source.read(fact);
            if (value != Missing.UNKNOWN) {
                facts.put(fact.name(), value);
            }
        }
        return facts;
    }

    /** The facts the rule looks at, by name. */
    public Collection<Fact> factsLookedAt() {
        return references.facts();
    }

    /** The registers the rule asks, by name. */
    public SortedSet<String> registersAsked() {
        return references.registers();
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
}
