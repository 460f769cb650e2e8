package io.dspt.monitor.core.azure;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code 4/26/2021, 7:18:24.156 PM} and {@code 04/26/2021 19:18:24}, in UTC, without a pattern: this is how tables
 * are exported, and such a table may hold a whole log.
 */
final class MonthFirstTime {
    private static final int SECONDS_OF_HOUR = 3_600;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final int MOST_FRACTION_DIGITS = 9;
    private static final int NONE = -1;

    private final String text;
    private int at;

    private MonthFirstTime(String text) {
        this.text = text;
    }

    /** The instant; {@code null} for every text that is written otherwise or names no time. */
    static @Nullable Instant read(String text) {
        MonthFirstTime reader = new MonthFirstTime(text);
        int month = reader.number(1, 2);
        if (month < 1 || month > 12 || !reader.passes('/')) {
            return null;
        }
        int day = reader.number(1, 2);
        int year = reader.passes('/') ? reader.number(4, 4) : NONE;
        if (year < 0 || day < 1 || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
            return null;
        }
        reader.passes(',');
        int second = reader.passes(' ') ? reader.clock() : NONE;
        int nanos = second < 0 ? NONE : reader.fraction();
        int shift = nanos < 0 ? NONE : reader.half(second / SECONDS_OF_HOUR);
        if (shift == NONE || reader.at != text.length()) {
            return null;
        }
        long midnight = LocalDate.of(year, month, day).toEpochDay() * SECONDS_OF_DAY;
        return Instant.ofEpochSecond(midnight + second + shift, nanos);
    }

    /** The second of the day as the clock shows it. */
    private int clock() {
        int hour = number(1, 2);
        int minute = passes(':') ? number(2, 2) : NONE;
        int second = passes(':') ? number(2, 2) : NONE;
        boolean shown = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return shown ? hour * SECONDS_OF_HOUR + minute * 60 + second : NONE;
    }

    /** The fraction in nanoseconds: 0 when there is none. */
    private int fraction() {
        if (!passes('.')) {
            return 0;
        }
        int from = at;
        int nanos = number(1, MOST_FRACTION_DIGITS);
        for (int digits = at - from; digits < MOST_FRACTION_DIGITS && nanos > 0; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** How many seconds the half of the day adds to a clock of twelve hours; 0 for one of twenty-four. */
    private int half(int hour) {
        if (!passes(' ')) {
            return 0;
        }
        boolean afternoon = text.regionMatches(true, at, "PM", 0, 2);
        if (hour < 1 || hour > 12 || (!afternoon && !text.regionMatches(true, at, "AM", 0, 2))) {
            return NONE;
        }
        at += 2;
        return (hour % 12 - hour + (afternoon ? 12 : 0)) * SECONDS_OF_HOUR;
    }

    private boolean passes(char expected) {
        boolean there = at < text.length() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    /** The number that stands here with so many digits, or {@link #NONE}. */
    private int number(int fewest, int most) {
        int from = at;
        int number = 0;
        while (at < text.length() && at - from < most) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
            at++;
        }
        return at - from < fewest ? NONE : number;
    }
}
