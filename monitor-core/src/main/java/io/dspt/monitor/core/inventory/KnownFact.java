package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.FactValue;
import java.time.Instant;

/**
 * The last known value of one property.
 *
 * @param value present, or absent when it is proven that there is none
 * @param since event time of the record that said so
 */
public record KnownFact(FactValue value, Instant since) {
    public KnownFact {
        if (value == FactValue.Missing.UNKNOWN) {
            throw new IllegalArgumentException("what is unknown is not known");
        }
    }
}
