package io.dspt.monitor.core.finding;

import java.util.Locale;

/** What somebody's decision that a finding is at an end comes to. */
public enum Disposition {
    /** The rule is wrong about this subject. */
    FALSE_POSITIVE,
    /** The rule is right, but this is not its business. */
    OUT_OF_SCOPE,
    /** It is so, and somebody answers for it. */
    ACCEPTED,
    /** It was put right in a way that no record tells of. */
    FIXED_OUTSIDE;

    /** As written and printed: lower case with hyphens. */
    public String printed() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
