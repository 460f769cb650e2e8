package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.rule.Verdict;

/** Sees every verdict as it is given, for proofs of rules; what it does with it changes no result. */
@FunctionalInterface
public interface VerdictObserver {

    /** Looks the other way. */
    VerdictObserver NONE = (rule, verdict) -> {};

    /** A rule has given a verdict. */
    void judged(String rule, Verdict verdict);
}
