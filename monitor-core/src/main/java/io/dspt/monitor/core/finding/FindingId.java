package io.dspt.monitor.core.finding;

import io.dspt.monitor.core.codec.Sha256;

/**
 * The name of a finding, the same wherever it is computed: a hash of estate, rule, subject and episode.
 *
 * @param value 32 hex digits
 */
public record FindingId(String value) {

    /**
     * Names a finding.
     *
     * @param subject canonical subject, as {@link Finding#subject()} in lower case
     * @param episode 1 for the first; occurrences count on after their quiet time
     */
    public static FindingId of(String estate, String rule, String subject, long episode) {
        return new FindingId(Sha256.name(estate, rule, subject, Long.toString(episode)));
    }

    @Override
    public String toString() {
        return value;
    }
}
