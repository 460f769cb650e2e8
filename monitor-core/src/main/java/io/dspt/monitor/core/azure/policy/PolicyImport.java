package io.dspt.monitor.core.azure.policy;

import static io.dspt.monitor.core.azure.policy.PolicyConditionReader.member;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dspt.monitor.core.azure.policy.PolicyCondition.Constant;
import io.dspt.monitor.core.inventory.ResourcePropertyTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a policy definition into a rule with Azure's two-valued result: where its {@code if} holds, or a related resource
 * does not fulfil its {@code existenceCondition}, the resource is not compliant. Whatever cannot be taken is named by its
 * place in the document, all of it at once.
 */
public final class PolicyImport {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int LONGEST = 1_000_000;

    /** Rows of the inventory that are states and not resources. */
    private static final List<String> NO_RESOURCES = List.of(
            "microsoft.policyinsights/policystates",
            "microsoft.security/assessments",
            "microsoft.security/assessments/subassessments");

    private final PolicyAliases aliases;

    public PolicyImport(ResourcePropertyTable table) {
        this.aliases = new PolicyAliases(table);
    }

    /** What came of a definition. */
    public sealed interface Result {
        /**
         * It became a rule.
         *
         * @param title what the policy is called
         * @param types types of resources it judges, lower case; empty for all
         * @param differences where the verdict can differ from Azure's, in words
         */
        record Taken(PolicyRule rule, String title, Set<String> types, List<String> differences) implements Result {}

        /** It cannot be taken. */
        record Refused(List<PolicyRefusal> refusals) implements Result {}
    }

    /**
     * Reads a definition.
     *
     * @param definition JSON
     * @param parameters JSON of parameter values, as assignments have them; {@code null} for the defaults alone
     */
    public Result read(byte[] definition, byte @Nullable [] parameters) {
        List<PolicyRefusal> refusals = new ArrayList<>();
        try {
            JsonNode given = parameters == null ? null : json(parameters, "parameters");
            PolicyDefinition policy = PolicyDefinition.of(json(definition, "$"), given);
            Result result = read(policy, refusals);
            return refusals.isEmpty() ? result : new Result.Refused(List.copyOf(refusals));
        } catch (RefusedPolicyException e) {
            refusals.add(e.refusal());
            return new Result.Refused(List.copyOf(refusals));
        }
    }

    private static JsonNode json(byte[] text, String path) {
        if (text.length > LONGEST) {
            throw new RefusedPolicyException(path, "longer than " + LONGEST + " bytes");
        }
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new RefusedPolicyException(path, "no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RefusedPolicyException(path, "no JSON");
        }
    }

    private Result read(PolicyDefinition policy, List<PolicyRefusal> refusals) {
        String ifPath = policy.rulePath() + "if";
        // The types come first, for some fields stand elsewhere on each.
        PolicyCondition draft = new PolicyConditionReader(
                        new PolicyFields(aliases, Set.of()), policy.parameters(), new ArrayList<>())
                .read(policy.condition(), ifPath);
        Set<String> types = PolicyCondition.types(draft).orElse(Set.of());
        PolicyCondition condition = new PolicyConditionReader(
                        new PolicyFields(aliases, types), policy.parameters(), refusals)
                .read(policy.condition(), ifPath);
        String effect = effect(policy);
        if (!refusals.isEmpty() && !effect.toLowerCase(Locale.ROOT).endsWith("ifnotexists")) {
            return new Result.Refused(List.copyOf(refusals));
        }
        return switch (effect.toLowerCase(Locale.ROOT)) {
            case "audit", "deny" -> obligation(policy, condition, ifPath);
            case "auditifnotexists", "deployifnotexists" -> existence(policy, condition, refusals);
            case "disabled" ->
                throw new RefusedPolicyException(
                        effectPath(policy),
                        "the effect is disabled: the policy judges nothing. Give its parameter another value with"
                                + " --parameters");
            case "modify", "append" ->
                throw new RefusedPolicyException(
                        effectPath(policy),
                        "the effect " + effect
                                + " changes requests and judges nothing: take a policy that audits instead");
            default -> throw new RefusedPolicyException(effectPath(policy), "the effect '" + effect + "' is not taken");
        };
    }

    private static String effectPath(PolicyDefinition policy) {
        return policy.rulePath() + "then.effect";
    }

    private static String effect(PolicyDefinition policy) {
        @Nullable JsonNode effect = member(policy.then(), "effect");
        if (effect == null) {
            throw new RefusedPolicyException(effectPath(policy), "is missing");
        }
        return TemplateExpression.value(effect, effectPath(policy), policy.parameters())
                .asText();
    }

    private static Result obligation(PolicyDefinition policy, PolicyCondition condition, String ifPath) {
        Optional<Set<String>> types = PolicyCondition.types(condition);
        PolicyCondition appliesTo =
                types.<PolicyCondition>map(PolicyImport::isOneOf).orElseGet(() -> resources(policy.mode()));
        boolean one = types.isPresent() && types.get().size() == 1;
        PolicyCondition rest = one ? PolicyCondition.withoutType(condition) : condition;
        PolicyCondition require = PolicyCondition.not(rest);
        if (require instanceof Constant) {
            throw new RefusedPolicyException(
                    ifPath, "asks nothing of a resource but its type: what it would judge is that there is one");
        }
        List<String> differences = new ArrayList<>();
        if (types.isEmpty()) {
            differences.add("The policy names no type of resource: it is judged for all whose "
                    + ("Indexed".equalsIgnoreCase(policy.mode()) ? "region is known." : "events arrive."));
        }
        return taken(policy, appliesTo, require, types.orElse(Set.of()), differences);
    }

    /** A policy of mode Indexed is for types with a region and tags, and one of mode All for all resources. */
    private static PolicyCondition resources(@Nullable String mode) {
        PolicyCondition none = new PolicyCondition.Compare(
                PolicyCondition.TYPE, "notIn", "[" + String.join(", ", NO_RESOURCES) + "]", List.of());
        if (!"Indexed".equalsIgnoreCase(mode)) {
            return none;
        }
        PolicyCondition group = new PolicyCondition.Compare(
                PolicyCondition.TYPE, "notEquals", "microsoft.resources/subscriptions/resourcegroups", List.of());
        return new PolicyCondition.AllOf(
                List.of(none, group, new PolicyCondition.Compare("resource.region", "exists", "true", List.of())));
    }

    private static PolicyCondition isOneOf(Set<String> types) {
        List<String> sorted = List.copyOf(types);
        return sorted.size() == 1
                ? new PolicyCondition.Compare(PolicyCondition.TYPE, "equals", YamlText.quoted(sorted.get(0)), sorted)
                : new PolicyCondition.Compare(
                        PolicyCondition.TYPE,
                        "in",
                        "["
                                + String.join(
                                        ", ",
                                        sorted.stream().map(YamlText::quoted).toList()) + "]",
                        sorted);
    }

    private Result existence(PolicyDefinition policy, PolicyCondition condition, List<PolicyRefusal> refusals) {
        String path = policy.rulePath() + "then.details";
        @Nullable JsonNode details = member(policy.then(), "details");
        @Nullable JsonNode type = details == null ? null : member(details, "type");
        @Nullable JsonNode exists = details == null ? null : member(details, "existenceCondition");
        if (details == null || type == null) {
            throw new RefusedPolicyException(path + ".type", "is missing");
        }
        if (exists == null) {
            throw new RefusedPolicyException(
                    path,
                    "has no existenceCondition: no event tells that a resource is not there, so existence alone"
                            + " cannot be judged");
        }
        String related = TemplateExpression.value(type, path + ".type", policy.parameters())
                .asText()
                .toLowerCase(Locale.ROOT);
        PolicyCondition require = new PolicyConditionReader(
                        new PolicyFields(aliases, Set.of(related)), policy.parameters(), refusals)
                .read(exists, path + ".existenceCondition");
        if (!refusals.isEmpty()) {
            return new Result.Refused(List.copyOf(refusals));
        }
        Optional<Set<String>> parents = PolicyCondition.types(condition);
        if (!(PolicyCondition.withoutType(condition) instanceof Constant) || parents.isEmpty()) {
            throw new RefusedPolicyException(
                    policy.rulePath() + "if",
                    "with an existenceCondition only a comparison of the type is taken: the events of " + related
                            + " do not carry what else is asked of the resource itself");
        }
        if (require instanceof Constant) {
            return new Result.Refused(List.copyOf(refusals));
        }
        List<String> differences = new ArrayList<>();
        differences.add("Judged is each " + related + " when it is written. That there is none, no event tells:"
                + " Azure calls such a resource non-compliant, here nothing is said of it.");
        if (member(details, "name") == null) {
            differences.add("To Azure one that fulfils the condition is enough; here each that does not is a finding.");
        }
        return taken(policy, related(related, parents.get(), path), require, Set.of(related), differences);
    }

    /** The related resources of these parents: a child's type names its parent, an extension's scope does. */
    private static PolicyCondition related(String related, Set<String> parents, String path) {
        PolicyCondition type = isOneOf(new TreeSet<>(Set.of(related)));
        boolean same = parents.stream().allMatch(related::equals);
        boolean child = parents.stream().allMatch(parent -> related.startsWith(parent + "/"));
        if (same || child) {
            return type;
        }
        if (parents.stream().anyMatch(parent -> parent.startsWith("microsoft.resources/subscriptions"))) {
            throw new RefusedPolicyException(
                    path + ".type", "related resources of subscriptions and groups are not taken");
        }
        String namespace = related.substring(0, Math.max(related.indexOf('/'), 0));
        if (namespace.isEmpty() || parents.stream().anyMatch(parent -> parent.startsWith(namespace + "/"))) {
            throw new RefusedPolicyException(
                    path + ".type", "'" + related + "' is neither a child nor an extension of the resource");
        }
        List<PolicyCondition> scopes = parents.stream()
                .<PolicyCondition>map(parent -> new PolicyCondition.Compare(
                        "resource.scope", "contains", YamlText.quoted("/providers/" + parent + "/"), List.of()))
                .toList();
        return new PolicyCondition.AllOf(
                List.of(type, scopes.size() == 1 ? scopes.get(0) : new PolicyCondition.AnyOf(scopes)));
    }

    private static Result taken(
            PolicyDefinition policy,
            PolicyCondition appliesTo,
            PolicyCondition require,
            Set<String> types,
            List<String> differences) {
        String title = policy.displayName() == null ? "Imported policy" : policy.displayName();
        return new Result.Taken(
                new PolicyRule(appliesTo, require, policy.name(), title, policy.description(), differences),
                title,
                types,
                List.copyOf(differences));
    }
}
