package io.dspt.monitor.core.azure.policy;

import static io.dspt.monitor.core.azure.policy.PolicyConditionReader.member;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy definition as a document: the resource as the portal, the CLI or the repository of built-in policies shows it,
 * or its rule alone.
 *
 * @param name id of the definition; {@code null} when the document has none
 * @param displayName what it is called
 * @param description what it is for
 * @param mode {@code All} or {@code Indexed}; {@code null} when not said
 * @param parameters their values: the ones given, else the defaults
 * @param rulePath where the rule stands
 * @param condition its {@code if}
 * @param then its {@code then}
 */
record PolicyDefinition(
        @Nullable String name,
        @Nullable String displayName,
        @Nullable String description,
        @Nullable String mode,
        SortedMap<String, JsonNode> parameters,
        String rulePath,
        JsonNode condition,
        JsonNode then) {

    /**
     * Finds the parts of a document.
     *
     * @param given values of parameters, which win over the defaults
     */
    static PolicyDefinition of(JsonNode document, @Nullable JsonNode given) {
        if (!document.isObject()) {
            throw new RefusedPolicyException("$", "a definition is an object");
        }
        @Nullable JsonNode properties = member(document, "properties");
        JsonNode body = properties == null ? document : properties;
        String prefix = properties == null ? "" : "properties.";
        @Nullable JsonNode nested = member(body, "policyRule");
        JsonNode rule = nested == null ? body : nested;
        String rulePath = nested == null ? "" : prefix + "policyRule.";
        @Nullable JsonNode condition = member(rule, "if");
        @Nullable JsonNode then = member(rule, "then");
        if (condition == null || then == null) {
            throw new RefusedPolicyException(
                    rulePath.isEmpty() ? "$" : rulePath,
                    "a policy has if and then; neither a set of policies nor an" + " assignment is taken");
        }
        SortedMap<String, JsonNode> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, JsonNode> parameter :
                objectOf(member(body, "parameters")).entrySet()) {
            @Nullable JsonNode value = member(parameter.getValue(), "defaultValue");
            if (value != null) {
                parameters.put(parameter.getKey(), value);
            }
        }
        for (Map.Entry<String, JsonNode> parameter : objectOf(given).entrySet()) {
            @Nullable
            JsonNode value =
                    parameter.getValue().isObject() ? member(parameter.getValue(), "value") : parameter.getValue();
            parameters.put(parameter.getKey(), value == null ? parameter.getValue() : value);
        }
        return new PolicyDefinition(
                text(document, "name"),
                text(body, "displayName"),
                text(body, "description"),
                text(body, "mode"),
                parameters,
                rulePath,
                condition,
                then);
    }

    private static Map<String, JsonNode> objectOf(@Nullable JsonNode node) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (node != null && node.isObject()) {
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        }
        return members;
    }

    private static @Nullable String text(JsonNode node, String name) {
        @Nullable JsonNode member = member(node, name);
        return member == null || !member.isTextual() || member.textValue().isBlank()
                ? null
                : member.textValue().strip();
    }
}
