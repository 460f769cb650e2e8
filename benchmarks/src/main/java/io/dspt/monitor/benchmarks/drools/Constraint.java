package io.dspt.monitor.benchmarks.drools;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.drools.model.Index.ConstraintType;
import org.drools.model.PatternDSL;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.functions.Function1;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;

/**
 * A constraint on events, and the words for it: Drools takes constraints of the same words for one, and asks them once.
 */
final class Constraint {
    private final String words;
    private final Predicate1<EventFact> test;
    /** Puts it into a pattern. */
    private final UnaryOperator<PatternDef<EventFact>> adding;

    private Constraint(
            String words, Predicate1<EventFact> test, @Nullable UnaryOperator<PatternDef<EventFact>> hashed) {
        this.words = words;
        this.test = test;
        this.adding = hashed == null ? pattern -> pattern.expr(words, new Worded(words, test)) : hashed;
    }

    static Constraint of(String words, Predicate1<EventFact> test) {
        return new Constraint(words, test, null);
    }

    /**
     * A value that has to be the same; Drools may hash it.
     *
     * @param number of what is read
     * @param read the words for what is read
     */
    static <V> Constraint equal(
            int number, String read, Class<V> type, Function1<EventFact, @Nullable V> reading, V value) {
        String words = read + " == " + value;
        Predicate1<EventFact> test = event -> value.equals(reading.apply(event));
        return new Constraint(
                words,
                test,
                pattern -> pattern.expr(
                        words,
                        new Worded(words, test),
                        PatternDSL.alphaIndexedBy(type, ConstraintType.EQUAL, number, reading, value)));
    }

    static Constraint not(Constraint one) {
        Predicate1<EventFact> test = one.test;
        return of("!(" + one.words + ")", event -> !test.test(event));
    }

    static Constraint all(List<Constraint> parts) {
        return joined(parts, true);
    }

    static Constraint any(List<Constraint> parts) {
        return joined(parts, false);
    }

    private static Constraint joined(List<Constraint> parts, boolean all) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<Predicate1<EventFact>> tests =
                parts.stream().map(part -> part.test).toList();
        String words =
                parts.stream().map(part -> part.words).collect(Collectors.joining(all ? " && " : " || ", "(", ")"));
        return of(parts.isEmpty() ? Boolean.toString(all) : words, event -> {
            for (Predicate1<EventFact> test : tests) {
                if (test.test(event) != all) {
                    return !all;
                }
            }
            return all;
        });
    }

    PatternDef<EventFact> addTo(PatternDef<EventFact> pattern) {
        return adding.apply(pattern);
    }

    /** A test that is equal to others of the same words. */
    private static final class Worded implements Predicate1<EventFact>, HashedExpression {
        private static final long serialVersionUID = 1;

        private final String words;
        private final Predicate1<EventFact> test;

        Worded(String words, Predicate1<EventFact> test) {
            this.words = words;
            this.test = test;
        }

        @Override
        public boolean test(EventFact event) throws Exception {
            return test.test(event);
        }

        @Override
        public String getExpressionHash() {
            return words;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Worded worded && worded.words.equals(words);
        }

        @Override
        public int hashCode() {
            return words.hashCode();
        }
    }
}
