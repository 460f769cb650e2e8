package io.dspt.monitor.core.standard;

import io.dspt.monitor.core.standard.Requirement.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How much of one requirement the rules in force speak to. A rule in force is no evidence that the requirement is met.
 *
 * @param requirement the requirement
 * @param state how much
 * @param stable its rules in force whose triggers have all been seen in records
 * @param incubating its rules in force of which some trigger is unverified
 * @param missing its rules that are not in force
 * @param counted whether it counts: an assertion that its items answer does not, they do
 */
public record RequirementCoverage(
        Requirement requirement,
        State state,
        List<String> stable,
        List<String> incubating,
        List<String> missing,
        boolean counted) {

    /** How much of a requirement rules speak to. */
    public enum State {
        /** All its rules are in force and verified, and show all that can be watched of it. */
        AUTOMATED,
        /** Rules speak to a part, some are unverified or not in force, or a person must add to it. */
        PARTIAL,
        /** Only people can say. */
        ORGANISATIONAL,
        /** Azure could show something of it, but no rule does. */
        GAP
    }

    /** How far a rule can be relied on. */
    public enum Maturity {
        STABLE,
        INCUBATING,
        NOT_IN_FORCE
    }

    /** The rules at hand. */
    @FunctionalInterface
    public interface RulesAtHand {
        /** How far the rule of this id can be relied on. */
        Maturity maturityOf(String rule);
    }

    public RequirementCoverage {
        stable = List.copyOf(stable);
        incubating = List.copyOf(incubating);
        missing = List.copyOf(missing);
    }

    /**
     * The coverage of a standard, requirement by requirement.
     *
     * @param category only what concerns this organisation category; {@code null} for all
     */
    public static List<RequirementCoverage> of(Standard standard, @Nullable String category, RulesAtHand rules) {
        List<RequirementCoverage> coverage = new ArrayList<>();
        for (Requirement requirement : standard.requirements()) {
            if (category == null || requirement.concerns(category)) {
                coverage.add(
                        requirement.machine() == Machine.BY_ITEMS
                                ? byItems(standard, requirement, category, rules)
                                : single(requirement, requirement.rules(), rules));
            }
        }
        return coverage;
    }

    private static RequirementCoverage byItems(
            Standard standard, Requirement assertion, @Nullable String category, RulesAtHand rules) {
        TreeSet<String> all = new TreeSet<>(assertion.rules());
        TreeSet<State> states = new TreeSet<>();
        for (Requirement item : standard.itemsOf(assertion)) {
            if (category == null || item.concerns(category)) {
                all.addAll(item.rules());
                states.add(single(item, item.rules(), rules).state());
            }
        }
        RequirementCoverage together = single(assertion, List.copyOf(all), rules);
        State state = states.size() == 1 && assertion.rules().isEmpty() ? states.first() : together.state();
        return new RequirementCoverage(
                assertion, state, together.stable(), together.incubating(), together.missing(), false);
    }

    private static RequirementCoverage single(Requirement requirement, List<String> ids, RulesAtHand rules) {
        List<String> stable = new ArrayList<>();
        List<String> incubating = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            switch (rules.maturityOf(id)) {
                case STABLE -> stable.add(id);
                case INCUBATING -> incubating.add(id);
                case NOT_IN_FORCE -> missing.add(id);
            }
        }
        State state;
        if (stable.isEmpty() && incubating.isEmpty()) {
            state = requirement.machine() == Machine.HUMAN ? State.ORGANISATIONAL : State.GAP;
        } else {
            boolean whole = requirement.machine() == Machine.AUTOMATED
                    && requirement.rulesComplete()
                    && incubating.isEmpty()
                    && missing.isEmpty();
            state = whole ? State.AUTOMATED : State.PARTIAL;
        }
        return new RequirementCoverage(requirement, state, stable, incubating, missing, true);
    }
}
