package io.dspt.monitor.benchmarks.drools;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.rule.Condition;
import io.dspt.monitor.core.rule.FactView;
import io.dspt.monitor.core.rule.FieldReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the constraints of a rule set refer to by number: facts, sets of texts, and comparisons that Drools has no words for. Equal
 * ones have one number, so that Drools can share their nodes.
 */
final class FactTable {
    private final Map<Place, Integer> numbers = new LinkedHashMap<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<Set<String>, Integer> setNumbers = new LinkedHashMap<>();
    private final List<Set<String>> sets = new ArrayList<>();
    private final Map<Condition, Integer> comparisonNumbers = new LinkedHashMap<>();
    private final List<LeafTest> comparisons = new ArrayList<>();

    /** A fact, and whether its value before the event is meant. */
    private record Place(Fact fact, boolean before) {}

    int number(FieldReference field) {
        Place place = new Place(field.fact(), field.before());
        return numbers.computeIfAbsent(place, added -> {
            places.add(added);
            return places.size() - 1;
        });
    }

    int number(Set<String> texts) {
        return setNumbers.computeIfAbsent(Set.copyOf(texts), added -> {
            sets.add(added);
            return sets.size() - 1;
        });
    }

    int number(Condition leaf) {
        return comparisonNumbers.computeIfAbsent(leaf, added -> {
            comparisons.add(LeafTest.of(added));
            return comparisons.size() - 1;
        });
    }

    int facts() {
        return places.size();
    }

    FactValue read(int number, FactView facts) {
        Place place = places.get(number);
        return (place.before() ? facts.before() : facts.after()).read(place.fact());
    }

    Set<String> set(int number) {
        return sets.get(number);
    }

    LeafTest comparison(int number) {
        return comparisons.get(number);
    }
}
