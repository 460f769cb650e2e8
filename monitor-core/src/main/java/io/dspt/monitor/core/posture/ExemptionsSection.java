package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionStatus;
import io.dspt.monitor.core.finding.FindingStatus;
import io.dspt.monitor.core.finding.Transition;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import io.dspt.monitor.core.posture.MonthlySummary.ExemptionLine;
import io.dspt.monitor.core.posture.ReportedEvent.FindingChange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exemptions that were approved by the end of the month, and what they covered in it. */
final class ExemptionsSection {
    static final String IN_FORCE = "in force";
    /** In the ledger, before the id of the exemption that made a finding exempt. */
    private static final String LEDGER_PREFIX = "exemption:";

    private ExemptionsSection() {}

    /** The name by which a report refers to an exemption. */
    static String row(ExemptionState state) {
        return "exemption-" + state.exemption().id();
    }

    static List<ExemptionLine> lines(
            List<ExemptionState> exemptions, Period period, List<FindingHistory> histories, FigureBook figures) {
        return exemptions.stream()
                .filter(state -> !state.exemption().approvedOn().isAfter(period.last()))
                .sorted(Comparator.comparing(state -> state.exemption().id()))
                .map(state -> line(state, period, histories, figures))
                .toList();
    }

    private static ExemptionLine line(
            ExemptionState state, Period period, List<FindingHistory> histories, FigureBook figures) {
        String id = row(state);
        String by = LEDGER_PREFIX + state.exemption().id();
        return new ExemptionLine(
                state,
                status(state, period),
                figures.counting(
                        id + "-used",
                        "findings made exempt in the month",
                        histories.stream()
                                .filter(history -> history.in(period).stream()
                                        .anyMatch(step -> step.change().transition() == Transition.EXEMPTED
                                                && by.equals(step.change().by())))
                                .map(FindingHistory::row)
                                .toList()),
                figures.counting(
                        id + "-covers",
                        "findings exempt when the month ends",
                        histories.stream()
                                .filter(history -> coveredBy(history, period)
                                        .filter(by::equals)
                                        .isPresent())
                                .map(FindingHistory::row)
                                .toList()));
    }

    /** The reference of what made a finding exempt that is exempt when the period ends. */
    private static Optional<String> coveredBy(FindingHistory history, Period period) {
        boolean exempt = history.before(period.to())
                .filter(step -> step.change().status() == FindingStatus.EXEMPT)
                .isPresent();
        @Nullable String by = null;
        for (FindingHistory.Step step : history.steps()) {
            FindingChange change = step.change();
            if (step.countsFrom().isBefore(period.to()) && change.transition() == Transition.EXEMPTED) {
                by = change.by();
            }
        }
        return exempt ? Optional.ofNullable(by) : Optional.empty();
    }

    /** What has become of it by the end of the month: what happened later is not known then. */
    private static String status(ExemptionState state, Period period) {
        Exemption exemption = state.exemption();
        if (state.status() == ExemptionStatus.REVOKED && state.at().isBefore(period.to())) {
            return "revoked";
        }
        if (!exemption.expiresOn().isAfter(period.to())) {
            return "expired";
        }
        return exemption.startsOn().isBefore(period.to()) ? IN_FORCE : "not yet begun";
    }
}
