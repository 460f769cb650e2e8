package io.dspt.monitor.benchmarks.drools;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.fact.Facts;
import io.dspt.monitor.core.rule.Condition;
import io.dspt.monitor.core.rule.Condition.AllOf;
import io.dspt.monitor.core.rule.Condition.AnyOf;
import io.dspt.monitor.core.rule.Condition.Compare;
import io.dspt.monitor.core.rule.Condition.Not;
import io.dspt.monitor.core.rule.Operand;
import io.dspt.monitor.core.rule.Operator;
import io.dspt.monitor.core.rule.Rule;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.RuleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.drools.model.DSL;
import org.drools.model.Declaration;
import org.drools.model.Model;
import org.drools.model.PatternDSL;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.RuleItemBuilder;
import org.drools.model.functions.Function1;
import org.drools.model.impl.ModelImpl;

/**
 * Rules in Drools' executable model, which Drools' own compiler would make of DRL, by way of a generated class for each
 * constraint: one pattern over {@link EventFact} a rule, that matches where the rule is broken for certain.
 *
 * <p>Drools knows true and false, our conditions also unknown; so each is put in two ways, as what makes it certainly true
 * and what makes it certainly false. What selects events comes first and as equality of a property, one pattern for each
 * operation named, so that Drools can hash it; other equalities it may hash as well.
 */
final class RuleModel {
    /** The facts that are properties of {@link EventFact}, which are always known. */
    private static final Map<Fact, Property> PROPERTIES = Map.of(
            Facts.EVENT_OPERATION, new Property(1, "operation", EventFact::getOperation),
            Facts.EVENT_KIND, new Property(2, "kind", EventFact::getKind),
            Facts.RESOURCE_TYPE, new Property(3, "resourceType", EventFact::getResourceType),
            Facts.EVENT_CATEGORY, new Property(4, "category", EventFact::getCategory),
            Facts.EVENT_OUTCOME, new Property(5, "outcome", EventFact::getOutcome));

    private static final Constraint JUDGES_RESOURCE =
            Constraint.equal(0, "judgesResource", Boolean.class, EventFact::isJudgesResource, true);

    /** @param number tells it from whatever else is compared */
    private record Property(int number, String name, Function1<EventFact, String> read) {}

    /** In the order in which they tell events apart best. */
    private static final List<Fact> SELECTORS =
            List.of(Facts.EVENT_OPERATION, Facts.RESOURCE_TYPE, Facts.EVENT_KIND, Facts.EVENT_CATEGORY);

    private static final int MOST_WRITTEN_OUT = 4;
    /** Facts are numbered behind the properties; each is compared in the form of its type only. */
    private static final int FIRST_FACT = 10;

    private final FactTable table;
    private final List<String> broken;
    private final Declaration<EventFact> event = DSL.declarationOf(EventFact.class, "event");

    /** @param broken gets the ids of the rules that match */
    RuleModel(FactTable table, List<String> broken) {
        this.table = table;
        this.broken = broken;
    }

    /** All rules of a book that judge single events or count them; schedules look at none. */
    Model of(RuleBook book) {
        ModelImpl model = new ModelImpl();
        book.rules().values().stream()
                .map(compiled -> compiled.rule())
                .filter(RuleModel::asksEvents)
                .forEach(rule -> model.addRule(of(rule)));
        return model;
    }

    static boolean asksEvents(Rule rule) {
        return rule.status() != Rule.Status.RETIRED && !(rule.kind() instanceof RuleKind.Schedule);
    }

    private org.drools.model.Rule of(Rule rule) {
        List<Constraint> constraints = new ArrayList<>();
        List<Condition> certain = new ArrayList<>();
        RuleKind kind = rule.kind();
        if (kind instanceof RuleKind.Obligation obligation) {
            constraints.add(JUDGES_RESOURCE);
            certain.add(obligation.appliesTo());
            certain.add(new Not(obligation.require()));
        } else if (kind instanceof RuleKind.Change change) {
            certain.add(Before.of(change.before()));
            certain.add(change.after());
        } else {
            certain.add(trigger(kind));
        }
        List<Condition> parts = new ArrayList<>();
        certain.forEach(condition -> flatten(condition, parts));
        Selector selector = Selector.in(parts);
        parts.removeAll(selector.stated());
        parts.forEach(part -> constraints.add(truth(part, true)));
        if (rule.noise().exclude() != null) {
            constraints.add(Constraint.not(truth(rule.noise().exclude(), true)));
        }
        String id = rule.id();
        return PatternDSL.rule("io.dspt.monitor.benchmarks.generated", id)
                .build(patterns(selector, constraints), DSL.execute(() -> broken.add(id)));
    }

    private RuleItemBuilder<?> patterns(Selector selector, List<Constraint> constraints) {
        if (selector.values().isEmpty()) {
            return pattern(constraints);
        }
        List<PatternDef<EventFact>> patterns = new ArrayList<>();
        for (Constraint selected : selector.values()) {
            List<Constraint> all = new ArrayList<>(List.of(selected));
            all.addAll(constraints);
            patterns.add(pattern(all));
        }
        PatternDef<?>[] others = patterns.subList(1, patterns.size()).toArray(PatternDef<?>[]::new);
        return others.length == 0 ? patterns.get(0) : DSL.or(patterns.get(0), others);
    }

    private PatternDef<EventFact> pattern(List<Constraint> constraints) {
        PatternDef<EventFact> pattern = PatternDSL.pattern(event);
        for (Constraint constraint : constraints) {
            pattern = constraint.addTo(pattern);
        }
        return pattern;
    }

    /** The condition that {@code CompiledRule.judge} asks of one event. */
    private static Condition trigger(RuleKind kind) {
        if (kind instanceof RuleKind.Occurrence occurrence) {
            return occurrence.when();
        } else if (kind instanceof RuleKind.Threshold threshold) {
            return threshold.when();
        } else if (kind instanceof RuleKind.Baseline baseline) {
            return baseline.when();
        } else if (kind instanceof RuleKind.Absence absence) {
            return absence.after();
        }
        List<RuleKind.Step> steps = ((RuleKind.Sequence) kind).steps();
        return steps.get(steps.size() - 1).when();
    }

    private static void flatten(Condition condition, List<Condition> parts) {
        if (condition instanceof AllOf all) {
            all.conditions().forEach(part -> flatten(part, parts));
        } else {
            parts.add(condition);
        }
    }

    /**
     * What selects events by equality of one property.
     *
     * @param stated the condition that says so, or none
     * @param values one constraint for each value; none when nothing is selected so
     */
    private record Selector(List<Condition> stated, List<Constraint> values) {
        static Selector in(List<Condition> parts) {
            for (Fact fact : SELECTORS) {
                for (Condition part : parts) {
                    if (part instanceof Compare compare
                            && compare.field().fact().equals(fact)
                            && (compare.operator() == Operator.EQUALS || compare.operator() == Operator.IN)
                            && compare.operand() instanceof Operand.Constant constant) {
                        Property property = Objects.requireNonNull(PROPERTIES.get(fact));
                        return new Selector(
                                List.of(part),
                                texts(constant.value()).stream()
                                        .map(text -> equal(property, text))
                                        .toList());
                    }
                }
            }
            return new Selector(List.of(), List.of());
        }
    }

    private static Constraint equal(Property property, String text) {
        return Constraint.equal(property.number(), property.name(), String.class, property.read(), text);
    }

    private static Set<String> texts(FactValue value) {
        List<FactValue> values = value instanceof Many many ? many.elements() : List.of(value);
        Set<String> texts = new TreeSet<>();
        for (FactValue one : values) {
            if (one instanceof Text text) {
                texts.add(text.value().toLowerCase(Locale.ROOT));
            }
        }
        return texts;
    }

    /** What makes a condition certainly true, or certainly false. */
    private Constraint truth(Condition condition, boolean wanted) {
        if (condition instanceof Not not) {
            return truth(not.condition(), !wanted);
        } else if (condition instanceof AllOf all) {
            return joined(all.conditions(), wanted, wanted);
        } else if (condition instanceof AnyOf any) {
            return joined(any.conditions(), wanted, !wanted);
        }
        return condition instanceof Compare compare ? compare(compare, wanted) : called(condition, wanted);
    }

    private Constraint joined(List<Condition> conditions, boolean wanted, boolean all) {
        List<Constraint> parts =
                conditions.stream().map(part -> truth(part, wanted)).toList();
        return all ? Constraint.all(parts) : Constraint.any(parts);
    }

    private Constraint compare(Compare compare, boolean wanted) {
        FactType type = compare.field().fact().type();
        if (compare.field().each() || !(compare.operand() instanceof Operand.Constant constant)) {
            return called(compare, wanted);
        }
        FactValue value = constant.value();
        return switch (compare.operator()) {
            case EQUALS -> equality(compare, value, type, wanted);
            case NOT_EQUALS -> equality(compare, value, type, !wanted);
            case IN -> membership(compare, value, type, wanted);
            case NOT_IN -> membership(compare, value, type, !wanted);
            default -> called(compare, wanted);
        };
    }

    private Constraint equality(Compare compare, FactValue value, FactType type, boolean equal) {
        Property property = PROPERTIES.get(compare.field().fact());
        int number = property == null ? table.number(compare.field()) : -1;
        if (value instanceof Text text && type == FactType.TEXT) {
            String lower = text.value().toLowerCase(Locale.ROOT);
            if (property != null) {
                Constraint same = equal(property, lower);
                return equal ? same : Constraint.not(same);
            }
            return told(
                    number,
                    equal,
                    Constraint.equal(FIRST_FACT + number, "text " + number, String.class, e -> e.text(number), lower));
        } else if (value instanceof Flag flag && type == FactType.FLAG) {
            return told(
                    number,
                    equal,
                    Constraint.equal(
                            FIRST_FACT + number, "flag " + number, Boolean.class, e -> e.flag(number), flag.value()));
        } else if (value instanceof Whole whole && type == FactType.WHOLE) {
            return told(
                    number,
                    equal,
                    Constraint.equal(
                            FIRST_FACT + number, "whole " + number, Long.class, e -> e.whole(number), whole.value()));
        }
        boolean asked = compare.operator() == Operator.EQUALS;
        return called(compare, asked == equal);
    }

    /** What is not equal is only certain where something is known. */
    private static Constraint told(int number, boolean equal, Constraint same) {
        return equal ? same : Constraint.all(List.of(known(number), Constraint.not(same)));
    }

    private static Constraint known(int number) {
        return Constraint.of("known " + number, e -> e.known(number));
    }

    private Constraint membership(Compare compare, FactValue value, FactType type, boolean in) {
        Set<String> texts = texts(value);
        boolean textsOnly = texts.size() > 0
                && (!(value instanceof Many many) || many.elements().stream().allMatch(e -> e instanceof Text));
        if (!textsOnly || type != FactType.TEXT) {
            boolean asked = compare.operator() == Operator.IN;
            return called(compare, asked == in);
        }
        Property property = PROPERTIES.get(compare.field().fact());
        if (property != null && texts.size() <= MOST_WRITTEN_OUT) {
            Constraint one = Constraint.any(
                    texts.stream().map(text -> equal(property, text)).toList());
            return in ? one : Constraint.not(one);
        }
        int number = table.number(compare.field());
        int set = table.number(texts);
        Constraint member = Constraint.of("member " + number + " " + set, e -> e.member(number, set));
        return in ? member : Constraint.all(List.of(known(number), Constraint.not(member)));
    }

    private Constraint called(Condition leaf, boolean wanted) {
        int number = table.number(leaf);
        return wanted
                ? Constraint.of("holds " + number, e -> e.holds(number))
                : Constraint.of("fails " + number, e -> e.fails(number));
    }
}
