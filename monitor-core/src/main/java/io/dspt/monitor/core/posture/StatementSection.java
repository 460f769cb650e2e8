package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.finding.Severity;
import io.dspt.monitor.core.posture.MonthlySummary.CoveragePart;
import io.dspt.monitor.core.posture.MonthlySummary.Decision;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceItem;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.ExemptionLine;
import io.dspt.monitor.core.posture.MonthlySummary.SignalChange;
import io.dspt.monitor.core.posture.MonthlySummary.SignalGroup;
import io.dspt.monitor.core.posture.MonthlySummary.Statement;
import io.dspt.monitor.core.standard.Requirement;
import io.dspt.monitor.core.standard.ToolkitCalendar.Version;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The page that is read when no other is. */
final class StatementSection {
    private static final int MOST_DECISIONS = 5;
    private static final int SOON_DAYS = 31;
    private static final List<String> NDG = List.of(
            "Personal confidential data",
            "Staff responsibilities",
            "Training",
            "Managing data access",
            "Process reviews",
            "Responding to incidents",
            "Continuity planning",
            "Unsupported systems",
            "IT protection",
            "Accountable suppliers");

    private final PostureInputs inputs;
    private final MachineSignals signals;
    private final Period period;
    private final @Nullable String organisation;
    private final FigureBook figures;

    StatementSection(
            PostureInputs inputs,
            MachineSignals signals,
            Period period,
            @Nullable String organisation,
            FigureBook figures) {
        this.inputs = inputs;
        this.signals = signals;
        this.period = period;
        this.organisation = organisation;
        this.figures = figures;
    }

    Statement statement(
            List<EvidenceLine> evidence,
            List<FindingHistory> histories,
            CoveragePart coverage,
            List<ExemptionLine> exemptions,
            List<EvidenceItem> items) {
        @Nullable Version version = inputs.calendar().runningOn(period.last()).orElse(null);
        return new Statement(
                groups(evidence),
                decisions(evidence, histories, coverage, exemptions, items),
                changes(evidence),
                version,
                version == null ? null : daysTo(version.interim()),
                version == null ? null : daysTo(version.deadline()));
    }

    private @Nullable Long daysTo(@Nullable LocalDate day) {
        return day == null || day.isBefore(period.last()) ? null : ChronoUnit.DAYS.between(period.last(), day);
    }

    private List<SignalGroup> groups(List<EvidenceLine> evidence) {
        Map<String, List<EvidenceLine>> groups = new LinkedHashMap<>();
        evidence.forEach(line ->
                groups.computeIfAbsent(title(line), absent -> new ArrayList<>()).add(line));
        List<SignalGroup> counted = new ArrayList<>();
        groups.forEach((title, lines) -> {
            String id = "group-" + counted.size();
            counted.add(new SignalGroup(
                    title,
                    figures.counting(
                            id, title, lines.stream().map(EvidenceLine::row).toList()),
                    counted(id, title, lines, MachineSignal.CONTRADICTED),
                    counted(id, title, lines, MachineSignal.SUPPORTED),
                    counted(id, title, lines, MachineSignal.HELD_ELSEWHERE),
                    counted(id, title, lines, MachineSignal.NONE)));
        });
        return counted;
    }

    private Figure counted(String id, String title, List<EvidenceLine> lines, MachineSignal signal) {
        return figures.counting(
                id + "-" + signal.ordinal(),
                title + ": " + signal.written(),
                lines.stream()
                        .filter(line -> line.signal().signal() == signal)
                        .map(EvidenceLine::row)
                        .toList());
    }

    /** Requirements of the ten standards by standard, outcomes by objective, other checks together. */
    private static String title(EvidenceLine line) {
        Requirement requirement = line.requirement();
        Integer standard = requirement.answer().standard();
        if (standard != null && standard >= 1 && standard <= NDG.size()) {
            return line.standard() + ", standard " + standard + ": " + NDG.get(standard - 1);
        }
        return requirement.expectation() == null
                ? line.standard()
                : line.standard() + ", objective " + requirement.id().charAt(0);
    }

    private List<SignalChange> changes(List<EvidenceLine> evidence) {
        Period before = Period.of(java.time.YearMonth.from(period.first()).minusMonths(1));
        List<SignalChange> changes = new ArrayList<>();
        for (EvidenceLine line : evidence) {
            RequirementSignal then = signals.in(before, line.requirement(), organisation);
            if (!then.written().equals(line.signal().written())) {
                changes.add(new SignalChange(
                        line.requirement().name(), then.written(), line.signal().written()));
            }
        }
        return changes;
    }

    private List<Decision> decisions(
            List<EvidenceLine> evidence,
            List<FindingHistory> histories,
            CoveragePart coverage,
            List<ExemptionLine> exemptions,
            List<EvidenceItem> items) {
        List<Decision> all = new ArrayList<>();
        decide(
                all,
                "reconciliation",
                "Days on which not all that was received is accounted for: why, and may the month be signed?",
                coverage.reconciliation().stream()
                        .filter(day -> !day.reconciles())
                        .map(ReceivedDay::row)
                        .toList());
        decide(
                all,
                "disagreement",
                "Requirements that people answer otherwise than telemetry: which of the two is right?",
                rows(evidence, line -> line.disagreement() != null));
        decide(
                all,
                "unassigned",
                "Critical and high findings that nobody is named for: who deals with them?",
                FindingsSection.openAtEnd(histories, period, severity -> severity.compareTo(Severity.HIGH) >= 0)
                        .stream()
                        .filter(history -> history.before(period.to())
                                .filter(step -> step.change().assignee() == null)
                                .isPresent())
                        .map(FindingHistory::row)
                        .toList());
        decide(
                all,
                "silent",
                "Sources that were silent for longer than is expected: is that accepted, or mended?",
                coverage.sources().stream()
                        .filter(source -> !source.silences().isEmpty())
                        .map(source -> CoverageSection.row(source.category()))
                        .toList());
        decide(
                all,
                "ending-exemptions",
                "Exemptions that end within " + SOON_DAYS + " days: mended by then, or asked for anew?",
                exemptions.stream()
                        .filter(line -> line.status().equals(ExemptionsSection.IN_FORCE))
                        .filter(line -> line.state()
                                .exemption()
                                .expiresOn()
                                .isBefore(Period.of(period.last().plusDays(SOON_DAYS))
                                        .to()))
                        .map(line -> ExemptionsSection.row(line.state()))
                        .toList());
        decide(
                all,
                "overdue",
                "Evidence that people keep and that is overdue: who renews it?",
                items.stream()
                        .filter(item -> item.state().equals("overdue"))
                        .map(EvidenceItem::row)
                        .toList());
        return all.stream().limit(MOST_DECISIONS).toList();
    }

    private static List<String> rows(Collection<EvidenceLine> evidence, Predicate<EvidenceLine> which) {
        return evidence.stream().filter(which).map(EvidenceLine::row).toList();
    }

    private void decide(List<Decision> all, String id, String text, List<String> rows) {
        if (!rows.isEmpty()) {
            all.add(new Decision(text, figures.counting("decide-" + id, text, rows)));
        }
    }
}
