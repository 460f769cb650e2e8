package io.dspt.monitor.core.azure;

import java.time.DateTimeException;
import java.time.Instant;
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

    /** No time is longer, blanks around it included. */
    private static final int LONGEST = 64;

    /** Zero dates, such as the first day of year 1, of 1601 and of 1970, stand for a time that was not set. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private AzureTime() {}

    /** The instant a text names; empty when it names none, or one that only stands for none. */
    static Optional<Instant> parse(String written) {
        return written.length() > LONGEST
                ? Optional.empty()
                : parseAny(written).filter(instant -> !instant.isBefore(EARLIEST));
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
