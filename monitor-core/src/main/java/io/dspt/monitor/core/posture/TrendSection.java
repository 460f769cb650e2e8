package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.posture.FindingHistory.Movement;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.RuleSetChange;
import io.dspt.monitor.core.posture.MonthlySummary.TrendMonth;
import io.dspt.monitor.core.posture.ReportedEvent.RulesChange;
import io.dspt.monitor.core.standard.Requirement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Thirteen months, so that a month stands beside the same of the year before. */
final class TrendSection {
    private static final int MONTHS = 13;

    private final PostureInputs inputs;
    private final MachineSignals signals;
    private final List<FindingHistory> histories;
    private final @Nullable String organisation;
    private final FigureBook figures;

    TrendSection(
            PostureInputs inputs,
            MachineSignals signals,
            List<FindingHistory> histories,
            @Nullable String organisation,
            FigureBook figures) {
        this.inputs = inputs;
        this.signals = signals;
        this.histories = histories;
        this.organisation = organisation;
        this.figures = figures;
    }

    List<TrendMonth> months(YearMonth last, List<Requirement> requirements) {
        return Stream.iterate(last.minusMonths(MONTHS - 1L), month -> month.plusMonths(1))
                .limit(MONTHS)
                .map(month -> month(month, requirements))
                .toList();
    }

    private TrendMonth month(YearMonth month, List<Requirement> requirements) {
        Period period = Period.of(month);
        CoverageOfPeriod seen = signals.coverage(period);
        List<RequirementSignal> signalled = requirements.stream()
                .map(requirement -> signals.in(period, requirement, organisation))
                .toList();
        String id = "trend-" + month;
        List<String> opened = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (FindingHistory history : histories) {
            history.in(period).forEach(step -> {
                Movement movement = history.movement(step);
                if (movement == Movement.OPENED || movement == Movement.REOPENED) {
                    opened.add(history.row());
                } else if (movement == Movement.CLOSED || movement == Movement.DISPOSED) {
                    closed.add(history.row());
                }
            });
        }
        return new TrendMonth(
                month,
                figures.counting(
                        id + "-grave",
                        "critical and high open at the end of " + month,
                        FindingsSection.openAtEnd(histories, period, severity -> severity.compareTo(Severity.HIGH) >= 0)
                                .stream()
                                .map(FindingHistory::row)
                                .toList()),
                figures.counting(id + "-opened", "opened or reopened in " + month, opened),
                figures.counting(id + "-closed", "ended in " + month, closed),
                CoverageSection.daysTold(seen),
                CoverageSection.seconds(seen.silent(seen.categories())),
                counted(id + "-contradicted", MachineSignal.CONTRADICTED, period, signalled),
                counted(id + "-supported", MachineSignal.SUPPORTED, period, signalled),
                new ResourcesSection(inputs.resources(), organisation).inUk(period));
    }

    private Figure counted(String id, MachineSignal signal, Period period, List<RequirementSignal> signalled) {
        return figures.counting(
                id,
                signal.written() + " in " + YearMonth.from(period.first()),
                signalled.stream()
                        .filter(one -> one.signal() == signal)
                        .map(one -> EvidenceLine.row(one.requirement()))
                        .toList());
    }

    /** The rule sets that went live from the first month on until the end of the last. */
    List<RuleSetChange> ruleSets(YearMonth last) {
        Period all = new Period(last.minusMonths(MONTHS - 1L).atDay(1), last.atEndOfMonth());
        List<RuleSetChange> changes = new ArrayList<>();
        SortedMap<String, String> before = new TreeMap<>();
        for (RulesChange change : inputs.entries(RulesChange.class)) {
            if (all.holds(change.at())) {
                changes.add(difference(before, change));
            }
            before = change.rules();
        }
        return changes;
    }

    private static RuleSetChange difference(SortedMap<String, String> before, RulesChange change) {
        SortedMap<String, String> now = change.rules();
        return new RuleSetChange(
                change.at(),
                change.digest(),
                change.refused(),
                now.keySet().stream().filter(id -> !before.containsKey(id)).toList(),
                before.keySet().stream().filter(id -> !now.containsKey(id)).toList(),
                now.entrySet().stream()
                        .filter(rule -> before.containsKey(rule.getKey())
                                && !rule.getValue().equals(before.get(rule.getKey())))
                        .map(java.util.Map.Entry::getKey)
                        .toList());
    }
}
