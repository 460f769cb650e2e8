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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes rules as DRL: one pattern over {@link EventFact} a rule, that matches where the rule is broken for certain.
 *
 * <p>DRL knows true and false, our conditions also unknown; so each is written twice over, as what makes it certainly true
 * and what makes it certainly false. What selects events comes first and as equality of a property, one pattern for each
 * operation named, so that Drools can hash it.
 */
final class DrlWriter {
    /** The facts that are properties of {@link EventFact}, which are always known. */
    private static final Map<Fact, String> PROPERTIES = Map.of(
            Facts.EVENT_OPERATION, "operation",
            Facts.EVENT_KIND, "kind",
            Facts.RESOURCE_TYPE, "resourceType",
            Facts.EVENT_CATEGORY, "category",
            Facts.EVENT_OUTCOME, "outcome");

    /** In the order in which they tell events apart best. */
    private static final List<Fact> SELECTORS =
            List.of(Facts.EVENT_OPERATION, Facts.RESOURCE_TYPE, Facts.EVENT_KIND, Facts.EVENT_CATEGORY);

    private static final int MOST_WRITTEN_OUT = 4;

    private final FactTable table;

    DrlWriter(FactTable table) {
        this.table = table;
    }

    /** All rules of a book that judge single events or count them; schedules look at none. */
    String write(RuleBook book) {
        StringBuilder drl = new StringBuilder("package io.dspt.monitor.benchmarks.generated;\nimport ")
                .append(EventFact.class.getName())
                .append(";\nglobal java.util.List broken;\n");
        book.rules().values().stream()
                .map(compiled -> compiled.rule())
                .filter(DrlWriter::asksEvents)
                .forEach(rule -> write(rule, drl));
        return drl.toString();
    }

    static boolean asksEvents(Rule rule) {
        return rule.status() != Rule.Status.RETIRED && !(rule.kind() instanceof RuleKind.Schedule);
    }

    private void write(Rule rule, StringBuilder drl) {
        List<String> constraints = new ArrayList<>();
        List<Condition> certain = new ArrayList<>();
        RuleKind kind = rule.kind();
        if (kind instanceof RuleKind.Obligation obligation) {
            constraints.add("judgesResource == true");
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
            constraints.add("!(" + truth(rule.noise().exclude(), true) + ")");
        }
        String patterns = selector.written().stream()
                .map(selected -> pattern(selected, constraints))
                .collect(Collectors.joining("\n or "));
        drl.append("rule \"")
                .append(rule.id())
                .append("\" when\n ")
                .append(selector.written().size() > 1 ? "(" + patterns + ")" : patterns)
                .append("\nthen\n broken.add(\"")
                .append(rule.id())
                .append("\");\nend\n");
    }

    private static String pattern(String selected, List<String> constraints) {
        List<String> all = new ArrayList<>();
        if (!selected.isEmpty()) {
            all.add(selected);
        }
        all.addAll(constraints);
        return all.stream().collect(Collectors.joining(", ", "EventFact(", ")"));
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
     * @param written as many patterns as there are values; one that selects nothing when there is none
     */
    private record Selector(List<Condition> stated, List<String> written) {
        static Selector in(List<Condition> parts) {
            for (Fact fact : SELECTORS) {
                for (Condition part : parts) {
                    if (part instanceof Compare compare
                            && compare.field().fact().equals(fact)
                            && (compare.operator() == Operator.EQUALS || compare.operator() == Operator.IN)
                            && compare.operand() instanceof Operand.Constant constant) {
                        return new Selector(
                                List.of(part),
                                texts(constant.value()).stream()
                                        .map(text -> PROPERTIES.get(fact) + " == " + quoted(text))
                                        .toList());
                    }
                }
            }
            return new Selector(List.of(), List.of(""));
        }
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
    private String truth(Condition condition, boolean wanted) {
        if (condition instanceof Not not) {
            return truth(not.condition(), !wanted);
        } else if (condition instanceof AllOf all) {
            return joined(all.conditions(), wanted, wanted ? " && " : " || ", wanted);
        } else if (condition instanceof AnyOf any) {
            return joined(any.conditions(), wanted, wanted ? " || " : " && ", !wanted);
        }
        return condition instanceof Compare compare ? compare(compare, wanted) : called(condition, wanted);
    }

    private String joined(List<Condition> conditions, boolean wanted, String by, boolean ofNone) {
        return conditions.isEmpty()
                ? (ofNone ? "1 == 1" : "1 == 0")
                : conditions.stream().map(part -> truth(part, wanted)).collect(Collectors.joining(by, "(", ")"));
    }

    private String compare(Compare compare, boolean wanted) {
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

    private String equality(Compare compare, FactValue value, FactType type, boolean equal) {
        String property = PROPERTIES.get(compare.field().fact());
        if (value instanceof Text text && type == FactType.TEXT) {
            String quoted = quoted(text.value().toLowerCase(Locale.ROOT));
            if (property != null) {
                return property + (equal ? " == " : " != ") + quoted;
            }
            return told(compare, equal, "text", quoted);
        } else if (value instanceof Flag flag && type == FactType.FLAG) {
            return told(compare, equal, "flag", Boolean.toString(flag.value()));
        } else if (value instanceof Whole whole && type == FactType.WHOLE) {
            return told(compare, equal, "whole", whole.value() + "L");
        }
        boolean asked = compare.operator() == Operator.EQUALS;
        return called(compare, asked == equal);
    }

    /** What is not equal is only certain where something is known. */
    private String told(Compare compare, boolean equal, String form, String value) {
        int number = table.number(compare.field());
        return equal
                ? form + "(" + number + ") == " + value
                : "(known(" + number + ") && " + form + "(" + number + ") != " + value + ")";
    }

    private String membership(Compare compare, FactValue value, FactType type, boolean in) {
        Set<String> texts = texts(value);
        boolean textsOnly = texts.size() > 0
                && (!(value instanceof Many many) || many.elements().stream().allMatch(e -> e instanceof Text));
        if (!textsOnly || type != FactType.TEXT) {
            boolean asked = compare.operator() == Operator.IN;
            return called(compare, asked == in);
        }
        String property = PROPERTIES.get(compare.field().fact());
        if (property != null && texts.size() <= MOST_WRITTEN_OUT) {
            return texts.stream()
                    .map(text -> property + (in ? " == " : " != ") + quoted(text))
                    .collect(Collectors.joining(in ? " || " : " && ", "(", ")"));
        }
        int number = table.number(compare.field());
        String member = "member(" + number + ", " + table.number(texts) + ")";
        return in ? member : "(known(" + number + ") && !" + member + ")";
    }

    private String called(Condition leaf, boolean wanted) {
        return (wanted ? "holds(" : "fails(") + table.number(leaf) + ")";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
