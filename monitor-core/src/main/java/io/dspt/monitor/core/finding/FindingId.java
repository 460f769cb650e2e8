package io.dspt.monitor.core.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
        String joined = String.join("\u001f", estate, rule, subject, Long.toString(episode));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8));
            return new FindingId(HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
