package io.dspt.monitor.core.azure.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The template expressions of policy definitions, {@code [concat('tags[', parameters('name'), ']')]}: those whose value
 * is known before any resource is. Function names are compared without regard to case; any other function is refused by
 * its name.
 */
final class TemplateExpression {
    private static final int DEEPEST = 20;

    /** What an expression is: a value, or the field of a resource. */
    sealed interface Result {
        record Value(JsonNode node) implements Result {}

        record Field(String name) implements Result {}
    }

    private final String text;
    private final String path;
    private final Map<String, JsonNode> parameters;
    private int at;
    private int depth;

    private TemplateExpression(String text, String path, Map<String, JsonNode> parameters) {
        this.text = text;
        this.path = path;
        this.parameters = parameters;
    }

    /** What a member of a definition is; whatever is no expression is itself. */
    static Result of(JsonNode written, String path, Map<String, JsonNode> parameters) {
        if (!written.isTextual()) {
            return new Result.Value(written);
        }
        String text = written.textValue();
        if (text.startsWith("[[")) {
            return new Result.Value(JsonNodeFactory.instance.textNode(text.substring(1)));
        }
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return new Result.Value(written);
        }
        TemplateExpression expression = new TemplateExpression(text.substring(1, text.length() - 1), path, parameters);
        Result result = expression.expression();
        expression.skipBlanks();
        if (expression.at < expression.text.length()) {
            throw expression.refused("after its first function '" + expression.text.substring(expression.at)
                    + "' follows; members of values are not taken");
        }
        return result;
    }

    /** The value of a member that must not depend on the resource. */
    static JsonNode value(JsonNode written, String path, Map<String, JsonNode> parameters) {
        Result result = of(written, path, parameters);
        if (result instanceof Result.Field field) {
            throw new RefusedPolicyException(path, "field('" + field.name() + "') is not known before a resource is");
        }
        return ((Result.Value) result).node();
    }

    private Result expression() {
        if (++depth > DEEPEST) {
            throw refused("is nested deeper than " + DEEPEST + " functions");
        }
        skipBlanks();
        if (at >= text.length()) {
            throw refused("ends in the middle");
        }
        char first = text.charAt(at);
        Result result;
        if (first == '\'') {
            result = new Result.Value(JsonNodeFactory.instance.textNode(literal()));
        } else if (first == '-' || Character.isDigit(first)) {
            result = new Result.Value(JsonNodeFactory.instance.numberNode(number()));
        } else if (Character.isLetter(first)) {
            result = call();
        } else {
            throw refused("'" + first + "' is not understood");
        }
        depth--;
        return result;
    }

    private String literal() {
        StringBuilder literal = new StringBuilder();
        for (at++; at < text.length(); at++) {
            if (text.charAt(at) != '\'') {
                literal.append(text.charAt(at));
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                literal.append('\'');
                at++;
            } else {
                at++;
                return literal.toString();
            }
        }
        throw refused("a text in it does not end");
    }

    private long number() {
        int start = at;
        at++;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        try {
            return Long.parseLong(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw refused("'" + text.substring(start, at) + "' is no number");
        }
    }

    private Result call() {
        int start = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != '(') {
            throw refused("'" + name + "' is no function");
        }
        at++;
        String function = name.toLowerCase(Locale.ROOT);
        if (!List.of("parameters", "field", "concat", "tolower", "toupper", "true", "false", "createarray")
                .contains(function)) {
            throw refused("the function '" + name + "' is not taken");
        }
        List<JsonNode> arguments = arguments(function);
        return switch (function) {
            case "parameters" -> new Result.Value(parameter(one(name, arguments).asText()));
            case "field" -> new Result.Field(one(name, arguments).asText());
            case "tolower" -> text(one(name, arguments).asText().toLowerCase(Locale.ROOT));
            case "toupper" -> text(one(name, arguments).asText().toUpperCase(Locale.ROOT));
            case "true", "false" -> new Result.Value(JsonNodeFactory.instance.booleanNode(function.equals("true")));
            case "createarray" ->
                new Result.Value(JsonNodeFactory.instance.arrayNode().addAll(arguments));
            default -> concat(arguments);
        };
    }

    private Result concat(List<JsonNode> arguments) {
        StringBuilder joined = new StringBuilder();
        for (JsonNode argument : arguments) {
            if (!argument.isValueNode()) {
                throw refused("concat of what is no text");
            }
            joined.append(argument.asText());
        }
        return text(joined.toString());
    }

    private static Result text(String value) {
        return new Result.Value(JsonNodeFactory.instance.textNode(value));
    }

    private List<JsonNode> arguments(String function) {
        List<JsonNode> arguments = new ArrayList<>();
        skipBlanks();
        if (at < text.length() && text.charAt(at) == ')') {
            at++;
            return arguments;
        }
        while (true) {
            Result argument = expression();
            if (argument instanceof Result.Field field) {
                throw refused("field('" + field.name() + "') within " + function + "(…) is not taken");
            }
            arguments.add(((Result.Value) argument).node());
            skipBlanks();
            if (at >= text.length()) {
                throw refused("a bracket in it is not closed");
            }
            char next = text.charAt(at++);
            if (next == ')') {
                return arguments;
            }
            if (next != ',') {
                throw refused("'" + next + "' is not understood");
            }
        }
    }

    private JsonNode one(String function, List<JsonNode> arguments) {
        if (arguments.size() != 1 || !arguments.get(0).isValueNode()) {
            throw refused(function + " takes one text");
        }
        return arguments.get(0);
    }

    private JsonNode parameter(String name) {
        for (Map.Entry<String, JsonNode> parameter : parameters.entrySet()) {
            if (parameter.getKey().equalsIgnoreCase(name)) {
                return parameter.getValue();
            }
        }
        throw refused("the parameter '" + name + "' has no default value: give it one with --parameters");
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private RefusedPolicyException refused(@Nullable String reason) {
        return new RefusedPolicyException(path, "the expression [" + text + "]: " + reason);
    }
}
