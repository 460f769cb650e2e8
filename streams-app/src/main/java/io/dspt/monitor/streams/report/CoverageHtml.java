package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.CoveragePart;
import io.dspt.monitor.core.posture.MonthlySummary.SourceLine;
import io.dspt.monitor.core.posture.ReceivedDay;
import java.util.Objects;

/** Section 2: what was seen, what was not, and what became of everything that arrived. */
final class CoverageHtml {
    private final Page page;
    private final CoveragePart coverage;
    private final MonthlySummary summary;

    CoverageHtml(Page page, MonthlySummary summary) {
        this.page = page;
        this.summary = summary;
        this.coverage = summary.coverage();
    }

    void write() {
        page.paragraph("Coverage is that of the whole estate: a source serves all organisations in it.");
        page.paragraph("Days told of, of those that are over: "
                + coverage.daysTold().written(!coverage.silences().isEmpty()) + ". Rules in force now: "
                + coverage.rulesInForce() + "; rule files refused when the month ended: "
                + Objects.requireNonNullElse(coverage.refusedRules(), 0)
                + (coverage.refusedRules() == null ? " (the ledger tells of no rule set)." : "."));
        if (coverage.silences().isEmpty()) {
            page.paragraph(
                    "No silence longer than expected was told of. Of sources nothing is expected of, none can be.");
        } else {
            page.notEvidenced(coverage.silences());
        }
        sources();
        reconciliation();
        notMeasured(page, summary, "Coverage and confidence");
    }

    private void sources() {
        page.table(
                "Sources by diagnostic category",
                "Category",
                "Elements read",
                "Days heard without a silence",
                "Silences",
                "Silent for");
        for (SourceLine source : coverage.sources()) {
            page.row("source-" + source.category(), source.category(), () -> {
                page.cell(source.elements());
                page.number(source.daysHeard().written());
                page.number(Integer.toString(source.silences().size()));
                page.number(Page.duration(source.silentSeconds()));
            });
        }
        page.endTable();
    }

    private void reconciliation() {
        page.html().element("h3", "Reconciliation");
        page.paragraph(
                "Received is judged, not applicable, unevaluable, ignored and unreadable together, by day of arrival"
                        + " in London. A day on which it is not keeps the summary from being final.");
        page.table(
                "What became of everything that arrived",
                "Day",
                "Received",
                "Judged",
                "Not applicable",
                "Unevaluable",
                "Ignored",
                "Unreadable",
                "Difference");
        for (ReceivedDay day : coverage.reconciliation()) {
            page.row(day.row(), day.day() + (day.isOver() ? "" : ", not over"), () -> {
                page.number(Long.toString(day.received()));
                page.number(Long.toString(ReceivedDay.sum(day.elements().judged())));
                page.number(Long.toString(ReceivedDay.sum(day.elements().notApplicable())));
                page.number(Long.toString(ReceivedDay.sum(day.elements().unevaluable())));
                page.number(Long.toString(ReceivedDay.sum(day.elements().ignored())));
                page.number(Long.toString(ReceivedDay.sum(day.elements().deadLettered())));
                page.number(Long.toString(day.received() - day.accountedFor()));
            });
        }
        page.row("Month", () -> {
            page.cell(coverage.received());
            page.cell(coverage.judged());
            page.cell(coverage.notApplicable());
            page.cell(coverage.unevaluable());
            page.cell(coverage.ignored());
            page.cell(coverage.deadLettered());
            page.number(Long.toString(coverage.reconciliation().stream()
                    .mapToLong(day -> day.received() - day.accountedFor())
                    .sum()));
        });
        page.endTable();
    }

    /** What people look for in a section and no topic tells. */
    static void notMeasured(Page page, MonthlySummary summary, String section) {
        if (summary.notMeasured().stream().noneMatch(figure -> figure.section().equals(section))) {
            return;
        }
        page.html().element("h3", "Not measured");
        page.html().open("ul");
        summary.notMeasured().stream()
                .filter(figure -> figure.section().equals(section))
                .forEach(figure -> page.html().element("li", figure.what() + ": not measured, " + figure.why()));
        page.html().close("ul");
    }
}
