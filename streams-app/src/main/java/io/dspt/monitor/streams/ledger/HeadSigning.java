package io.dspt.monitor.streams.ledger;

import java.security.KeyPair;
import java.time.Duration;

/**
 * How heads of the ledger are signed.
 *
 * @param keys Ed25519, both of them
 * @param every how often a new head is signed, when there is something new
 */
public record HeadSigning(KeyPair keys, Duration every) {
    /** How often heads are signed unless configured. */
    public static final Duration USUAL_PERIOD = Duration.ofHours(1);

    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    public HeadSigning {
        if (every.compareTo(SHORTEST_PERIOD) < 0) {
            throw new IllegalArgumentException("heads cannot be signed every " + every);
        }
    }
}
