package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.AgeUnit;
import io.dspt.monitor.core.fact.DateFacts;
import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.register.RegisterColumn;
import io.dspt.monitor.core.yaml.NearestName;
import io.dspt.monitor.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads conditions and field references; whatever does not fit its fact's shape is refused where it stands. */
final class ConditionReader {
    private static final String EACH = "[*]";

    private final FactCatalogue facts;
    private final Parameters parameters;

    ConditionReader(FactCatalogue facts, Parameters parameters) {
        this.facts = facts;
        this.parameters = parameters;
    }

    Condition read(YamlNode node) {
        Map<String, YamlNode> members = node.members();
        if (members.containsKey("allOf")) {
            return new Condition.AllOf(several(node, members, "allOf"));
        } else if (members.containsKey("anyOf")) {
            return new Condition.AnyOf(several(node, members, "anyOf"));
        } else if (members.containsKey("not")) {
            alone(node, members, "not");
            return new Condition.Not(read(YamlNode.required(node, members, "not")));
        } else if (members.containsKey("field")) {
            return compare(node, members);
        } else if (members.containsKey("count")) {
            return count(node, members);
        }
        String written = members.keySet().stream().findFirst().orElse("");
        throw node.refused("a condition is allOf, anyOf, not, field or count"
                + NearestName.hint(List.of("allOf", "anyOf", "not", "field", "count"), written));
    }

    private List<Condition> several(YamlNode node, Map<String, YamlNode> members, String word) {
        alone(node, members, word);
        List<Condition> conditions = new ArrayList<>();
        YamlNode list = YamlNode.required(node, members, word);
        list.elements().forEach(element -> conditions.add(read(element)));
        if (conditions.isEmpty()) {
            throw list.refused("needs at least one condition");
        }
        return conditions;
    }

    private static void alone(YamlNode node, Map<String, YamlNode> members, String word) {
        if (members.size() > 1) {
            throw node.refused("'" + word + "' stands alone in a condition");
        }
    }

    private Condition compare(YamlNode node, Map<String, YamlNode> members) {
        YamlNode fieldNode = YamlNode.required(node, members, "field");
        FieldReference field = field(fieldNode);
        Map.Entry<String, YamlNode> comparison = comparison(node, members, "field");
        Operator operator = operator(comparison);
        FactType type = field.comparedType();
        if (field.each() && type.isList()) {
            throw fieldNode.refused("'" + field.written() + "' has members: compare one, such as '" + field.written()
                    + "." + field.fact().members().firstKey() + "'");
        }
        if (type.isList()
                && operator != Operator.EXISTS
                && operator != Operator.CONTAINS
                && operator != Operator.NOT_CONTAINS) {
            throw fieldNode.refused("'" + field.written() + "' is a list: compare '" + field.written() + EACH
                    + "' or use count, contains or exists");
        }
        return new Condition.Compare(field, operator, operand(comparison.getValue(), operator, type));
    }

    private Condition count(YamlNode node, Map<String, YamlNode> members) {
        YamlNode countNode = YamlNode.required(node, members, "count");
        Map<String, YamlNode> counted = countNode.members(java.util.Set.of("field", "where"));
        YamlNode fieldNode = YamlNode.required(countNode, counted, "field");
        FieldReference field = field(fieldNode);
        if (!field.each() || field.member() != null) {
            throw fieldNode.refused("count needs a list followed by [*]");
        }
        YamlNode whereNode = counted.get("where");
        Condition where = whereNode == null ? null : read(whereNode);
        Map.Entry<String, YamlNode> comparison = comparison(node, members, "count");
        Operator operator = operator(comparison);
        if (operator != Operator.EQUALS && operator != Operator.NOT_EQUALS && !operator.ordering()) {
            throw comparison.getValue().refused("'" + operator.written() + "' does not compare whole numbers");
        }
        return new Condition.Count(field, where, operator, operand(comparison.getValue(), operator, FactType.WHOLE));
    }

    private static Map.Entry<String, YamlNode> comparison(
            YamlNode node, Map<String, YamlNode> members, String besides) {
        Map.Entry<String, YamlNode> found = null;
        for (Map.Entry<String, YamlNode> member : members.entrySet()) {
            if (!member.getKey().equals(besides)) {
                if (found != null) {
                    throw member.getValue().refused("a condition has one operator, this is the second");
                }
                found = member;
            }
        }
        if (found == null) {
            throw node.refused("the operator is missing");
        }
        return found;
    }

    private static Operator operator(Map.Entry<String, YamlNode> comparison) {
        return Operator.written(comparison.getKey())
                .orElseThrow(() -> comparison
                        .getValue()
                        .refused("unknown operator '" + comparison.getKey() + "'"
                                + NearestName.hint(Operator.words(), comparison.getKey())));
    }

    /** A reference as rules write it: a fact, {@code [*]} for every element, {@code before.} for the value before. */
    FieldReference field(YamlNode node) {
        return field(node, node.text());
    }

    FieldReference field(YamlNode node, String text) {
        boolean before = text.startsWith(FieldReference.BEFORE);
        String written = before ? text.substring(FieldReference.BEFORE.length()) : text;
        int star = written.indexOf(EACH);
        String name = star < 0 ? written : written.substring(0, star);
        Fact fact = facts.named(name, node);
        if (star < 0) {
            return new FieldReference(fact, false, null, before);
        }
        if (!fact.type().isList()) {
            throw node.refused("'" + name + "' is no list, so " + EACH + " cannot follow");
        }
        String rest = written.substring(star + EACH.length());
        if (rest.isEmpty()) {
            return new FieldReference(fact, true, null, before);
        }
        if (!rest.startsWith(".")) {
            throw node.refused("after " + EACH + " only a member can follow, such as " + EACH + ".name");
        }
        String member = rest.substring(1);
        if (!fact.members().containsKey(member)) {
            throw node.refused("'" + name + "' has no member '" + member + "'"
                    + NearestName.hint(fact.members().keySet(), member));
        }
        return new FieldReference(fact, true, member, before);
    }

    private Operand operand(YamlNode node, Operator operator, FactType type) {
        if (operator == Operator.EXISTS) {
            return new Operand.Constant(FactValue.flag(node.flag()));
        }
        boolean looksInto = operator == Operator.CONTAINS || operator == Operator.NOT_CONTAINS;
        if (looksInto && type != FactType.TEXT && type != FactType.TEXTS) {
            throw node.refused("'" + operator.written() + "' looks into texts and lists of texts");
        }
        if (!node.isMapping()) {
            return new Operand.Constant(fitting(node, Parameters.literal(node), operator, type));
        }
        Map<String, YamlNode> members = node.members(java.util.Set.of("parameter", "field", "register"));
        if (members.size() != 1) {
            throw node.refused("expected a value, or one of a parameter, a field and a register");
        }
        YamlNode register = members.get("register");
        if (register != null) {
            return register(register, operator, type);
        }
        YamlNode parameter = members.get("parameter");
        return parameter == null
                ? other(YamlNode.required(node, members, "field"), operator, type)
                : new Operand.Constant(fitting(node, parameters.of(parameter), operator, type));
    }

    private Operand register(YamlNode node, Operator operator, FactType type) {
        String written = node.text();
        RegisterColumn column = facts.registers().column(written, node);
        if (operator != Operator.IN && operator != Operator.NOT_IN) {
            throw node.refused("registers are asked with in and notIn, not with '" + operator.written() + "'");
        }
        if (!column.type().isLookedUp() || type != FactType.TEXT) {
            throw node.refused("only texts are looked up in registers");
        }
        return new Operand.Register(written.substring(0, written.indexOf('.')), column.name());
    }

    private Operand other(YamlNode node, Operator operator, FactType type) {
        FieldReference other = field(node);
        FactType wanted = switch (operator) {
            case IN, NOT_IN -> FactType.TEXTS;
            case CONTAINS, NOT_CONTAINS -> FactType.TEXT;
            case LESS, LESS_OR_EQUALS, GREATER, GREATER_OR_EQUALS -> FactType.WHOLE;
            case LIKE, NOT_LIKE, COVERS_ANY_PORT, EXISTS ->
                throw node.refused("'" + operator.written() + "' needs a value or a parameter, not a field");
            case EQUALS, NOT_EQUALS -> type;
        };
        boolean texts = wanted == FactType.TEXTS || wanted == FactType.TEXT;
        boolean fits = texts ? type == FactType.TEXT || type == FactType.TEXTS : type == wanted;
        if (other.each() || other.fact().type() != wanted || !fits) {
            throw node.refused("'" + other.written() + "' cannot be compared by '" + operator.written() + "' with a "
                    + named(type));
        }
        return new Operand.Field(other);
    }

    private static FactValue fitting(YamlNode node, FactValue value, Operator operator, FactType type) {
        boolean list = value instanceof FactValue.Many;
        switch (operator) {
            case IN, NOT_IN -> {
                if (!list) {
                    throw node.refused("'" + operator.written() + "' needs a list");
                }
            }
            case LESS, LESS_OR_EQUALS, GREATER, GREATER_OR_EQUALS -> {
                if (type.isDated()) {
                    throw node.refused("'" + operator.written()
                            + "' compares whole numbers: compare its age, such as F." + AgeUnit.DAYS_SINCE.written());
                }
                if (type != FactType.WHOLE || !(value instanceof FactValue.Whole)) {
                    throw node.refused("'" + operator.written() + "' compares whole numbers");
                }
            }
            case LIKE, NOT_LIKE -> {
                if (type != FactType.TEXT || !(value instanceof FactValue.Text)) {
                    throw node.refused("'" + operator.written() + "' compares texts");
                }
                String pattern = ((FactValue.Text) value).value();
                if (pattern.indexOf('*') != pattern.lastIndexOf('*')) {
                    throw node.refused("a pattern has at most one *");
                }
            }
            case COVERS_ANY_PORT -> {
                boolean numbers = value instanceof FactValue.Whole
                        || (value instanceof FactValue.Many many
                                && many.elements().stream().allMatch(FactValue.Whole.class::isInstance));
                if (type != FactType.TEXT || !numbers) {
                    throw node.refused("'" + operator.written() + "' compares a text with port numbers");
                }
            }
            default -> {
                if (list) {
                    throw node.refused("'" + operator.written() + "' needs one value, not a list");
                }
            }
        }
        Optional<FactValue> odd = (list ? ((FactValue.Many) value).elements() : List.of(value))
                .stream().filter(element -> !shaped(element, type, operator)).findFirst();
        if (odd.isPresent()) {
            boolean text = type == FactType.TEXT || type == FactType.TEXTS;
            throw node.refused("'" + MessageTemplate.shown(odd.get()) + "' is no " + named(type)
                    + (text ? " (quote it if YAML takes it for something else)" : ""));
        }
        return value;
    }

    private static boolean shaped(FactValue value, FactType type, Operator operator) {
        return switch (type) {
            case DATE ->
                value.textOrNull() != null && DateFacts.day(value.textOrNull()).isPresent();
            case TIME ->
                value.textOrNull() != null
                        && DateFacts.moment(value.textOrNull()).isPresent();
            case TEXT, TEXTS -> operator == Operator.COVERS_ANY_PORT || value instanceof FactValue.Text;
            case FLAG -> value instanceof FactValue.Flag;
            case WHOLE -> value instanceof FactValue.Whole;
            case STRUCTURES, TAGS -> false;
        };
    }

    private static String named(FactType type) {
        return switch (type) {
            case TEXT, TEXTS -> "text";
            case DATE -> "day such as 2026-03-02";
            case TIME -> "time such as 2026-03-02T09:00:00Z";
            case FLAG -> "true or false";
            case WHOLE -> "whole number";
            case STRUCTURES, TAGS -> "comparable value";
        };
    }
}
