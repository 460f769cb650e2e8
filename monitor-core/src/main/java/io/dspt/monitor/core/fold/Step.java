package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.inventory.ReferenceData;
import io.dspt.monitor.core.rule.RuleBook;
import io.dspt.monitor.core.rule.Verdict;
import java.time.Instant;

/**
 * Everything one step works with.
 *
 * @param estateName the estate
 * @param estate what is known of it as a whole
 * @param state rows and outputs
 * @param inventory resources and principals
 * @param reference tables the engine decides by
 * @param book rules in force
 * @param observer sees verdicts
 * @param limits how much of larger work it takes on
 */
record Step(
        String estateName,
        EstateRow estate,
        StepState state,
        InventoryRows inventory,
        ReferenceData reference,
        RuleBook book,
        VerdictObserver observer,
        FoldLimits limits) {

    byte[] key(StateKeys.Kind kind, String... parts) {
        return StateKeys.key(estateName, kind, parts);
    }

    /** The same step under other rules. */
    Step with(RuleBook other) {
        return new Step(estateName, estate, state, inventory, reference, other, observer, limits);
    }

    /** A rule has given a verdict. */
    void judged(String rule, Verdict verdict) {
        estate.days.verdict(rule, verdict);
        observer.judged(rule, verdict);
    }

    /** The arrival clock, or the beginning of time while nothing has moved it. */
    Instant clock() {
        return estate.clock == null ? Instant.EPOCH : estate.clock;
    }
}
