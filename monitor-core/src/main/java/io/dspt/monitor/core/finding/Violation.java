package io.dspt.monitor.core.finding;

import io.dspt.monitor.core.fact.FactValue;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One observation that a rule is broken.
 *
 * @param at event time
 * @param message the rule's sentence with the facts filled in
 * @param severity the rule's severity, raised where the rule says so
 * @param actor who did it, where known
 * @param before facts that decided and are different now, as they were
 * @param after the same facts as they are
 * @param facts all facts the rule looked at that are known
 * @param evidence the record that shows it; {@code null} when the inventory alone shows it
 */
public record Violation(
        Instant at,
        String message,
        Severity severity,
        @Nullable String actor,
        SortedMap<String, FactValue> before,
        SortedMap<String, FactValue> after,
        SortedMap<String, FactValue> facts,
        @Nullable Evidence evidence) {
    public Violation {
        before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
        after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** The same observation, still so at a later time. */
    public Violation seenAt(Instant later) {
        return new Violation(later, message, severity, actor, before, after, facts, evidence);
    }

    /**
     * The same observation in the words of an earlier one that showed the same: what has been told of who did it, and of
     * what it was like before, still holds. This observation when the facts have changed.
     */
    public Violation stillAsIn(Violation earlier) {
        return facts.equals(earlier.facts)
                ? new Violation(at, message, severity, earlier.actor, earlier.before, earlier.after, facts, evidence)
                : this;
    }

    /** The same observation with another severity. */
    public Violation rated(Severity other) {
        return new Violation(at, message, other, actor, before, after, facts, evidence);
    }

    /** The same observation shown by another record. */
    public Violation shownBy(@Nullable Evidence other) {
        return new Violation(at, message, severity, actor, before, after, facts, other);
    }
}
