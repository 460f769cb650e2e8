package io.dspt.monitor.core.azure.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.azure.policy.PolicyCondition.Constant;
import io.dspt.monitor.core.azure.policy.TemplateExpression.Result;
import io.dspt.monitor.core.fact.FactType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions of a policy. What cannot be taken is noted and reading goes on, so that a person learns of all of it at
 * once; a condition of which something was noted stands as a constant and is never used.
 */
final class PolicyConditionReader {
    private static final int DEEPEST = 30;
    private static final Set<String> OPERATORS = Set.of(
            "equals",
            "notequals",
            "like",
            "notlike",
            "contains",
            "notcontains",
            "in",
            "notin",
            "exists",
            "less",
            "lessorequals",
            "greater",
            "greaterorequals",
            "containskey",
            "notcontainskey");

    private final PolicyFields fields;
    private final Map<String, JsonNode> parameters;
    private final List<PolicyRefusal> refusals;

    PolicyConditionReader(PolicyFields fields, Map<String, JsonNode> parameters, List<PolicyRefusal> refusals) {
        this.fields = fields;
        this.parameters = parameters;
        this.refusals = refusals;
    }

    /** Reads a condition. */
    PolicyCondition read(JsonNode node, String path) {
        return read(node, path, null, 0);
    }

    private PolicyCondition read(JsonNode node, String path, @Nullable String counted, int depth) {
        try {
            if (!node.isObject()) {
                throw new RefusedPolicyException(path, "a condition is an object");
            }
            if (depth > DEEPEST) {
                throw new RefusedPolicyException(path, "is nested deeper than " + DEEPEST + " conditions");
            }
            for (String word : List.of("allOf", "anyOf")) {
                JsonNode several = member(node, word);
                if (several != null) {
                    return several(several, path + "." + word, word, counted, depth);
                }
            }
            JsonNode not = member(node, "not");
            if (not != null) {
                return PolicyCondition.not(read(not, path + ".not", counted, depth + 1));
            }
            JsonNode count = member(node, "count");
            if (count != null) {
                return count(node, count, path, counted, depth);
            }
            JsonNode field = member(node, "field");
            JsonNode value = member(node, "value");
            if (field != null) {
                String name = TemplateExpression.value(field, path + ".field", parameters)
                        .asText();
                return compare(name, node, "field", path, counted);
            }
            if (value != null) {
                Result result = TemplateExpression.of(value, path + ".value", parameters);
                return result instanceof Result.Field named
                        ? compare(named.name(), node, "value", path, counted)
                        : constant(((Result.Value) result).node(), node, path);
            }
            throw new RefusedPolicyException(path, "a condition has allOf, anyOf, not, field, value or count");
        } catch (RefusedPolicyException e) {
            refusals.add(e.refusal());
            return new Constant(true);
        }
    }

    private PolicyCondition several(JsonNode list, String path, String word, @Nullable String counted, int depth) {
        if (!list.isArray() || list.isEmpty()) {
            throw new RefusedPolicyException(path, "needs at least one condition");
        }
        List<PolicyCondition> conditions = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            conditions.add(read(list.get(i), path + "[" + i + "]", counted, depth + 1));
        }
        return word.equals("allOf") ? PolicyCondition.allOf(conditions) : PolicyCondition.anyOf(conditions);
    }

    private PolicyCondition count(JsonNode node, JsonNode count, String path, @Nullable String counted, int depth) {
        if (counted != null) {
            throw new RefusedPolicyException(path + ".count", "a count within a count is not taken");
        }
        if (member(count, "value") != null) {
            throw new RefusedPolicyException(path + ".count.value", "counts of values are not taken, only of fields");
        }
        JsonNode field = member(count, "field");
        if (field == null) {
            throw new RefusedPolicyException(path + ".count", "the field is missing");
        }
        String name = TemplateExpression.value(field, path + ".count.field", parameters)
                .asText();
        PolicyField list = fields.named(name, path + ".count.field");
        if (list.list() == null || !name.endsWith("[*]")) {
            throw new RefusedPolicyException(path + ".count.field", "'" + name + "' is no list that is read, with [*]");
        }
        JsonNode where = member(count, "where");
        PolicyCondition condition =
                where == null ? new Constant(true) : read(where, path + ".count.where", list.list(), depth + 1);
        Map.Entry<String, JsonNode> operator = operator(node, "count", path);
        String word = word(operator, path);
        if (!Set.of("equals", "notEquals", "less", "lessOrEquals", "greater", "greaterOrEquals")
                .contains(word)) {
            throw new RefusedPolicyException(path + "." + operator.getKey(), "does not compare numbers");
        }
        JsonNode operand = TemplateExpression.value(operator.getValue(), path + "." + operator.getKey(), parameters);
        String number = PolicyOperand.one(operand, FactType.WHOLE, false, path + "." + operator.getKey());
        if (condition instanceof Constant none && !none.value()) {
            // Nothing is counted; compared as an empty list is.
            throw new RefusedPolicyException(path + ".count.where", "holds for no element");
        }
        return new PolicyCondition.Count(list.list(), condition, word, number);
    }

    private PolicyCondition compare(String name, JsonNode node, String besides, String path, @Nullable String counted) {
        Map.Entry<String, JsonNode> operator = operator(node, besides, path);
        String word = word(operator, path);
        String operandPath = path + "." + operator.getKey();
        JsonNode operand = TemplateExpression.value(operator.getValue(), operandPath, parameters);
        if (word.equals("containsKey") || word.equals("notContainsKey")) {
            if (!name.equalsIgnoreCase("tags")) {
                throw new RefusedPolicyException(operandPath, "'" + operator.getKey() + "' is taken for tags only");
            }
            String tag = "resource.tags." + operand.asText().toLowerCase(Locale.ROOT);
            return new PolicyCondition.Compare(tag, "exists", String.valueOf(word.equals("containsKey")), List.of());
        }
        PolicyField field = fields.named(name, path + "." + besides);
        if (field.type() == FactType.TEXTS && operator.getKey().equalsIgnoreCase("contains")) {
            throw new RefusedPolicyException(
                    operandPath, "'contains' of a list is not taken: name its elements, with [*]");
        }
        PolicyCondition compare = new PolicyCondition.Compare(
                field.written(),
                word,
                PolicyOperand.of(operand, word, field, operandPath),
                PolicyOperand.texts(operand));
        @Nullable String list = field.list();
        if (list == null || !field.written().startsWith(list)) {
            return compare;
        }
        if (counted != null) {
            if (!counted.equals(list)) {
                throw new RefusedPolicyException(
                        path + "." + besides, "within the count of another list '" + name + "' is not taken");
            }
            return compare;
        }
        // Of a list that is empty or not there, Azure says that all its elements fulfil it.
        return new PolicyCondition.Count(list, PolicyCondition.not(compare), "equals", "0");
    }

    private PolicyCondition constant(JsonNode value, JsonNode node, String path) {
        Map.Entry<String, JsonNode> operator = operator(node, "value", path);
        String word = word(operator, path);
        JsonNode operand = TemplateExpression.value(operator.getValue(), path + "." + operator.getKey(), parameters);
        boolean negative = word.startsWith("not");
        switch (word) {
            case "equals", "notEquals" -> {
                return new Constant(PolicyOperand.same(value, operand) != negative);
            }
            case "in", "notIn" -> {
                boolean in = false;
                for (JsonNode element : operand) {
                    in |= PolicyOperand.same(value, element);
                }
                return new Constant(in != negative);
            }
            default ->
                throw new RefusedPolicyException(
                        path + "." + operator.getKey(), "'" + operator.getKey() + "' of a value is not taken");
        }
    }

    private Map.Entry<String, JsonNode> operator(JsonNode node, String besides, String path) {
        Map.Entry<String, JsonNode> found = null;
        for (Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            if (member.getKey().equalsIgnoreCase(besides)) {
                continue;
            }
            if (found != null) {
                throw new RefusedPolicyException(path + "." + member.getKey(), "a condition has one operator");
            }
            found = member;
        }
        if (found == null) {
            throw new RefusedPolicyException(path, "the operator is missing");
        }
        return found;
    }

    /** The operator as rules write it. */
    private static String word(Map.Entry<String, JsonNode> operator, String path) {
        String lower = operator.getKey().toLowerCase(Locale.ROOT);
        if (!OPERATORS.contains(lower)) {
            throw new RefusedPolicyException(
                    path + "." + operator.getKey(), "the operator '" + operator.getKey() + "' is not taken");
        }
        return switch (lower) {
            case "notequals" -> "notEquals";
            case "notlike" -> "notLike";
            case "notcontains" -> "notContains";
            case "notin" -> "notIn";
            case "lessorequals" -> "lessOrEquals";
            case "greaterorequals" -> "greaterOrEquals";
            case "containskey" -> "containsKey";
            case "notcontainskey" -> "notContainsKey";
            default -> lower;
        };
    }

    /** A member, whatever the case of its name. */
    static @Nullable JsonNode member(JsonNode node, String name) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return member.getValue();
            }
        }
        return null;
    }
}
