package io.dspt.monitor.core.azure.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a policy asks, in the words of rules. Values are written as YAML already. */
sealed interface PolicyCondition {

    /** What does not depend on the resource. */
    record Constant(boolean value) implements PolicyCondition {}

    record AllOf(List<PolicyCondition> conditions) implements PolicyCondition {}

    record AnyOf(List<PolicyCondition> conditions) implements PolicyCondition {}

    record Not(PolicyCondition condition) implements PolicyCondition {}

    /**
     * A comparison.
     *
     * @param field as rules write it
     * @param operator as rules write it
     * @param operand YAML
     * @param values the texts compared with, to find the types of resources a condition is about
     */
    record Compare(String field, String operator, String operand, List<String> values) implements PolicyCondition {}

    /** A number of elements; where may be a constant true. */
    record Count(String field, PolicyCondition where, String operator, String operand) implements PolicyCondition {}

    /** The fact of a resource's type. */
    String TYPE = "resource.type";

    /** All of these; constants are folded. */
    static PolicyCondition allOf(List<PolicyCondition> conditions) {
        List<PolicyCondition> left = new ArrayList<>();
        for (PolicyCondition condition : conditions) {
            if (condition instanceof Constant constant) {
                if (!constant.value()) {
                    return constant;
                }
            } else if (condition instanceof AllOf nested) {
                left.addAll(nested.conditions());
            } else {
                left.add(condition);
            }
        }
        return left.isEmpty() ? new Constant(true) : left.size() == 1 ? left.get(0) : new AllOf(List.copyOf(left));
    }

    /** Any of these; constants are folded. */
    static PolicyCondition anyOf(List<PolicyCondition> conditions) {
        return not(allOf(conditions.stream().map(PolicyCondition::not).toList()), conditions);
    }

    private static PolicyCondition not(PolicyCondition folded, List<PolicyCondition> conditions) {
        if (folded instanceof Constant constant) {
            return new Constant(!constant.value());
        }
        List<PolicyCondition> left = conditions.stream()
                .filter(condition -> !(condition instanceof Constant))
                .toList();
        return left.size() == 1 ? left.get(0) : new AnyOf(left);
    }

    /** Not this. */
    static PolicyCondition not(PolicyCondition condition) {
        if (condition instanceof Constant constant) {
            return new Constant(!constant.value());
        }
        return condition instanceof Not not ? not.condition() : new Not(condition);
    }

    /**
     * The types of resources for which a condition can hold, in lower case; empty when it can hold for any, as far as
     * its comparisons of types tell.
     */
    static Optional<Set<String>> types(PolicyCondition condition) {
        if (condition instanceof Compare compare
                && compare.field().equals(TYPE)
                && (compare.operator().equals("equals") || compare.operator().equals("in"))) {
            return Optional.of(new TreeSet<>(compare.values()));
        }
        if (condition instanceof AllOf all) {
            Optional<Set<String>> types = Optional.empty();
            for (PolicyCondition part : all.conditions()) {
                Optional<Set<String>> of = types(part);
                if (of.isPresent()) {
                    types = Optional.of(
                            types.map(known -> both(known, of.get())).orElse(of.get()));
                }
            }
            return types;
        }
        if (condition instanceof AnyOf any) {
            Set<String> types = new TreeSet<>();
            for (PolicyCondition part : any.conditions()) {
                Optional<Set<String>> of = types(part);
                if (of.isEmpty()) {
                    return Optional.empty();
                }
                types.addAll(of.get());
            }
            return Optional.of(types);
        }
        return Optional.empty();
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The condition without the comparison of types at its top, which the rule asks for before. */
    static PolicyCondition withoutType(PolicyCondition condition) {
        if (condition instanceof AllOf all) {
            return allOf(all.conditions().stream()
                    .filter(part -> !isTypeEquality(part))
                    .toList());
        }
        return isTypeEquality(condition) ? new Constant(true) : condition;
    }

    private static boolean isTypeEquality(PolicyCondition condition) {
        return condition instanceof Compare compare
                && compare.field().equals(TYPE)
                && (compare.operator().equals("equals") || compare.operator().equals("in"));
    }
}
