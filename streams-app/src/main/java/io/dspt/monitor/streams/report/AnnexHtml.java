package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.Figure;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.FindingLine;

/** The annex: how figures come about, every finding that one counts, and on screen the rows of each figure. */
final class AnnexHtml {
    private final Page page;
    private final MonthlySummary summary;
    private final String digest;

    AnnexHtml(Page page, MonthlySummary summary, String digest) {
        this.page = page;
        this.summary = summary;
        this.digest = digest;
    }

    void write() {
        Html html = page.html();
        html.element("h3", "How figures come about");
        page.paragraph(
                "All figures come from the estate's ledger and coverage, and from nothing else. Findings count from"
                        + " when they happened, days from what arrived on them. The form for machines of this summary holds every"
                        + " figure with the rows it counts; its SHA-256 is " + digest + ".");
        page.paragraph("Last hash of the ledger when this was made: "
                + (summary.cover().ledger().lastHash() == null
                        ? "entries carry none"
                        : summary.cover().ledger().lastHash())
                + ".");
        findings();
        if (page.isScreen()) {
            html.element("h3", "Rows of every figure");
            summary.figures().stream()
                    .filter(figure -> !figure.parts().isEmpty())
                    .forEach(this::rows);
        }
    }

    private void findings() {
        page.table(
                "Findings that a figure counts",
                "Finding",
                "Rule",
                "Title",
                "Severity",
                "State at the end",
                "Organisations",
                "Origin",
                "Happened",
                "Judged",
                "Ended",
                "Ended by");
        for (FindingLine line : summary.findings()) {
            page.row(line.row(), line.id(), () -> {
                page.cell(line.rule());
                page.cell(line.title());
                page.cell(line.severity().printed());
                page.cell(line.status() == null ? "known later" : line.status());
                page.cell(String.join(", ", line.organisations()));
                page.cell(line.origin());
                page.moment(line.happenedAt());
                page.moment(line.judgedAt());
                page.moment(line.endedAt());
                page.cell(line.endedBy());
            });
        }
        page.endTable();
    }

    private void rows(Figure figure) {
        Html html = page.html();
        html.open("div", "id", Page.rowsOf(figure), "class", "rows");
        html.element("p", figure.label() + ": " + figure.value());
        html.open("ol");
        for (Figure.Part part : figure.parts()) {
            html.open("li", "data-adds", Long.toString(part.adds()));
            html.element("a", part.row(), "href", "#" + Html.id(part.row()));
            html.text(part.adds() == 1 ? "" : " " + part.adds()).close("li");
        }
        html.close("ol").close("div");
    }
}
