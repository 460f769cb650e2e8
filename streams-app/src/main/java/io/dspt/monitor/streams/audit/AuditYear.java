package io.dspt.monitor.streams.audit;

import io.dspt.monitor.core.posture.Period;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A year of the toolkit, from July to June.
 *
 * @param begins the calendar year of its July
 */
public record AuditYear(int begins) {
    private static final int MONTHS = 12;
    private static final Pattern WRITTEN = Pattern.compile("(\\d{4})-(\\d{4})");

    /**
     * Reads it as it is written, such as {@code 2026-2027}.
     *
     * @throws IllegalArgumentException when it is no year
     */
    public static AuditYear parse(String text) {
        Matcher years = WRITTEN.matcher(text);
        if (!years.matches() || Integer.parseInt(years.group(2)) != Integer.parseInt(years.group(1)) + 1) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no audit year: these go from July to June and are written 2026-2027");
        }
        return new AuditYear(Integer.parseInt(years.group(1)));
    }

    /** Its months in order. */
    public List<YearMonth> months() {
        YearMonth july = YearMonth.of(begins, 7);
        return IntStream.range(0, MONTHS).mapToObj(july::plusMonths).toList();
    }

    /** All its days. */
    public Period period() {
        return new Period(months().get(0).atDay(1), months().get(MONTHS - 1).atEndOfMonth());
    }

    /** As it is written. */
    public String written() {
        return begins + "-" + (begins + 1);
    }
}
