package io.dspt.monitor.core.posture;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;

/**
 * Whole days in London.
 *
 * @param first first day
 * @param last last day
 */
public record Period(LocalDate first, LocalDate last) {
    /** Where days begin and end. */
    public static final ZoneId LONDON = ZoneId.of("Europe/London");

    public Period {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("a period ends after it begins, not " + first + " to " + last);
        }
    }

    /** A calendar month. */
    public static Period of(YearMonth month) {
        return new Period(month.atDay(1), month.atEndOfMonth());
    }

    /** One day. */
    public static Period of(LocalDate day) {
        return new Period(day, day);
    }

    /** Its first instant. */
    public Instant from() {
        return first.atStartOfDay(LONDON).toInstant();
    }

    /** The first instant after it. */
    public Instant to() {
        return last.plusDays(1).atStartOfDay(LONDON).toInstant();
    }

    /** Whether an instant lies in it. */
    public boolean holds(Instant at) {
        return !at.isBefore(from()) && at.isBefore(to());
    }

    /** Its days in order. */
    public List<LocalDate> days() {
        return first.datesUntil(last.plusDays(1)).toList();
    }

    /** The day of an instant in London. */
    public static LocalDate dayOf(Instant at) {
        return at.atZone(LONDON).toLocalDate();
    }
}
