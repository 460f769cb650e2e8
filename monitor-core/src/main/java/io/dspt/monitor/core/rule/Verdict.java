package io.dspt.monitor.core.rule;

import java.util.Locale;

/** What a rule says of one subject at one moment. */
public enum Verdict {
    VIOLATED,
    COMPLIANT,
    NOT_APPLICABLE,
    /** It cannot be told; counted and visible, never taken for compliant. */
    UNEVALUABLE;

    /** As written in rule cases: lower case. */
    public String printed() {
        return name().toLowerCase(Locale.ROOT);
    }
}
