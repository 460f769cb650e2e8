package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.posture.ReportedEvent.FindingChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The life of one finding as the ledger tells it.
 *
 * <p>An entry counts from when it happened, but not from before what the ledger had said of the finding until then: an
 * acknowledgement goes by the log's clock and a resolution by the event's time, which may lie a little earlier. So what a
 * finding was at a time is what the last entry until then says, and opening balance and what happened in a month always
 * add up to the closing balance.
 *
 * @param steps in the order of the ledger
 */
public record FindingHistory(List<Step> steps) {

    /**
     * An entry of the ledger and from when it counts.
     *
     * @param countsFrom never before that of the step before
     */
    public record Step(FindingChange change, Instant countsFrom) {
        /** Whether the violation stands from here on. */
        public boolean stands() {
            return change.status().stands();
        }
    }

    /** What an entry does to the number of findings that stand. */
    public enum Movement {
        OPENED,
        REOPENED,
        /** The violation is over. */
        CLOSED,
        /** Somebody has decided that it is at an end. */
        DISPOSED,
        NONE
    }

    public FindingHistory {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a finding has at least one entry");
        }
    }

    /** The histories of all findings, by finding id. */
    public static SortedMap<String, FindingHistory> of(List<FindingChange> changes) {
        SortedMap<String, List<Step>> steps = new TreeMap<>();
        for (FindingChange change : changes) {
            List<Step> known = steps.computeIfAbsent(change.findingId(), absent -> new ArrayList<>());
            Instant before =
                    known.isEmpty() ? Instant.MIN : known.get(known.size() - 1).countsFrom();
            known.add(new Step(change, change.at().isBefore(before) ? before : change.at()));
        }
        SortedMap<String, FindingHistory> histories = new TreeMap<>();
        steps.forEach((id, known) -> histories.put(id, new FindingHistory(known)));
        return histories;
    }

    /** Its id. */
    public String id() {
        return steps.get(0).change().findingId();
    }

    /** The name by which a report refers to it. */
    public String row() {
        return row(id());
    }

    /** The name by which a report refers to the finding of this id. */
    public static String row(String id) {
        return "finding-" + id;
    }

    /** The rule it breaks. */
    public String rule() {
        return steps.get(0).change().rule();
    }

    /** When it was opened for the first time. */
    public Instant openedAt() {
        return steps.get(0).countsFrom();
    }

    /** What the ledger said of it last before a time; empty when it said nothing until then. */
    public Optional<Step> before(Instant time) {
        Step last = null;
        for (Step step : steps) {
            if (step.countsFrom().isBefore(time)) {
                last = step;
            }
        }
        return Optional.ofNullable(last);
    }

    /** Whether the violation stood just before a time, exempt or not. */
    public boolean stoodBefore(Instant time) {
        return before(time).map(Step::stands).orElse(false);
    }

    /** Whether it was open or acknowledged, and at least so severe, at any time of a period. */
    public boolean wasOpenIn(Period period, Severity atLeast) {
        return anyIn(period, step -> isOpen(step) && step.change().severity().compareTo(atLeast) >= 0);
    }

    /** The same, exempt or not. */
    public boolean stoodIn(Period period, Severity atLeast) {
        return anyIn(period, step -> step.stands() && step.change().severity().compareTo(atLeast) >= 0);
    }

    private boolean anyIn(Period period, Predicate<Step> holds) {
        return before(period.from()).map(holds::test).orElse(false)
                || in(period).stream().anyMatch(holds);
    }

    /** Whether an organisation operates, controls or processes what is concerned; {@code null} stands for any. */
    public boolean concerns(@Nullable String organisation) {
        return organisation == null
                || steps.get(steps.size() - 1).change().organisations().contains(organisation);
    }

    /** Whether a step leaves it standing and not exempt. */
    static boolean isOpen(Step step) {
        return step.stands() && step.change().status() != FindingStatus.EXEMPT;
    }

    /** The steps of a period, in order. */
    public List<Step> in(Period period) {
        // Midnight in London is looked up in the rules of its zone: once, not for every step.
        Instant from = period.from();
        Instant to = period.to();
        return steps.stream()
                .filter(step ->
                        !step.countsFrom().isBefore(from) && step.countsFrom().isBefore(to))
                .toList();
    }

    /** What a step does to the number of findings that stand. */
    public Movement movement(Step step) {
        int place = steps.indexOf(step);
        boolean stood = place > 0 && steps.get(place - 1).stands();
        if (step.stands() == stood) {
            return Movement.NONE;
        }
        if (step.stands()) {
            return place == 0 ? Movement.OPENED : Movement.REOPENED;
        }
        return step.change().transition() == Transition.DISPOSED ? Movement.DISPOSED : Movement.CLOSED;
    }

    /** Whether it is known only because the first inventory told of it: left out of response times. */
    public boolean isBaseline() {
        return steps.get(0).change().origin().equals("baseline");
    }

    /** How long it had stood when this step ended it or took notice of it: since it was opened, or last reopened. */
    public Duration stoodUntil(Step step) {
        Instant since = steps.get(0).countsFrom();
        for (Step earlier : steps.subList(0, steps.indexOf(step))) {
            if (movement(earlier) == Movement.OPENED || movement(earlier) == Movement.REOPENED) {
                since = earlier.countsFrom();
            }
        }
        return Duration.between(since, step.countsFrom());
    }

    /** Whether a step is the first acknowledgement since it was opened or last reopened. */
    public boolean isFirstNotice(Step step) {
        if (step.change().transition() != Transition.ACKNOWLEDGED) {
            return false;
        }
        for (int i = steps.indexOf(step) - 1; i >= 0; i--) {
            Step earlier = steps.get(i);
            if (earlier.change().transition() == Transition.ACKNOWLEDGED) {
                return false;
            }
            if (movement(earlier) == Movement.OPENED || movement(earlier) == Movement.REOPENED) {
                return true;
            }
        }
        return true;
    }
}
