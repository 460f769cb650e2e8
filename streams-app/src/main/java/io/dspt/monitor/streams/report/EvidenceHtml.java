package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.posture.MachineSignal;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceItem;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.ExemptionLine;
import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import io.dspt.monitor.core.posture.Period;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Section 7 and what people add: exemptions, kept evidence, sign-off. */
final class EvidenceHtml {
    private final Page page;
    private final MonthlySummary summary;

    EvidenceHtml(Page page, MonthlySummary summary) {
        this.page = page;
        this.summary = summary;
    }

    void table() {
        page.paragraph(
                "In the order of the toolkit. The signal is net of exemptions; where exemptions make a difference the"
                        + " gross signal stands beside it. Rules may watch only a part of a requirement.");
        page.table(
                "Requirements",
                "Requirement",
                "Text",
                "Expectation",
                "Answered by people",
                "Machine signal",
                "Open in the month",
                "Open at the end",
                "Exempt",
                "What it rests on",
                "Evidence kept, next due");
        summary.evidence()
                .forEach(line -> page.row(line.row(), line.requirement().name(), () -> cells(line)));
        page.endTable();
    }

    private void cells(EvidenceLine line) {
        page.cell(line.requirement().title());
        page.cell(
                line.requirement().expectation() == null
                        ? null
                        : line.requirement().expectation().level());
        page.html().open("td").text(line.answer() == null ? "–" : written(line.answer()));
        if (line.disagreement() != null) {
            page.html().open("p").element("strong", "Differs", "class", "tag red");
            page.html().text(" " + line.disagreement()).close("p");
        }
        page.html().close("td").open("td");
        page.html()
                .element(
                        "strong",
                        line.signal().written(),
                        "class",
                        "tag " + colour(line.signal().signal()));
        if (line.signal().gross() != line.signal().signal()) {
            page.html().element("p", "gross: " + line.signal().gross().written());
        }
        page.html().close("td");
        page.cell(line.contradictedBy());
        page.cell(line.openAtEnd());
        page.cell(line.exempt());
        page.html().open("td");
        rests(line);
        page.html().close("td");
        page.cell(String.join("; ", line.items()) + (line.nextRefresh() == null ? "" : ", " + line.nextRefresh()));
    }

    private void rests(EvidenceLine line) {
        List<String> rules = line.signal().rules();
        page.html().element("p", rules.isEmpty() ? "no rule" : "rules " + String.join(", ", rules));
        line.signal().reasons().forEach(reason -> page.html().element("p", reason));
        if (!line.signal().notEvidenced().isEmpty()) {
            int others = line.signal().notEvidenced().size() - 1;
            page.html()
                    .element(
                            "p",
                            "Not evidenced: "
                                    + Page.written(line.signal().notEvidenced().get(0))
                                    + (others == 0 ? "" : "; further intervals: " + others));
        }
    }

    private static String colour(MachineSignal signal) {
        return switch (signal) {
            case CONTRADICTED -> "red";
            case SUPPORTED -> "green";
            case HELD_ELSEWHERE -> "blue";
            case NONE -> "grey";
        };
    }

    private static String written(SelfAssessment answer) {
        return answer.answer()
                + (answer.by().isEmpty() ? "" : ", by " + answer.by())
                + (answer.on() == null ? "" : ", on " + answer.on())
                + (answer.link().isEmpty() ? "" : ", " + answer.link());
    }

    void exemptions() {
        if (summary.exemptions().isEmpty()) {
            page.paragraph("None had been approved by the end of the month.");
            return;
        }
        page.table(
                "Exemptions approved by the end of the month",
                "Id",
                "Scope",
                "Reason and compensating control",
                "Lawful basis",
                "Asked for by",
                "Approved by, on",
                "Review by",
                "Ends",
                "State at the end",
                "Made exempt in the month",
                "Exempt at the end");
        for (ExemptionLine line : summary.exemptions()) {
            Exemption exemption = line.state().exemption();
            page.row("exemption-" + exemption.id(), exemption.id(), () -> {
                page.cell(exemption.scope().written());
                page.cell(exemption.reason() + "; instead: " + exemption.compensatingControl());
                page.cell(exemption.lawfulBasis().written());
                page.cell(exemption.requestedBy());
                page.cell(exemption.approvedBy() + ", " + exemption.approvedOn());
                page.cell(exemption.reviewOn().toString());
                page.moment(exemption.expiresOn());
                page.cell(line.status());
                page.cell(line.used());
                page.cell(line.covers());
            });
        }
        page.endTable();
    }

    void keptByPeople() {
        if (summary.humanEvidence().isEmpty()) {
            page.paragraph("No evidence item has been filed: the register is empty or was never loaded.");
        } else {
            page.table("Evidence kept by people", "Requirement", "Item", "Owner", "Renewed", "Due", "State");
            for (EvidenceItem item : summary.humanEvidence()) {
                page.row(item.row(), item.requirement(), () -> {
                    page.cell(item.item());
                    page.cell(item.owner());
                    page.cell(day(item.lastRefreshed()));
                    page.cell(day(item.dueOn()));
                    page.cell(item.state());
                });
            }
            page.endTable();
        }
        CoverageHtml.notMeasured(page, summary, "Human evidence");
    }

    private static @Nullable String day(java.time.@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    void signOff() {
        page.paragraph("Corrections after signature are numbered addenda, never changes of this page. The state of "
                + summary.cover().month().getMonth().getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH)
                + " is as told until "
                + (summary.cover().generatedAt() == null
                        ? "nothing"
                        : Period.dayOf(summary.cover().generatedAt()).toString())
                + ".");
        page.table("Signatures", "Who", "Statement", "Name", "Date", "Minute reference");
        signature("Prepared by", "Figures were drawn as described in the annex");
        signature("Reviewed by the data protection officer or information governance lead", "");
        signature("Caldicott Guardian", "Comment");
        signature(
                "Senior information risk owner", "I have considered this summary and accept / do not accept the risks");
        page.endTable();
    }

    private void signature(String who, String statement) {
        page.row(who, () -> {
            page.cell(statement);
            page.html().element("td", "\u00a0").element("td", "\u00a0").element("td", "\u00a0");
        });
    }
}
