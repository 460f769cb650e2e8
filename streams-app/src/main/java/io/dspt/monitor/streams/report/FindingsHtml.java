package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.Balance;
import io.dspt.monitor.core.posture.MonthlySummary.FamilyLine;
import io.dspt.monitor.core.posture.MonthlySummary.FamilyPart;
import io.dspt.monitor.core.posture.MonthlySummary.FindingsPart;
import io.dspt.monitor.core.posture.MonthlySummary.OpenBySeverity;
import io.dspt.monitor.core.posture.MonthlySummary.RepeatRule;
import io.dspt.monitor.core.posture.MonthlySummary.ResponseTime;
import org.jspecify.annotations.Nullable;

/** Sections 3 to 6, findings by family of rules, and section 8, all of them. */
final class FindingsHtml {
    private static final String DATA_ACCESS = "DARS-";
    private static final String RESIDENCY = "Residency";

    private final Page page;
    private final MonthlySummary summary;

    FindingsHtml(Page page, MonthlySummary summary) {
        this.page = page;
        this.summary = summary;
    }

    void family(int place) {
        FamilyPart part = summary.families().get(place);
        if (!part.notEvidenced().isEmpty()) {
            page.notEvidenced(part.notEvidenced());
        }
        balances(part.title() + ": findings by family of rules");
        for (FamilyLine line : part.lines()) {
            page.row(line.family(), () -> cells(line.balance()));
        }
        page.endTable();
        if (part.title().equals(RESIDENCY)) {
            new ResourcesHtml(page, summary.resources()).write();
            checksForAccessToData();
        }
        CoverageHtml.notMeasured(page, summary, part.title());
    }

    /** The checks that telemetry decides for access to data. */
    private void checksForAccessToData() {
        page.table("Checks for access to data that telemetry speaks to", "Check", "Text", "Machine signal");
        summary.evidence().stream()
                .filter(line -> line.requirement().id().matches(DATA_ACCESS + "1[1-3]"))
                .forEach(line -> page.row(line.requirement().id(), () -> {
                    page.cell(line.requirement().title());
                    page.cell(line.signal().written());
                }));
        page.endTable();
    }

    private void balances(String caption) {
        page.table(
                caption,
                "Which",
                "Stood at the beginning",
                "Opened",
                "Reopened",
                "Closed",
                "Ended by a decision",
                "Stand at the end",
                "Of these exempt");
    }

    private void cells(Balance balance) {
        page.cell(balance.opening());
        page.cell(balance.opened());
        page.cell(balance.reopened());
        page.cell(balance.closed());
        page.cell(balance.disposed());
        page.cell(balance.closing());
        page.cell(balance.exemptAtEnd());
    }

    void activity() {
        FindingsPart activity = summary.activity();
        balances("All findings");
        page.row("All", () -> cells(activity.balance()));
        page.endTable();
        page.table(
                "Open or acknowledged at the end, by severity and age",
                "Severity",
                "All",
                "Up to 7 days",
                "8 to 30 days",
                "31 to 90 days",
                "Over 90 days");
        for (OpenBySeverity line : activity.open()) {
            page.row(line.severity().printed(), () -> {
                page.cell(line.all());
                line.byAge().forEach(page::cell);
            });
        }
        page.endTable();
        page.table("Response times; what the first inventory found is left out", "Time", "Measured", "Mean", "Median");
        times("To acknowledgement (MTTA)", activity.toNotice());
        times("To the event that ended it (MTTR)", activity.toClose());
        page.endTable();
        page.html().open("p").text("Closed because nothing more was seen, which is no response time: ");
        page.figure(activity.closedByQuiet());
        page.html().text(". Told of only after the month: ");
        page.figure(activity.toldLate());
        page.html().text(".").close("p");
        page.table("Rules broken most often, at most ten", "Rule", "Title", "Opened or reopened");
        for (RepeatRule rule : activity.topRules()) {
            page.row(rule.rule(), () -> {
                page.cell(rule.title());
                page.cell(rule.times());
            });
        }
        page.endTable();
    }

    private void times(String title, ResponseTime time) {
        page.row(title, () -> {
            page.cell(time.of());
            page.number(duration(time.meanSeconds()));
            page.number(duration(time.medianSeconds()));
        });
    }

    private static String duration(@Nullable Long seconds) {
        return seconds == null ? "none measured" : Page.duration(seconds);
    }
}
