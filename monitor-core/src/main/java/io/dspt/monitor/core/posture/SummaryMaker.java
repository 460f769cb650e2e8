package io.dspt.monitor.core.posture;

import io.dspt.monitor.core.posture.MonthlySummary.Cover;
import io.dspt.monitor.core.posture.MonthlySummary.CoveragePart;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceItem;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.ExemptionLine;
import io.dspt.monitor.core.posture.MonthlySummary.FindingLine;
import io.dspt.monitor.core.posture.MonthlySummary.FindingsPart;
import io.dspt.monitor.core.posture.MonthlySummary.ResourcesPart;
import io.dspt.monitor.core.posture.MonthlySummary.StandardName;
import io.dspt.monitor.core.posture.MonthlySummary.Statement;
import io.dspt.monitor.core.posture.MonthlySummary.TrendMonth;
import io.dspt.monitor.core.posture.ReportedEvent.ReportMade;
import io.dspt.monitor.core.posture.ReportedEvent.RulesChange;
import io.dspt.monitor.core.standard.Standard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the summary of a month of what the topics tell. The same inputs give the same summary; no clock is read but the
 * log's own, which is among them.
 */
public final class SummaryMaker {
    private static final String FINDING = FindingHistory.row("");

    private final PostureInputs inputs;
    private final MachineSignals signals;
    private final Organisations organisations;

    /** Summaries of an estate. */
    public SummaryMaker(PostureInputs inputs, SignalSettings settings) {
        this.inputs = inputs;
        this.signals = new MachineSignals(inputs, settings);
        this.organisations = new Organisations(inputs, signals);
    }

    /** ODS codes that a register or a finding names, in order. */
    public SortedSet<String> organisations() {
        return organisations.known();
    }

    /**
     * The summary of a month.
     *
     * @throws UnknownOrganisationException when nobody knows the organisation
     * @throws NotFinalException when it is to be final and cannot be
     */
    public MonthlySummary make(SummaryRequest request) {
        String organisation = request.organisation();
        SortedSet<String> known = organisations.known();
        if (organisation != null && !known.contains(organisation)) {
            throw new UnknownOrganisationException(organisation, known);
        }
        Period period = Period.of(request.month());
        CoverageOfPeriod seen = signals.coverage(period);
        List<String> notFinal = Readiness.reasons(inputs, period, seen);
        if (request.asFinal() && !notFinal.isEmpty()) {
            throw new NotFinalException(notFinal);
        }
        FigureBook figures = new FigureBook();
        List<FindingHistory> histories = signals.histories().values().stream()
                .filter(history -> history.concerns(organisation))
                .toList();
        @Nullable RulesChange rules = liveAt(period.to());
        Instant clock = inputs.clock();
        Instant end = clock == null || clock.isAfter(period.to()) ? period.to() : clock;

        CoveragePart coverage =
                new CoverageSection(seen, figures).part(inputs.rules().size(), rules == null ? null : rules.refused());
        @Nullable
        ResourcesPart resources = new ResourcesSection(inputs.resources(), organisation).part(period, figures);
        EvidenceSection evidence = new EvidenceSection(inputs, signals, period, organisation, figures);
        List<Standard> standards = StandardsOfMonth.of(
                inputs.standards(), inputs.calendar(), period, organisations.category(organisation));
        List<EvidenceLine> lines = evidence.lines(standards, organisations.category(organisation));
        List<EvidenceItem> items = evidence.items();
        List<ExemptionLine> exemptions = ExemptionsSection.lines(inputs.exemptions(), period, histories, figures);
        FindingsSection findings = new FindingsSection(period, end, histories, figures);
        FindingsPart activity = findings.part();
        TrendSection trend = new TrendSection(inputs, signals, histories, organisation, figures);
        List<TrendMonth> months = trend.months(
                request.month(), lines.stream().map(EvidenceLine::requirement).toList());
        Statement statement = new StatementSection(inputs, signals, period, organisation, figures)
                .statement(lines, histories, coverage, exemptions, items);
        Cover cover = new Cover(
                inputs.estate(),
                organisation,
                organisations.name(organisation),
                List.copyOf(known),
                standards.stream()
                        .map(one -> new StandardName(one.name(), one.year(), one.confirmed()))
                        .toList(),
                request.month(),
                period.from(),
                period.to(),
                clock,
                rules == null ? null : rules.digest(),
                inputs.rulesDigest(),
                request.asFinal(),
                revision(request),
                notFinal,
                Readiness.notices(inputs, period, seen),
                inputs.ledgerState(),
                inputs.subscriptions(),
                unattributed(period, figures));
        return new MonthlySummary(
                cover,
                statement,
                coverage,
                resources,
                Families.parts(inputs.rules().values(), seen, histories, findings),
                lines,
                activity,
                exemptions,
                months,
                trend.ruleSets(request.month()),
                items,
                NotMeasuredFigures.ALL,
                figures.all(),
                counted(figures.all(), period));
    }

    private Figure unattributed(Period period, FigureBook figures) {
        return figures.counting(
                "unattributed",
                "findings of the estate that are attributed to no organisation and stand when the month ends",
                signals.histories().values().stream()
                        .filter(history -> history.steps().stream()
                                .allMatch(step -> step.change().organisations().isEmpty()))
                        .filter(history -> history.stoodBefore(period.to()))
                        .map(FindingHistory::row)
                        .toList());
    }

    /** The findings that any figure counts. */
    private List<FindingLine> counted(List<Figure> figures, Period period) {
        SortedSet<String> ids = new TreeSet<>();
        figures.forEach(figure -> figure.rows().stream()
                .filter(row -> row.startsWith(FINDING))
                .forEach(row -> ids.add(row.substring(FINDING.length()))));
        List<FindingLine> lines = new ArrayList<>();
        ids.forEach(id -> lines.add(
                FindingsSection.line(Objects.requireNonNull(signals.histories().get(id)), period)));
        return lines;
    }

    private @Nullable RulesChange liveAt(Instant time) {
        RulesChange live = null;
        for (RulesChange change : inputs.entries(RulesChange.class)) {
            live = change.at().isBefore(time) ? change : live;
        }
        return live;
    }

    private int revision(SummaryRequest request) {
        return 1
                + inputs.entries(ReportMade.class).stream()
                        .filter(made -> made.month().equals(request.month()))
                        .filter(made -> Objects.equals(made.organisation(), request.organisation()))
                        .mapToInt(ReportMade::revision)
                        .max()
                        .orElse(0);
    }
}
