package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One operator with its operand: absent behaves as in Azure Policy, unknown is unknown, texts compare ordinally ignoring
 * case, and nothing is coerced.
 */
final class Comparison {

    /** A test of a present value against a known operand. */
    private interface Present {
        Truth test(FactValue value);
    }

    private final Operator operator;
    private final Operand operand;
    private final Present constantTest;

    private Comparison(Operator operator, Operand operand, Present constantTest) {
        this.operator = operator;
        this.operand = operand;
        this.constantTest = constantTest;
    }

    static Comparison of(Operator operator, Operand operand) {
        Present test =
                operand instanceof Operand.Constant constant ? present(operator, constant.value()) : v -> Truth.UNKNOWN;
        return new Comparison(operator, operand, test);
    }

    Truth test(FactValue value, FactView view) {
        if (value == Missing.UNKNOWN) {
            return Truth.UNKNOWN;
        }
        if (operator == Operator.EXISTS) {
            boolean wanted = ((Operand.Constant) operand).value().equals(new Flag(true));
            return Truth.of(value.isPresent() == wanted);
        }
        if (value == Missing.ABSENT) {
            return Truth.of(operator.negative());
        }
        if (operand instanceof Operand.Field field) {
            FactValue other = (field.reference().before() ? view.before() : view.after())
                    .read(field.reference().fact());
            if (other == Missing.UNKNOWN) {
                return Truth.UNKNOWN;
            }
            return other == Missing.ABSENT
                    ? Truth.of(operator.negative())
                    : present(operator, other).test(value);
        }
        return operand instanceof Operand.Register register
                ? inRegister(register, value, view)
                : constantTest.test(value);
    }

    private Truth inRegister(Operand.Register register, FactValue value, FactView view) {
        FactValue answer = view.after().inRegister(register.register(), register.column(), value);
        if (!(answer instanceof Flag flag)) {
            return Truth.UNKNOWN;
        }
        return Truth.of(flag.value() != operator.negative());
    }

    private static Present present(Operator operator, FactValue operand) {
        return switch (operator) {
            case EQUALS -> value -> Truth.of(same(value, operand));
            case NOT_EQUALS -> value -> Truth.of(!same(value, operand));
            case IN -> isIn(operand);
            case NOT_IN -> negated(isIn(operand));
            case LIKE -> like(operand);
            case NOT_LIKE -> negated(like(operand));
            case CONTAINS -> contains(operand);
            case NOT_CONTAINS -> negated(contains(operand));
            case LESS -> value -> Truth.of(compare(value, operand) < 0);
            case LESS_OR_EQUALS -> value -> Truth.of(compare(value, operand) <= 0);
            case GREATER -> value -> Truth.of(compare(value, operand) > 0);
            case GREATER_OR_EQUALS -> value -> Truth.of(compare(value, operand) >= 0);
            case COVERS_ANY_PORT -> coversAny(operand);
            // Decided before any value is looked at, see test.
            case EXISTS -> value -> Truth.TRUE;
        };
    }

    private static Present negated(Present test) {
        return value -> test.test(value).not();
    }

    private static boolean same(FactValue a, FactValue b) {
        if (a instanceof Text text && b instanceof Text other) {
            return text.folded().equals(other.folded());
        }
        return a.equals(b);
    }

    private static long compare(FactValue a, FactValue b) {
        if (a instanceof Whole left && b instanceof Whole right) {
            return Long.compare(left.value(), right.value());
        }
        throw new IllegalStateException("only whole numbers have an order, not " + a + " and " + b);
    }

    private static Present isIn(FactValue operand) {
        if (!(operand instanceof Many many)) {
            return value -> Truth.of(same(value, operand));
        }
        Set<String> texts = new HashSet<>();
        for (FactValue element : many.elements()) {
            if (element instanceof Text text) {
                texts.add(text.folded());
            }
        }
        List<FactValue> others =
                many.elements().stream().filter(e -> !(e instanceof Text)).toList();
        return value -> Truth.of(value instanceof Text text ? texts.contains(text.folded()) : others.contains(value));
    }

    private static Present contains(FactValue operand) {
        return value -> {
            if (value instanceof Many many) {
                return Truth.of(many.elements().stream().anyMatch(element -> same(element, operand)));
            }
            return Truth.of(value instanceof Text text
                    && operand instanceof Text part
                    && text.folded().contains(part.folded()));
        };
    }

    /** Azure Policy's pattern: at most one {@code *}, which stands for any text. */
    private static Present like(FactValue operand) {
        if (!(operand instanceof Text text)) {
            return value -> Truth.FALSE;
        }
        String pattern = text.folded();
        int star = pattern.indexOf('*');
        if (star < 0) {
            return value -> Truth.of(same(value, operand));
        }
        String start = pattern.substring(0, star);
        String end = pattern.substring(star + 1);
        return value -> {
            if (!(value instanceof Text written)) {
                return Truth.FALSE;
            }
            String lower = written.folded();
            return Truth.of(
                    lower.length() >= start.length() + end.length() && lower.startsWith(start) && lower.endsWith(end));
        };
    }

    /** What is no port range may cover anything: unknown, unless something else decides. */
    private static Present coversAny(FactValue operand) {
        List<Long> ports = operand instanceof Many many
                ? many.elements().stream().map(e -> ((Whole) e).value()).toList()
                : List.of(((Whole) operand).value());
        return value -> value instanceof Text range
                ? PortRange.parse(range.value())
                        .map(r -> Truth.of(r.includesAny(ports)))
                        .orElse(Truth.UNKNOWN)
                : Truth.FALSE;
    }
}
