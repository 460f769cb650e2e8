package io.dspt.monitor.ingest.eventhubs;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a partition of a hub was read.
 *
 * @param offset of the last event whose records are in the log, as the hub writes it
 * @param sequence its sequence number
 * @param hubCreatedAt when the hub was made: offsets and sequence numbers begin anew in another hub of the same name
 */
record HubPosition(String offset, long sequence, Instant hubCreatedAt) {
    private static final Pattern WRITTEN = Pattern.compile("sequence=(-?\\d+) hub=(-?\\d+) offset=(\\S+)");

    /** As it stands on the positions topic. */
    String written() {
        return "sequence=" + sequence + " hub=" + hubCreatedAt.toEpochMilli() + " offset=" + offset;
    }

    /**
     * Reads what {@link #written} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static HubPosition parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no position of a hub: '" + written + "'");
        }
        return new HubPosition(
                matcher.group(3),
                Long.parseLong(matcher.group(1)),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(2))));
    }
}
