package io.dspt.monitor.benchmarks.drools;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Flag;
import io.dspt.monitor.core.fact.FactValue.Many;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.FactValue.Text;
import io.dspt.monitor.core.fact.FactValue.Whole;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.FieldReference;
import io.dspt.monitor.core.rule.Operand;
import io.dspt.monitor.core.rule.Operator;
import io.dspt.monitor.core.rule.Truth;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One operator with its operand, as the rules define it, for the comparisons that Drools calls as methods. */
@FunctionalInterface
interface ValueTest {
    Pattern PORTS = Pattern.compile("\\s*([0-9]{1,5})\\s*(?:-\\s*([0-9]{1,5})\\s*)?");

    Truth test(FactValue value, FactView facts);

    static ValueTest of(Operator operator, Operand operand) {
        if (operator == Operator.EXISTS) {
            boolean wanted = ((Operand.Constant) operand).value().equals(new Flag(true));
            return (value, facts) -> value == Missing.UNKNOWN ? Truth.UNKNOWN : Truth.of(value.isPresent() == wanted);
        } else if (operand instanceof Operand.Register) {
            // Nobody has loaded a register.
            return (value, facts) -> value == Missing.ABSENT ? Truth.of(negative(operator)) : Truth.UNKNOWN;
        } else if (operand instanceof Operand.Field field) {
            return (value, facts) -> {
                FieldReference other = field.reference();
                FactValue with = (other.before() ? facts.before() : facts.after()).read(other.fact());
                if (value == Missing.UNKNOWN || (value.isPresent() && with == Missing.UNKNOWN)) {
                    return Truth.UNKNOWN;
                }
                return value == Missing.ABSENT || with == Missing.ABSENT
                        ? Truth.of(negative(operator))
                        : present(operator, with).test(value, facts);
            };
        }
        ValueTest present = present(operator, ((Operand.Constant) operand).value());
        return (value, facts) -> {
            if (value == Missing.UNKNOWN) {
                return Truth.UNKNOWN;
            }
            return value == Missing.ABSENT ? Truth.of(negative(operator)) : present.test(value, facts);
        };
    }

    private static boolean negative(Operator operator) {
        return operator == Operator.NOT_EQUALS
                || operator == Operator.NOT_IN
                || operator == Operator.NOT_LIKE
                || operator == Operator.NOT_CONTAINS;
    }

    private static ValueTest present(Operator operator, FactValue operand) {
        return switch (operator) {
            case EQUALS -> plain(value -> same(value, operand));
            case NOT_EQUALS -> plain(value -> !same(value, operand));
            case IN -> plain(isIn(operand));
            case NOT_IN -> plain(isIn(operand).negate());
            case LIKE -> plain(like(operand));
            case NOT_LIKE -> plain(like(operand).negate());
            case CONTAINS -> plain(value -> contains(value, operand));
            case NOT_CONTAINS -> plain(value -> !contains(value, operand));
            case LESS -> plain(value -> ((Whole) value).value() < ((Whole) operand).value());
            case LESS_OR_EQUALS -> plain(value -> ((Whole) value).value() <= ((Whole) operand).value());
            case GREATER -> plain(value -> ((Whole) value).value() > ((Whole) operand).value());
            case GREATER_OR_EQUALS -> plain(value -> ((Whole) value).value() >= ((Whole) operand).value());
            case COVERS_ANY_PORT -> (value, facts) -> coversAny(value, operand);
            case EXISTS -> throw new IllegalArgumentException("decided without a value");
        };
    }

    private static ValueTest plain(Predicate<FactValue> test) {
        return (value, facts) -> Truth.of(test.test(value));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean same(FactValue one, FactValue other) {
        return (one instanceof Text text && other instanceof Text with)
                ? folded(text.value()).equals(folded(with.value()))
                : one.equals(other);
    }

    private static Predicate<FactValue> isIn(FactValue operand) {
        if (!(operand instanceof Many many)) {
            return value -> same(value, operand);
        }
        Set<FactValue> elements = new HashSet<>();
        many.elements()
                .forEach(element ->
                        elements.add(element instanceof Text text ? new Text(folded(text.value())) : element));
        return value -> elements.contains(value instanceof Text text ? new Text(folded(text.value())) : value);
    }

    private static Predicate<FactValue> like(FactValue operand) {
        String pattern = operand instanceof Text text ? folded(text.value()) : "";
        int star = pattern.indexOf('*');
        if (star < 0) {
            return value -> same(value, operand);
        }
        String start = pattern.substring(0, star);
        String end = pattern.substring(star + 1);
        return value -> {
            if (!(value instanceof Text text)) {
                return false;
            }
            String written = folded(text.value());
            return written.length() >= start.length() + end.length()
                    && written.startsWith(start)
                    && written.endsWith(end);
        };
    }

    private static boolean contains(FactValue value, FactValue operand) {
        if (value instanceof Many many) {
            return many.elements().stream().anyMatch(element -> same(element, operand));
        }
        return value instanceof Text text
                && operand instanceof Text part
                && folded(text.value()).contains(folded(part.value()));
    }

    private static Truth coversAny(FactValue value, FactValue operand) {
        if (!(value instanceof Text written)) {
            return Truth.FALSE;
        }
        List<FactValue> ports = operand instanceof Many many ? many.elements() : List.of(operand);
        if (written.value().strip().equals("*")) {
            return Truth.of(!ports.isEmpty());
        }
        Matcher range = PORTS.matcher(written.value());
        if (!range.matches()) {
            return Truth.UNKNOWN;
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (first > last || last > 65_535) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                ports.stream().anyMatch(port -> ((Whole) port).value() >= first && ((Whole) port).value() <= last));
    }
}
