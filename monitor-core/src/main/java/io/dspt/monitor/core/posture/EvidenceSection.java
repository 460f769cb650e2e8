package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.EvidenceItem;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import io.dspt.monitor.core.standard.Requirement;
import io.dspt.monitor.core.standard.Standard;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The requirements in the order of the toolkit, each with what speaks for and against it. */
final class EvidenceSection {
    private static final String EVIDENCE = "evidence";
    private static final int SOON_DAYS = 31;

    private final PostureInputs inputs;
    private final MachineSignals signals;
    private final Period period;
    private final @Nullable String organisation;
    private final FigureBook figures;
    private final SelfAssessments answers;

    EvidenceSection(
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
        this.answers = new SelfAssessments(inputs);
    }

    /** What is answered of a standard: its items and outcomes, and assertions that have no items. */
    static List<Requirement> answered(Standard standard, @Nullable String category) {
        return standard.requirements().stream()
                .filter(requirement -> category == null || requirement.concerns(category))
                .filter(requirement -> requirement.machine() != Requirement.Machine.BY_ITEMS
                        || standard.itemsOf(requirement).isEmpty())
                .toList();
    }

    List<EvidenceLine> lines(List<Standard> standards, @Nullable String category) {
        List<EvidenceItem> items = items();
        List<EvidenceLine> lines = new ArrayList<>();
        for (Standard standard : standards) {
            answered(standard, category).forEach(requirement -> lines.add(line(standard, requirement, items)));
        }
        return lines;
    }

    private EvidenceLine line(Standard standard, Requirement requirement, List<EvidenceItem> items) {
        RequirementSignal signal = signals.in(period, requirement, organisation);
        SelfAssessment answer = answers.answer(requirement, organisation, period.last());
        List<EvidenceItem> filed = items.stream()
                .filter(item -> isOf(item.requirement(), requirement))
                .toList();
        String id = "evidence-" + requirement.name();
        return new EvidenceLine(
                requirement,
                standard.name(),
                answer,
                signal,
                figures.counting(id + "-open", "open in the month", rows(signal.findings())),
                figures.counting(id + "-exempt", "exempt in the month", rows(signal.exempt())),
                figures.counting(id + "-at-end", "open when the month ends", rows(openAtEnd(signal.findings()))),
                filed.stream().map(EvidenceItem::item).toList(),
                filed.stream()
                        .map(EvidenceItem::dueOn)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                SelfAssessments.disagreement(answer, signal.signal()));
    }

    private static List<String> rows(List<String> findings) {
        return findings.stream().map(FindingHistory::row).toList();
    }

    private List<String> openAtEnd(List<String> findings) {
        return findings.stream()
                .filter(id -> Objects.requireNonNull(signals.histories().get(id))
                        .before(period.to())
                        .filter(FindingHistory::isOpen)
                        .isPresent())
                .toList();
    }

    /** Registers name requirements in full, or by their id alone where that is meant of every version. */
    private static boolean isOf(String named, Requirement requirement) {
        return named.equals(requirement.name()) || named.equals(requirement.id());
    }

    /** What people have filed, in order of requirement and item. */
    List<EvidenceItem> items() {
        return inputs.rows(EVIDENCE).stream()
                .map(this::item)
                .sorted(Comparator.comparing(EvidenceItem::requirement).thenComparing(EvidenceItem::item))
                .toList();
    }

    private EvidenceItem item(RegisterCells row) {
        LocalDate refreshed = row.day("lastRefreshed");
        LocalDate renewal = refreshed == null ? null : renewal(refreshed, row.text("cadenceDays"));
        LocalDate expiry = row.day("expiresOn");
        LocalDate due = renewal == null || (expiry != null && expiry.isBefore(renewal)) ? expiry : renewal;
        return new EvidenceItem(
                row.row(), row.text("requirement"), row.text("item"), row.text("owner"), refreshed, due, state(due));
    }

    private static @Nullable LocalDate renewal(LocalDate refreshed, String cadenceDays) {
        try {
            return cadenceDays.isEmpty() ? null : refreshed.plusDays(Long.parseLong(cadenceDays));
        } catch (NumberFormatException | DateTimeException e) {
            // The register's own definition refuses such a row; without a cadence nothing can be said of its renewal.
            return null;
        }
    }

    private String state(@Nullable LocalDate due) {
        if (due == null) {
            return "no date";
        }
        if (!due.isAfter(period.last())) {
            return "overdue";
        }
        return due.isAfter(period.last().plusDays(SOON_DAYS)) ? "in date" : "due within " + SOON_DAYS + " days";
    }
}
