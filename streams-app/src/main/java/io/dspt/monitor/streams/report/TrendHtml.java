package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.RuleSetChange;
import io.dspt.monitor.core.posture.MonthlySummary.TrendMonth;
import io.dspt.monitor.core.posture.Period;
import java.time.YearMonth;
import java.util.List;

/** Section 10: thirteen months as a picture and as the table of its numbers. */
final class TrendHtml {
    private static final int MOST_NAMED = 12;

    private final Page page;
    private final MonthlySummary summary;

    TrendHtml(Page page, MonthlySummary summary) {
        this.page = page;
        this.summary = summary;
    }

    void write() {
        if (page.isScreen()) {
            chart();
        }
        page.table(
                "Thirteen months",
                "Month",
                "Critical and high open at the end",
                "Opened or reopened",
                "Ended",
                "Days told of",
                "Sources silent for",
                "Requirements contradicted",
                "Requirements supported",
                "Resources with patient data in the UK");
        for (TrendMonth month : summary.trend()) {
            page.row(month.month().toString() + marker(month.month()), () -> {
                page.cell(month.openGrave());
                page.cell(month.opened());
                page.cell(month.closed());
                page.number(month.daysTold().written(month.silentSeconds() > 0));
                page.number(Page.duration(month.silentSeconds()));
                page.cell(month.contradicted());
                page.cell(month.supported());
                page.cell(
                        month.patientDataInUk() == null
                                ? "not counted"
                                : month.patientDataInUk().written());
            });
        }
        page.endTable();
        page.paragraph(
                "A star marks a month in which another rule set went live: findings may have come or gone by that"
                        + " alone.");
        ruleSets();
    }

    private String marker(YearMonth month) {
        return changedIn(month) ? " *" : "";
    }

    private boolean changedIn(YearMonth month) {
        Period period = Period.of(month);
        return summary.ruleSets().stream().anyMatch(change -> period.holds(change.at()));
    }

    private void ruleSets() {
        if (summary.ruleSets().isEmpty()) {
            page.paragraph("The ledger tells of no rule set in these months.");
            return;
        }
        page.table("Rule sets that went live", "When", "Digest", "Refused files", "Added", "Removed", "Changed");
        for (RuleSetChange change : summary.ruleSets()) {
            page.row(Page.time(change.at()), () -> {
                page.cell(change.digest());
                page.number(Integer.toString(change.refused()));
                page.cell(named(change.added()));
                page.cell(named(change.removed()));
                page.cell(named(change.changed()));
            });
        }
        page.endTable();
    }

    private static String named(List<String> rules) {
        return rules.size() <= MOST_NAMED
                ? String.join(", ", rules)
                : String.join(", ", rules.subList(0, MOST_NAMED)) + " and " + (rules.size() - MOST_NAMED) + " others";
    }

    /** Bars of critical and high findings open at the end of each month; the table below has the numbers. */
    private void chart() {
        List<TrendMonth> months = summary.trend();
        long most = Math.max(
                1,
                months.stream()
                        .mapToLong(month -> month.openGrave().value())
                        .max()
                        .orElse(1));
        Html html = page.html();
        html.open("div", "class", "chart");
        html.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 680 200",
                "role",
                "img",
                "aria-labelledby",
                "trend-picture trend-words");
        html.element("title", "Critical and high findings open at the end of each month", "id", "trend-picture");
        html.element("desc", words(months), "id", "trend-words");
        for (int i = 0; i < months.size(); i++) {
            TrendMonth month = months.get(i);
            long height = month.openGrave().value() * 140 / most;
            String x = Integer.toString(20 + i * 50);
            html.empty(
                    "rect",
                    "x",
                    x,
                    "y",
                    Long.toString(160 - height),
                    "width",
                    "30",
                    "height",
                    Long.toString(height),
                    "fill",
                    "#005eb8");
            label(
                    x,
                    Long.toString(152 - height),
                    Long.toString(month.openGrave().value()));
            label(x, "178", month.month().toString().substring(2) + (changedIn(month.month()) ? "*" : ""));
        }
        html.empty("line", "x1", "10", "y1", "160", "x2", "670", "y2", "160", "stroke", "#4c6272");
        html.close("svg").close("div");
    }

    private void label(String x, String y, String text) {
        page.html().element("text", text, "x", x, "y", y, "font-size", "12", "fill", "#212b32");
    }

    private static String words(List<TrendMonth> months) {
        return String.join(
                "; ",
                months.stream()
                        .map(month -> month.month() + ": " + month.openGrave().value())
                        .toList());
    }
}
