package io.dspt.monitor.benchmarks.records;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * When a record happened, and what is left to chance in it.
 *
 * @param at event time
 * @param random of this record alone
 */
record Moment(Instant at, SplittableRandom random) {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The event time as Azure writes it: seven digits behind the point. */
    String written() {
        return WRITTEN.format(at);
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** An id of this record's own. */
    String id() {
        return String.format(
                Locale.ROOT, "7d1c9a52-%04x-4000-8000-%012x", random.nextInt(1 << 16), random.nextLong() >>> 16);
    }

    /** A made-up text of hexadecimal digits, as hashes and tokens are. */
    String digits(int length) {
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(String.format(Locale.ROOT, "%016X", random.nextLong()));
        }
        return text.substring(0, length);
    }
}
