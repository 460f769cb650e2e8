package io.dspt.monitor.core.fact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts that are read once, however many rules ask for them. */
public final class RememberedFacts implements FactSource {
    /** A power of two, larger than the number of facts that rules on one event ask for as a rule. */
    private static final int PLACES = 32;
    /** How many places a fact may be found in. */
    private static final int TRIES = 4;

    private static final @Nullable Fact[] NO_FACTS = {};
    private static final @Nullable FactValue[] NO_ANSWERS = {};

    private final FactSource facts;
    /** Both are made when the first fact is asked for: of how things were before an event hardly any is. */
    private @Nullable Fact[] asked = NO_FACTS;

    private @Nullable FactValue[] answers = NO_ANSWERS;
    private final List<Lookup> lookups = new ArrayList<>(0);

    /** Remembers what these facts answer; they must not change while it does. */
    public RememberedFacts(FactSource facts) {
        this.facts = facts;
    }

    @Override
    public FactValue read(Fact fact) {
        if (asked.length == 0) {
            asked = new Fact[PLACES];
            answers = new FactValue[PLACES];
        }
        int hash = fact.hashCode();
        int place = (hash ^ hash >>> 7 ^ hash >>> 15) & (PLACES - 1);
        for (int i = 0; i < TRIES; i++) {
            int at = (place + i) & (PLACES - 1);
            Fact known = asked[at];
            FactValue answer = answers[at];
            if (known == null || answer == null) {
                FactValue value = facts.read(fact);
                asked[at] = fact;
                answers[at] = value;
                return value;
            }
            if (known.equals(fact)) {
                return answer;
            }
        }
        // A crowded place: read anew, which gives the same.
        return facts.read(fact);
    }

    @Override
    public FactValue inRegister(String register, String column, FactValue value) {
        for (Lookup lookup : lookups) {
            if (lookup.value == value && lookup.register.equals(register) && lookup.column.equals(column)) {
                return lookup.answer;
            }
        }
        FactValue answer = facts.inRegister(register, column, value);
        lookups.add(new Lookup(register, column, value, answer));
        return answer;
    }

    private record Lookup(String register, String column, FactValue value, FactValue answer) {}
}
