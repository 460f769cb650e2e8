package io.dspt.monitor.core.fact;

import io.dspt.monitor.core.fact.FactValue.Missing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * In what an age is counted: the ending that rules write behind a day or a time. Days are calendar days of Europe/London,
 * whatever hour it is; hours and minutes are whole ones that have passed, negative when it lies ahead. Of a day, hours
 * and minutes count from its beginning.
 */
public enum AgeUnit {
    DAYS_SINCE("daysSince", "days since"),
    DAYS_UNTIL("daysUntil", "days until"),
    /** Working days that have begun after the day, up to and including the present one; 0 when it lies ahead. */
    WORKING_DAYS_SINCE("workingDaysSince", "working days since"),
    HOURS_SINCE("hoursSince", "hours since"),
    MINUTES_SINCE("minutesSince", "minutes since");

    /** Working days are counted one by one; beyond this many days nobody does. */
    private static final int MOST_DAYS_COUNTED = 4_000;

    private final String written;
    private final String meaning;

    AgeUnit(String written, String meaning) {
        this.written = written;
        this.meaning = meaning;
    }

    /** As rules write it. */
    public String written() {
        return written;
    }

    String meaning() {
        return meaning;
    }

    /** The unit of this ending. */
    public static Optional<AgeUnit> written(String ending) {
        return Arrays.stream(values())
                .filter(unit -> unit.written.equals(ending))
                .findFirst();
    }

    /**
     * The age of a value.
     *
     * @param value a day or a time as text
     * @param now when it is judged; {@code null} when nobody knows
     * @param workingDay which days are worked; empty for days of which that is not known
     * @return absent or unknown when the value is; unknown when it is no day and no time
     */
    public FactValue of(FactValue value, @Nullable Instant now, Function<LocalDate, Optional<Boolean>> workingDay) {
        if (value == Missing.ABSENT) {
            return value;
        }
        String text = value.textOrNull();
        if (text == null || now == null) {
            return Missing.UNKNOWN;
        }
        Optional<Long> age = this == HOURS_SINCE || this == MINUTES_SINCE
                ? DateFacts.beginning(text).map(moment -> passed(moment, now))
                : DateFacts.dayOf(text).flatMap(day -> days(day, DateFacts.dayAt(now), workingDay));
        return age.<FactValue>map(FactValue::whole).orElse(Missing.UNKNOWN);
    }

    private long passed(Instant moment, Instant now) {
        long seconds = Duration.between(moment, now).toSeconds();
        return Math.floorDiv(seconds, this == HOURS_SINCE ? 3_600L : 60L);
    }

    private Optional<Long> days(LocalDate day, LocalDate today, Function<LocalDate, Optional<Boolean>> workingDay) {
        long since = ChronoUnit.DAYS.between(day, today);
        return switch (this) {
            case DAYS_UNTIL -> Optional.of(-since);
            case WORKING_DAYS_SINCE -> working(day, since, workingDay);
            default -> Optional.of(since);
        };
    }

    private static Optional<Long> working(
            LocalDate day, long since, Function<LocalDate, Optional<Boolean>> workingDay) {
        if (since > MOST_DAYS_COUNTED) {
            return Optional.empty();
        }
        long counted = 0;
        for (long i = 1; i <= since; i++) {
            Optional<Boolean> worked = workingDay.apply(day.plusDays(i));
            if (worked.isEmpty()) {
                return Optional.empty();
            }
            counted += worked.get() ? 1 : 0;
        }
        return Optional.of(counted);
    }
}
