package io.dspt.monitor.core.fold;

import java.util.Objects;

/**
 * Where an element came from, as evidence names it.
 *
 * @param source the path as given plus what lies below it, or the hub; never a Kafka offset
 * @param position the line and {@code #index} in a file, or partition and sequence number in a hub
 * @param sha256 lower-case hex of the unmasked bytes of the element
 */
public record Origin(String source, String position, String sha256) {
    public Origin {
        Objects.requireNonNull(source);
        Objects.requireNonNull(position);
        if (sha256.length() != 64) {
            throw new IllegalArgumentException("a SHA-256 has 64 hex digits, not " + sha256.length());
        }
    }
}
