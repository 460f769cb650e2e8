package io.dspt.monitor.core.event;

import io.dspt.monitor.core.fact.FactValue;
import java.util.Locale;

/**
 * How an operation ended. {@code Accept} alone is no success; Azure spells success both {@code Success} and
 * {@code Succeeded}.
 */
public enum Outcome {
    START,
    ACCEPTED,
    SUCCESS,
    FAILURE,
    UNKNOWN;

    private final FactValue fact = FactValue.text(name().toLowerCase(Locale.ROOT));

    /** The name rules compare {@code event.outcome} with. */
    public FactValue fact() {
        return fact;
    }
}
