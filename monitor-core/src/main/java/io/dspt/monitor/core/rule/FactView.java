package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.fact.FactSource;

/**
 * What a rule sees of an event: the facts as they are after it and as they were before it.
 *
 * @param after facts after the event
 * @param before facts before the event
 */
public record FactView(FactSource after, FactSource before) {

    /** A view without a past of its own. */
    public static FactView of(FactSource facts) {
        return new FactView(facts, facts);
    }
}
