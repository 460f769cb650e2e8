package io.dspt.monitor.core.simulation;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.simulation.SimulatedEvent.KeyDeleted;
import io.dspt.monitor.core.simulation.SimulatedEvent.PolicyChanged;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows findings through their lives: transitions must follow one another as the life of a finding allows. */
final class LifeOfFindings {
    private final List<String> problems;
    private final Set<RareState> reached;
    private final Map<String, Finding> latest = new TreeMap<>();
    private final Map<String, Finding> noted = new HashMap<>();
    private final Set<String> disposed = new HashSet<>();
    private final Set<String> openedInThisStep = new HashSet<>();

    LifeOfFindings(List<String> problems, Set<RareState> reached) {
        this.problems = problems;
        this.reached = reached;
    }

    /** All findings by id, as last told. */
    Map<String, Finding> findings() {
        return latest;
    }

    /** The episodes of one rule and subject. */
    List<Finding> of(String rule, String subject) {
        return latest.values().stream()
                .filter(finding -> finding.rule().id().equals(rule)
                        && finding.subject().toLowerCase(Locale.ROOT).equals(subject))
                .toList();
    }

    /** Whether a timer has ended it. */
    static boolean endedByQuiet(LedgerEvent.FindingChanged entry) {
        Finding.Ending ending = entry.finding().ending();
        return entry.transition() == Transition.RESOLVED
                && ending != null
                && ending.by().startsWith("quiet");
    }

    /** A step begins. */
    void begin() {
        openedInThisStep.clear();
    }

    /** The state of a finding is told. */
    void now(Finding finding) {
        Finding before = latest.put(finding.id().value(), finding);
        when(
                RareState.OPENED_EARLIER_THAN_KNOWN,
                before != null && finding.openedAt().isBefore(before.openedAt()));
    }

    /** An event comes again. */
    void repeated(SimulatedEvent event) {
        String rule = SimulatedRules.POLICY;
        String subject = "";
        if (event instanceof KeyDeleted deleted) {
            rule = SimulatedRules.KEY_DELETED;
            subject = SimulatedEvent.keySubject(deleted.key());
        } else if (event instanceof PolicyChanged changed && changed.onBefore() && !changed.onAfter()) {
            subject = SimulatedEvent.policyId(changed.policy());
        }
        when(
                RareState.REPEAT_AFTER_RESOLUTION,
                of(rule, subject.toLowerCase(Locale.ROOT)).stream()
                        .anyMatch(finding -> finding.status() == FindingStatus.RESOLVED));
    }

    /** A line of the ledger. */
    void note(LedgerEvent.FindingChanged entry) {
        Finding finding = entry.finding();
        String id = finding.id().value();
        @Nullable Finding before = noted.put(id, finding);
        String what = finding.rule().id() + " " + entry.transition();
        if ((entry.transition() == Transition.OPENED) != (before == null)) {
            problems.add(what + (before == null ? " before it opened" : " twice"));
        }
        if (before == null) {
            openedInThisStep.add(id);
        } else {
            if (finding.openedAt().isAfter(before.openedAt())) {
                problems.add(what + " forgot when it opened");
            }
            if (finding.count() < before.count()) {
                problems.add(what + " counts fewer records than before");
            }
            Finding.Ending over = before.ending();
            boolean reopenedByAnEvent = entry.transition() == Transition.REOPENED
                    && List.of(SimulatedRules.KEY_DELETED, SimulatedRules.POLICY, SimulatedRules.LEGACY)
                            .contains(finding.rule().id());
            if (reopenedByAnEvent && over != null && !finding.lastSeenAt().isAfter(over.at())) {
                problems.add(what + " by what was over");
            }
            if (!allowed(before.status(), entry.transition())) {
                problems.add(what + " of one that is " + before.status());
            }
        }
        if (finding.lastSeenAt().isBefore(finding.openedAt())) {
            problems.add(what + ": seen last before it opened");
        }
        Finding.Ending ending = finding.ending();
        if (finding.status() == FindingStatus.RESOLVED
                && ending != null
                && ending.at().isBefore(finding.openedAt())) {
            problems.add(what + ": ended before it opened");
        }
        reach(entry);
    }

    private static boolean allowed(FindingStatus before, Transition transition) {
        return switch (transition) {
            case OPENED -> false;
            case REFRESHED, RERATED -> true;
            case ACKNOWLEDGED -> before == FindingStatus.OPEN;
            case ASSIGNED, RESOLVED -> before.stands();
            case EXEMPTED -> before == FindingStatus.OPEN || before == FindingStatus.ACKNOWLEDGED;
            case EXEMPTION_ENDED -> before == FindingStatus.EXEMPT;
            case REOPENED -> before == FindingStatus.RESOLVED;
            case DISPOSED -> before != FindingStatus.DISPOSED;
        };
    }

    private void reach(LedgerEvent.FindingChanged entry) {
        Finding finding = entry.finding();
        Transition transition = entry.transition();
        String rule = finding.rule().id();
        String slot = rule + " " + finding.subject();
        String by = finding.ending() == null ? "" : finding.ending().by();
        boolean exempt = finding.status() == FindingStatus.EXEMPT;
        boolean begun = transition == Transition.OPENED;
        when(RareState.RESOLVED, transition == Transition.RESOLVED);
        when(RareState.REOPENED, transition == Transition.REOPENED);
        when(RareState.RERATED, transition == Transition.RERATED);
        when(RareState.ACKNOWLEDGED, transition == Transition.ACKNOWLEDGED);
        when(RareState.DISPOSED, transition == Transition.DISPOSED);
        when(RareState.SECOND_EPISODE, finding.episode() > 1);
        when(RareState.SECOND_EPISODE_AFTER_DISPOSAL, begun && disposed.contains(slot));
        if (transition == Transition.DISPOSED) {
            disposed.add(slot);
        }
        when(
                RareState.OPENED_AND_RESOLVED_AT_ONCE,
                transition == Transition.RESOLVED
                        && openedInThisStep.contains(finding.id().value()));
        when(RareState.EXEMPT, transition == Transition.EXEMPTED);
        when(RareState.EXEMPT_FROM_BIRTH, begun && exempt);
        when(RareState.EXEMPT_FROM_REOPENING, transition == Transition.REOPENED && exempt);
        when(RareState.EXEMPTION_ENDED, transition == Transition.EXEMPTION_ENDED);
        when(RareState.ENDED_WITH_ITS_RULE, by.startsWith("rule-"));
        when(RareState.RAISED_BY_A_RULE_CHANGE, finding.origin().equals(Finding.FROM_RULE_CHANGE));
        when(RareState.FOUND_BY_THE_FIRST_SNAPSHOT, finding.origin().equals(Finding.FROM_BASELINE));
        when(RareState.ENDED_BY_QUIET, by.startsWith("quiet"));
        when(RareState.CHANGE_SEEN, begun && rule.equals(SimulatedRules.POLICY));
        when(RareState.THRESHOLD_REACHED, begun && rule.equals(SimulatedRules.MANY_READS));
        when(RareState.SEQUENCE_COMPLETED, begun && rule.equals(SimulatedRules.GUESSED));
        when(RareState.ABSENCE_FOUND, begun && rule.equals(SimulatedRules.NOT_ENDED));
        when(RareState.NEW_READER_SEEN, begun && rule.equals(SimulatedRules.NEW_READER));
        when(RareState.WATCHED_WHEN_IT_HAPPENED, begun && rule.equals(SimulatedRules.WATCHED));
        boolean ofSchedule = rule.equals(SimulatedRules.REVIEW);
        when(RareState.SCHEDULE_FOUND, ofSchedule && begun);
        when(RareState.SCHEDULE_FOUND_BY_THE_CLOCK, ofSchedule && begun && isFullMinute(finding.openedAt()));
        when(RareState.SCHEDULE_FOUND_AGAIN, ofSchedule && transition == Transition.REOPENED);
        when(RareState.ROW_REMOVED_WHILE_ITS_FINDING_STANDS, by.equals("register-row-removed"));
        when(
                RareState.ABSENCE_ENDED_BY_A_LATE_END,
                transition == Transition.RESOLVED && rule.equals(SimulatedRules.NOT_ENDED));
    }

    private static boolean isFullMinute(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.MINUTES));
    }

    private void when(RareState state, boolean met) {
        if (met) {
            reached.add(state);
        }
    }
}
