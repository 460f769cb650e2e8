package io.dspt.monitor.core.azure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times Azure and the tools around it write: up to nine fraction digits, with {@code Z}, an offset or no zone
 * (which is UTC), a blank for the {@code T}, slashes with the month first and a 12-hour clock, epoch numbers.
 */
final class AzureTime {
    private static final String CLOCK = "(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.,](\\d{1,9})\\d*)?)?";
    private static final String ZONE = "\\s*(Z|UTC|GMT|[+-]\\d{1,2}(?::?\\d{2})?)?";
    private static final Pattern YEAR_FIRST = Pattern.compile(
            "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:(?:T|,|\\s)\\s*" + CLOCK + "\\s*()" + ZONE + ")?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MONTH_FIRST = Pattern.compile(
            "(\\d{1,2})/(\\d{1,2})/(\\d{4})(?:(?:T|,|\\s)\\s*" + CLOCK + "\\s*([AP]M)?" + ZONE + ")?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EPOCH = Pattern.compile("\\d{9,10}|\\d{12,13}");
    private static final Pattern BLANKS_AT_COLON = Pattern.compile("\\s*:\\s*");

    /** Where the seconds of the usual form end. */
    private static final int SECONDS_END = 19;

    private static final int NO_NUMBER = -1;

    /** No time is longer, blanks around it included. */
    private static final int LONGEST = 64;

    /** Zero dates, such as the first day of year 1, of 1601 and of 1970, stand for a time that was not set. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private AzureTime() {}

    /** The instant a text names; empty when it names none, or one that only stands for none. */
    static Optional<Instant> parse(String written) {
        Instant usual = usual(written);
        if (usual == null) {
            usual = MonthFirstTime.read(written);
        }
        if (usual != null) {
            return usual.isBefore(EARLIEST) ? Optional.empty() : Optional.of(usual);
        }
        return written.length() > LONGEST
                ? Optional.empty()
                : parseAny(written).filter(instant -> !instant.isBefore(EARLIEST));
    }

    /**
     * The instant of {@code 2026-03-02T09:00:00.1234567Z}, with {@code +00:00} or nothing for {@code Z}, as nearly every
     * record has it, without a pattern; {@code null} for all other texts, which the patterns see.
     */
    private static @Nullable Instant usual(String text) {
        int end = text.length() - (text.endsWith("Z") ? 1 : text.endsWith("+00:00") ? 6 : 0);
        if (end < SECONDS_END || end > SECONDS_END + 10 || text.charAt(10) != 'T') {
            return null;
        }
        boolean divided =
                text.charAt(4) == '-' && text.charAt(7) == '-' && text.charAt(13) == ':' && text.charAt(16) == ':';
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        int nanos = end == SECONDS_END ? 0 : nanos(text, end);
        boolean date = year >= 0 && month >= 1 && month <= 12 && day >= 1;
        boolean clock = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        if (!divided || !date || !clock || nanos < 0) {
            return null;
        }
        LocalDate first = LocalDate.of(year, month, 1);
        return day > first.lengthOfMonth()
                ? null
                : Instant.ofEpochSecond(
                        (first.toEpochDay() + day - 1) * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
    }

    private static int nanos(String text, int end) {
        int nanos = text.charAt(SECONDS_END) == '.' ? digits(text, SECONDS_END + 1, end) : NO_NUMBER;
        for (int digits = end - SECONDS_END - 1; digits < 9 && nanos > 0; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    /** The number that these characters are, or {@link #NO_NUMBER}; at most nine of them. */
    private static int digits(String text, int from, int to) {
        int number = from == to ? NO_NUMBER : 0;
        for (int i = from; i < to && number >= 0; i++) {
            int digit = text.charAt(i) - '0';
            number = digit < 0 || digit > 9 ? NO_NUMBER : number * 10 + digit;
        }
        return number;
    }

    private static Optional<Instant> parseAny(String written) {
        String text = BLANKS_AT_COLON.matcher(written.strip()).replaceAll(":");
        try {
            Matcher yearFirst = YEAR_FIRST.matcher(text);
            if (yearFirst.matches()) {
                return Optional.of(instant(yearFirst, yearFirst.group(1), yearFirst.group(2), yearFirst.group(3)));
            }
            Matcher monthFirst = MONTH_FIRST.matcher(text);
            if (monthFirst.matches()) {
                return Optional.of(instant(monthFirst, monthFirst.group(3), monthFirst.group(1), monthFirst.group(2)));
            }
            return EPOCH.matcher(text).matches() ? ofEpoch(Long.parseLong(text)) : Optional.empty();
        } catch (DateTimeException e) {
            // The digits are in place but name no time, such as second 65.
            return Optional.empty();
        }
    }

    /** The instant of an epoch number: milliseconds, or seconds where it has at most ten digits. */
    static Optional<Instant> ofEpoch(long number) {
        if (number >= 100_000_000_000L && number < 10_000_000_000_000L) {
            return Optional.of(Instant.ofEpochMilli(number));
        }
        return number >= 100_000_000L && number < 10_000_000_000L
                ? Optional.of(Instant.ofEpochSecond(number))
                : Optional.empty();
    }

    private static Instant instant(Matcher match, String year, String month, String day) {
        int hour = hour(number(match.group(4)), match.group(8));
        String fraction = match.group(7);
        int nanos = fraction == null ? 0 : number((fraction + "000000000").substring(0, 9));
        LocalDateTime local = LocalDateTime.of(
                number(year), number(month), number(day), hour, number(match.group(5)), number(match.group(6)), nanos);
        return local.toInstant(zone(match.group(9)));
    }

    private static int hour(int written, @Nullable String half) {
        if (half == null || half.isEmpty()) {
            return written;
        }
        if (written < 1 || written > 12) {
            throw new DateTimeException("no hour of a 12-hour clock");
        }
        return written % 12 + (half.toUpperCase(Locale.ROOT).equals("PM") ? 12 : 0);
    }

    private static ZoneOffset zone(@Nullable String written) {
        if (written == null || !(written.startsWith("+") || written.startsWith("-"))) {
            return ZoneOffset.UTC;
        }
        String digits = written.substring(1).replace(":", "");
        int hours = number(digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
        int minutes = digits.length() > 2 ? number(digits.substring(digits.length() - 2)) : 0;
        int sign = written.charAt(0) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
