package io.dspt.monitor.core.fold;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Goes through findings in the order of their rules and subjects, by a bounded count in one step. */
final class FindingSweep {
    private static final char DIVIDER = '\u0000';

    private FindingSweep() {}

    /** What is done with the findings of one rule and one subject. */
    @FunctionalInterface
    interface Visitor {
        void visit(String rule, String canonicalSubject);
    }

    /** The place of a rule's first finding. */
    static String ofRule(String rule) {
        return rule + DIVIDER;
    }

    /** The place of a family's first finding. */
    static String ofFamily(String family) {
        return family + "-";
    }

    /**
     * Visits findings.
     *
     * @param prefixes what their places begin with, in order; one empty text for all
     * @param from place to go on with, empty for the first
     * @return the place to go on with when the step has no room for more, empty at the end
     */
    static Optional<String> visit(Step step, List<String> prefixes, String from, Visitor visitor) {
        byte[] all = step.key(StateKeys.Kind.FINDING, "");
        int looked = 0;
        for (String prefix : prefixes) {
            boolean goesOnHere = from.startsWith(prefix);
            if (!goesOnHere && prefix.compareTo(from) < 0) {
                continue;
            }
            byte[] first = step.key(StateKeys.Kind.FINDING, goesOnHere ? from : prefix);
            byte[] end = StateKeys.after(step.key(StateKeys.Kind.FINDING, prefix));
            String place = "";
            for (byte[] key :
                    step.state().scan(first, end, step.limits().rowsPerStep()).keySet()) {
                place = new String(key, all.length, key.length - all.length, StandardCharsets.UTF_8);
                if (looked == step.limits().rowsPerStep() || !WorkQueue.hasRoom(step)) {
                    return Optional.of(place);
                }
                int divider = place.indexOf(DIVIDER);
                visitor.visit(place.substring(0, divider), place.substring(divider + 1));
                looked++;
            }
            if (looked == step.limits().rowsPerStep()) {
                return Optional.of(place.isEmpty() ? prefix : place + DIVIDER);
            }
        }
        return Optional.empty();
    }
}
