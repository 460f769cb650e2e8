package io.dspt.monitor.core.fact;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Days and times as facts carry them: {@code 2026-03-02}, or a moment with its offset. Days are those of Europe/London,
 * where the people live whom rules are about, so that a day has 23 or 25 hours when the clocks change.
 */
public final class DateFacts {
    /** Where days begin and end. */
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final int LONGEST = 40;

    private DateFacts() {}

    /** The day written, if it is one. */
    public static Optional<LocalDate> day(String written) {
        if (written.length() != 10) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(written));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The moment written, if it is one with its offset. */
    public static Optional<Instant> moment(String written) {
        if (written.length() < 16 || written.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(written).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The moment written, or the first of the day written. */
    public static Optional<Instant> beginning(String written) {
        return day(written).map(day -> day.atStartOfDay(ZONE).toInstant()).or(() -> moment(written));
    }

    /** The moment written, or the first after the day written. */
    public static Optional<Instant> end(String written) {
        return day(written)
                .map(day -> day.plusDays(1).atStartOfDay(ZONE).toInstant())
                .or(() -> moment(written));
    }

    /** The day written, or the one on which the moment written falls. */
    public static Optional<LocalDate> dayOf(String written) {
        return day(written).or(() -> moment(written).map(DateFacts::dayAt));
    }

    /** The day at a moment. */
    public static LocalDate dayAt(Instant moment) {
        return moment.atZone(ZONE).toLocalDate();
    }
}
