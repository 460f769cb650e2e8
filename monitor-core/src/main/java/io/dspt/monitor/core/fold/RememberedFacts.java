package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactSource;
import io.dspt.monitor.core.fact.FactValue;
import org.jspecify.annotations.Nullable;

/** Facts that are read once, however many rules ask for them. */
final class RememberedFacts implements FactSource {
    /** A power of two, larger than the number of facts that rules on one event ask for as a rule. */
    private static final int PLACES = 64;
    /** How many places a fact may be found in. */
    private static final int TRIES = 4;

    private final FactSource facts;
    private final @Nullable Fact[] asked = new Fact[PLACES];
    private final @Nullable FactValue[] answers = new FactValue[PLACES];

    RememberedFacts(FactSource facts) {
        this.facts = facts;
    }

    @Override
    public FactValue read(Fact fact) {
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
        return facts.inRegister(register, column, value);
    }
}
