package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import io.dspt.monitor.core.standard.Requirement;
import io.dspt.monitor.core.standard.Standard;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The posture of an estate day by day, and which days have to be told. A function of what the topics tell: equal inputs give
 * equal days.
 *
 * <p>A day that is over is told once, and again when what is known <em>of that day</em> has changed: an entry that came
 * late. What people change afterwards, such as rules, registers and the inventory, changes no day that was told.
 */
public final class DailyPosture {
    /** Days that are told, before the present one: thirteen months and some. What is older stays as it was told. */
    static final int MOST_DAYS = 400;
    /**
     * Days in a row of which nothing is known and that are told all the same, as not evidenced. A log that leaps over
     * years, as old files do, is not filled up with empty days.
     */
    static final int MOST_UNKNOWN_DAYS = 31;

    private final PostureInputs inputs;
    private final MachineSignals signals;
    private final SelfAssessments answers;
    private final Organisations organisations;
    private final SortedMap<LocalDate, String> bases;
    private final @Nullable LocalDate present;

    /** Days of an estate. */
    public DailyPosture(PostureInputs inputs, SignalSettings settings) {
        this.inputs = inputs;
        this.signals = new MachineSignals(inputs, settings);
        this.answers = new SelfAssessments(inputs);
        this.organisations = new Organisations(inputs, signals);
        Instant clock = inputs.clock();
        this.present = clock == null || inputs.days().isEmpty() ? null : Period.dayOf(clock);
        SortedMap<LocalDate, String> days = new TreeMap<>();
        if (present != null) {
            DayBasis basis = new DayBasis(inputs, signals.histories());
            days(present).forEach(day -> days.put(day, basis.of(day)));
        }
        this.bases = Collections.unmodifiableSortedMap(days);
    }

    private SortedSet<LocalDate> days(LocalDate until) {
        SortedSet<LocalDate> days = new TreeSet<>();
        LocalDate first = until.minusDays(MOST_DAYS);
        LocalDate last = null;
        List<LocalDate> known = new ArrayList<>(inputs.days().headMap(until).keySet());
        known.add(until);
        for (LocalDate day : known) {
            if (last != null) {
                LocalDate filled = last.plusDays(MOST_UNKNOWN_DAYS + 1L);
                last.plusDays(1)
                        .datesUntil(day.isBefore(filled) ? day : filled)
                        .filter(unknown -> !unknown.isBefore(first))
                        .forEach(days::add);
            }
            if (!day.isBefore(first)) {
                days.add(day);
            }
            last = day;
        }
        days.remove(until);
        return days;
    }

    /** The day in which the log's clock stands; {@code null} while nothing is known of any day. */
    public @Nullable LocalDate present() {
        return present;
    }

    /** The days that are over, each with a digest of what is known of it. */
    public SortedMap<LocalDate, String> bases() {
        return bases;
    }

    /**
     * The days that are over and have to be told, in order: those that were not yet, and those of which something else is
     * known now.
     *
     * @param told days that were told, each with the digest of what was known then
     */
    public List<LocalDate> due(Map<LocalDate, String> told) {
        return bases.entrySet().stream()
                .filter(day -> !day.getValue().equals(told.get(day.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Every requirement on one day: of the whole estate, then of each organisation, in the order of the toolkit. */
    public List<RequirementPosture> of(LocalDate day) {
        List<RequirementPosture> all = new ArrayList<>(of(day, null));
        organisations.known().forEach(organisation -> all.addAll(of(day, organisation)));
        return all;
    }

    /**
     * Every requirement that one organisation answers on one day, in the order of the toolkit.
     *
     * @param organisation ODS code; {@code null} for the whole estate
     */
    public List<RequirementPosture> of(LocalDate day, @Nullable String organisation) {
        Period period = Period.of(day);
        String category = organisations.category(organisation);
        List<RequirementPosture> all = new ArrayList<>();
        for (Standard standard : StandardsOfMonth.of(inputs.standards(), inputs.calendar(), period, category)) {
            EvidenceSection.answered(standard, category)
                    .forEach(requirement -> all.add(posture(period, requirement, organisation)));
        }
        return all;
    }

    private RequirementPosture posture(Period day, Requirement requirement, @Nullable String organisation) {
        RequirementSignal signal = signals.in(day, requirement, organisation);
        SelfAssessment answer = answers.answer(requirement, organisation, day.last());
        return new RequirementPosture(
                organisation,
                day.last(),
                bases.containsKey(day.last()),
                signal,
                answer,
                SelfAssessments.disagreement(answer, signal.signal()));
    }
}
