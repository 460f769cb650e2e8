package io.dspt.monitor.streams.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people on call read them: in UTC, as the records have it, and as the clock on the wall shows it. */
final class AlertTimes {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.UK).withZone(LONDON);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.UK).withZone(LONDON);

    private AlertTimes() {}

    /** Both, with the year. */
    static String full(Instant time) {
        return DAY_AND_TIME.format(time) + " UTC (" + TIME.format(time) + " in London)";
    }

    /** In London, without the year. */
    static String london(Instant time) {
        return SHORT.format(time) + " London";
    }
}
