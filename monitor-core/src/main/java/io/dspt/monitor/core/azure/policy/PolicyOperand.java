package io.dspt.monitor.core.azure.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dspt.monitor.core.fact.FactType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a policy compares with, as YAML of the shape of the fact: Azure writes {@code "true"} and {@code true} alike, and a
 * region by either of its names.
 */
final class PolicyOperand {
    private PolicyOperand() {}

    /** The operand of an operator. */
    static String of(JsonNode operand, String operator, PolicyField field, String path) {
        return switch (operator) {
            case "exists" -> one(operand, FactType.FLAG, false, path);
            case "in", "notIn" -> {
                if (field.type().isList()) {
                    throw list(path);
                }
                if (!operand.isArray()) {
                    throw new RefusedPolicyException(path, "'" + operator + "' needs a list");
                }
                List<String> elements = new ArrayList<>();
                for (int i = 0; i < operand.size(); i++) {
                    elements.add(one(operand.get(i), field.type(), field.region(), path + "[" + i + "]"));
                }
                yield "[" + String.join(", ", elements) + "]";
            }
            case "less", "lessOrEquals", "greater", "greaterOrEquals" -> {
                if (field.type() != FactType.WHOLE) {
                    throw new RefusedPolicyException(
                            path, "'" + operator + "' is taken for whole numbers, not for texts, days or versions");
                }
                yield one(operand, FactType.WHOLE, false, path);
            }
            case "like", "notLike", "contains", "notContains" -> {
                if (field.type() != FactType.TEXT) {
                    throw new RefusedPolicyException(path, "'" + operator + "' is taken for texts");
                }
                String text = operand.asText();
                boolean pattern = operator.equals("like") || operator.equals("notLike");
                if (pattern && (text.indexOf('*') != text.lastIndexOf('*') || text.indexOf('?') >= 0)) {
                    throw new RefusedPolicyException(path, "a pattern is taken with one * and without ?");
                }
                yield one(operand, FactType.TEXT, field.region() && !pattern, path);
            }
            default -> {
                if (field.type().isList()) {
                    throw list(path);
                }
                yield one(operand, field.type(), field.region(), path);
            }
        };
    }

    private static RefusedPolicyException list(String path) {
        return new RefusedPolicyException(path, "a list is compared element by element, with [*], or by count");
    }

    /** One value. */
    static String one(JsonNode value, FactType type, boolean region, String path) {
        if (!value.isValueNode() || value.isNull()) {
            throw new RefusedPolicyException(path, "expected one value");
        }
        String text = value.asText();
        switch (type) {
            case FLAG -> {
                String flag = text.toLowerCase(Locale.ROOT);
                if (!flag.equals("true") && !flag.equals("false")) {
                    throw new RefusedPolicyException(path, "'" + text + "' is compared with what is true or false");
                }
                return flag;
            }
            case WHOLE -> {
                try {
                    return String.valueOf(Long.parseLong(text));
                } catch (NumberFormatException e) {
                    throw new RefusedPolicyException(path, "'" + text + "' is compared with a whole number");
                }
            }
            case TEXT -> {
                if (text.isEmpty()) {
                    throw new RefusedPolicyException(path, "a comparison with an empty text is not taken: use exists");
                }
                return YamlText.quoted(region ? text.replace(" ", "").toLowerCase(Locale.ROOT) : text);
            }
            default -> throw new RefusedPolicyException(path, "what is compared is no single value");
        }
    }

    /** The texts compared with, in lower case. */
    static List<String> texts(JsonNode operand) {
        List<String> texts = new ArrayList<>();
        if (operand.isArray()) {
            operand.forEach(element -> texts.add(element.asText().toLowerCase(Locale.ROOT)));
        } else {
            texts.add(operand.asText().toLowerCase(Locale.ROOT));
        }
        return texts;
    }

    /** Whether two known values are the same to Azure: texts without regard to case, and however scalars are written. */
    static boolean same(JsonNode a, JsonNode b) {
        return (a.isValueNode() && b.isValueNode()) ? a.asText().equalsIgnoreCase(b.asText()) : a.equals(b);
    }
}
