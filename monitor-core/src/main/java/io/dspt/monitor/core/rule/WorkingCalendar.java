package io.dspt.monitor.core.rule;

import io.dspt.monitor.core.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When people are at work, by the clock on the wall where they are.
 *
 * @param zone whose days and hours are meant
 * @param workingDays days of the week on which people work
 * @param from when work begins, included
 * @param to when it ends, no longer included
 * @param holidays days on which nobody works, with their names; in a year that has none it is not known which they are
 */
public record WorkingCalendar(
        ZoneId zone, Set<DayOfWeek> workingDays, LocalTime from, LocalTime to, SortedMap<LocalDate, String> holidays) {

    public WorkingCalendar {
        workingDays = Collections.unmodifiableSet(EnumSet.copyOf(workingDays));
        holidays = Collections.unmodifiableSortedMap(new TreeMap<>(holidays));
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("work begins before it ends, on the same day");
        }
    }

    /**
     * Reads a calendar file.
     *
     * @throws io.dspt.monitor.core.yaml.RefusedException when it is no calendar
     */
    static WorkingCalendar read(YamlNode root) {
        Map<String, YamlNode> members = root.members(Set.of("zone", "working_days", "working_hours", "holidays"));
        YamlNode daysNode = YamlNode.required(root, members, "working_days");
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (YamlNode day : daysNode.elements()) {
            if (!days.add(day.oneOf(DayOfWeek.class))) {
                throw day.refused("the day stands twice");
            }
        }
        if (days.isEmpty()) {
            throw daysNode.refused("needs at least one day");
        }
        YamlNode hours = YamlNode.required(root, members, "working_hours");
        Map<String, YamlNode> bounds = hours.members(Set.of("from", "to"));
        LocalTime from = time(YamlNode.required(hours, bounds, "from"));
        LocalTime to = time(YamlNode.required(hours, bounds, "to"));
        if (!from.isBefore(to)) {
            throw hours.refused("work begins before it ends, on the same day");
        }
        SortedMap<LocalDate, String> holidays = new TreeMap<>();
        for (YamlNode holiday : YamlNode.required(root, members, "holidays").elements()) {
            Map<String, YamlNode> parts = holiday.members(Set.of("date", "name"));
            YamlNode date = YamlNode.required(holiday, parts, "date");
            String name = YamlNode.required(holiday, parts, "name").text();
            if (holidays.put(date(date), name) != null) {
                throw date.refused("the day stands twice");
            }
        }
        return new WorkingCalendar(zone(YamlNode.required(root, members, "zone")), days, from, to, holidays);
    }

    private static ZoneId zone(YamlNode node) {
        try {
            return ZoneId.of(node.text());
        } catch (DateTimeException e) {
            throw node.refused("'" + node.text() + "' is no time zone such as Europe/London");
        }
    }

    private static LocalDate date(YamlNode node) {
        try {
            return LocalDate.parse(node.text());
        } catch (DateTimeParseException e) {
            throw node.refused("'" + node.text() + "' is no date such as 2026-12-25");
        }
    }

    private static LocalTime time(YamlNode node) {
        try {
            return LocalTime.parse(node.text());
        } catch (DateTimeParseException e) {
            throw node.refused("'" + node.text() + "' is no time such as \"07:00\"");
        }
    }

    /** The day it is there at this time. */
    public LocalDate dayOf(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** Whether people work on this day; empty for a weekday of a year whose holidays are not known. */
    public Optional<Boolean> isWorkingDay(LocalDate day) {
        if (!workingDays.contains(day.getDayOfWeek()) || holidays.containsKey(day)) {
            return Optional.of(false);
        }
        boolean known = !holidays.subMap(LocalDate.of(day.getYear(), 1, 1), LocalDate.of(day.getYear() + 1, 1, 1))
                .isEmpty();
        return known ? Optional.of(true) : Optional.empty();
    }

    /** Whether people are at work at this time; empty as in {@link #isWorkingDay}. */
    public Optional<Boolean> isWorkingTime(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        boolean working =
                !there.toLocalTime().isBefore(from) && there.toLocalTime().isBefore(to);
        return working ? isWorkingDay(there.toLocalDate()) : Optional.of(false);
    }
}
