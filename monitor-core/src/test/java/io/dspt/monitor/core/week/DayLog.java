package io.dspt.monitor.core.week;

import io.dspt.monitor.core.week.OrdinaryTrust.Timed;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** What one day logs, and the dice of that day: the same seed and day give the same. */
final class DayLog {
    private final LocalDate date;
    private final SplittableRandom random;
    private final List<Timed> records = new ArrayList<>();

    DayLog(long seed, LocalDate date) {
        this.date = date;
        this.random = new SplittableRandom(seed ^ (date.toEpochDay() * 0x9E3779B97F4A7C15L));
    }

    LocalDate date() {
        return date;
    }

    boolean isWorkingDay() {
        return date.getDayOfWeek() != DayOfWeek.SATURDAY && date.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    boolean isA(DayOfWeek day) {
        return date.getDayOfWeek() == day;
    }

    /** A number from 0 up to but not including this. */
    int upTo(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times. */
    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** This time of the clock on the wall. */
    Instant at(int hour, int minute) {
        return date.atTime(hour, minute).atZone(OrdinaryTrust.LONDON).toInstant();
    }

    /** Some time from the beginning of the first hour to the end of the last. */
    Instant within(int firstHour, int lastHour) {
        LocalTime time =
                LocalTime.of(firstHour, 0).plusSeconds(random.nextInt((lastHour - firstHour + 1) * 3600 - 200));
        return date.atTime(time).atZone(OrdinaryTrust.LONDON).toInstant();
    }

    void add(Instant at, String record) {
        records.add(new Timed(at, record));
    }

    List<Timed> inOrder() {
        records.sort(Comparator.comparing(Timed::at));
        return List.copyOf(records);
    }
}
