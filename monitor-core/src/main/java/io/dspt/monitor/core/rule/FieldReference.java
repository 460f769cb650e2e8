package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.Fact;
import io.dspt.monitor.core.fact.FactType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fact as a condition names it.
 *
 * @param fact the fact
 * @param each whether {@code [*]} follows, so that every element is meant
 * @param member the member of each element, for lists of structures
 * @param before whether the value before the event is meant
 */
public record FieldReference(
        Fact fact, boolean each, @Nullable String member, boolean before) {

    /** The prefix that asks for the value before the event. */
    public static final String BEFORE = "before.";

    /** The shape of one value that comparisons see. */
    public FactType comparedType() {
        if (!each) {
            return fact.type();
        }
        if (fact.type() == FactType.TEXTS) {
            return FactType.TEXT;
        }
        return member == null
                ? FactType.STRUCTURES
                : Objects.requireNonNull(fact.members().get(member));
    }

    /** As written in a rule. */
    public String written() {
        return (before ? BEFORE : "") + fact.name() + (each ? "[*]" : "") + (member == null ? "" : "." + member);
    }
}
