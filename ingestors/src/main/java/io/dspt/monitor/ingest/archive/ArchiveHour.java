package io.dspt.monitor.ingest.archive;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hour for which Azure Monitor has begun a file: it stands in the file's path, as
 * {@code …/y=2026/m=03/d=01/h=09/m=00/PT1H.json}. Records got into a file by the time they were received, so that some in it
 * are older.
 *
 * @param begins first moment of the hour, UTC
 */
record ArchiveHour(Instant begins) {
    private static final Pattern PATH = Pattern.compile(
            "(?:.*/)?y=(\\d{4})/m=(\\d{2})/d=(\\d{2})/h=(\\d{2})/m=(\\d{2})/(?:[^/]+/)*[^/]+",
            Pattern.CASE_INSENSITIVE);
    private static final Duration LENGTH = Duration.ofHours(1);
    /** Azure Monitor may be late; so long after its end a file may still get more. */
    private static final Duration LATE = Duration.ofHours(2);

    /** The hour that stands in a path; empty when none does. */
    static Optional<ArchiveHour> of(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ArchiveHour(LocalDateTime.of(
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            Integer.parseInt(matcher.group(3)),
                            Integer.parseInt(matcher.group(4)),
                            Integer.parseInt(matcher.group(5)))
                    .toInstant(ZoneOffset.UTC)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    Instant ends() {
        return begins.plus(LENGTH);
    }

    /** Whether more may be written to its files. */
    boolean mayGrow(Instant now) {
        return now.isBefore(ends().plus(LATE));
    }
}
