package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.Figure;
import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.Cover;
import io.dspt.monitor.core.posture.MonthlySummary.Decision;
import io.dspt.monitor.core.posture.MonthlySummary.SignalChange;
import io.dspt.monitor.core.posture.MonthlySummary.SignalGroup;
import io.dspt.monitor.core.posture.MonthlySummary.StandardName;
import io.dspt.monitor.core.posture.MonthlySummary.Statement;
import io.dspt.monitor.core.standard.ToolkitCalendar.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The summary as one HTML file, for a browser or for paper. */
final class SummaryHtml {
    private static final String STYLES = "/report/summary.css";
    private static final String SCREEN_STYLES = "/report/screen.css";
    private static final String PAPER_STYLES = "/report/paper.css";

    /** A section of the document, in order. */
    private record Section(String id, String title) {}

    private static final List<Section> SECTIONS = List.of(
            new Section("statement", "1. Statement"),
            new Section("coverage", "2. Coverage and confidence"),
            new Section("residency", "3. Residency"),
            new Section("access", "4. Access"),
            new Section("retention", "5. Retention and backup"),
            new Section("standards", "6. Standards 5 to 10, logging and governance"),
            new Section("evidence", "7. Evidence table"),
            new Section("findings", "8. Findings"),
            new Section("exemptions", "9. Exemptions"),
            new Section("trend", "10. Thirteen months"),
            new Section("human", "11. Evidence kept by people"),
            new Section("sign-off", "12. Sign-off"),
            new Section("annex", "Annex"));
    /** The first of the four sections of findings by family of rules. */
    private static final int FIRST_FAMILY = 2;

    private final MonthlySummary summary;
    private final String digest;
    private final Page page;
    private final Html html = new Html();

    private SummaryHtml(MonthlySummary summary, String digest, Page.Medium medium) {
        this.summary = summary;
        this.digest = digest;
        this.page = new Page(html, medium);
    }

    /**
     * The document.
     *
     * @param digest SHA-256 of the summary's form for machines
     */
    static String of(MonthlySummary summary, String digest, Page.Medium medium) {
        return new SummaryHtml(summary, digest, medium).written();
    }

    /** What the document is called. */
    static String title(MonthlySummary summary) {
        Cover cover = summary.cover();
        String whose = cover.organisation() == null ? "estate " + cover.estate() : cover.organisation();
        return "Posture summary " + cover.month() + ", " + whose;
    }

    private String written() {
        html.open("html", "lang", "en-GB", "xmlns", "http://www.w3.org/1999/xhtml");
        head();
        html.open("body");
        html.element("a", "Skip to the summary", "class", "skip", "href", "#main");
        header();
        html.open("main", "id", "main");
        cover();
        section(0, this::statement);
        section(1, () -> new CoverageHtml(page, summary).write());
        for (int i = 0; i < summary.families().size(); i++) {
            int family = i;
            section(FIRST_FAMILY + i, () -> new FindingsHtml(page, summary).family(family));
        }
        section(6, () -> new EvidenceHtml(page, summary).table());
        section(7, () -> new FindingsHtml(page, summary).activity());
        section(8, () -> new EvidenceHtml(page, summary).exemptions());
        section(9, () -> new TrendHtml(page, summary).write());
        section(10, () -> new EvidenceHtml(page, summary).keptByPeople());
        section(11, () -> new EvidenceHtml(page, summary).signOff());
        section(12, () -> new AnnexHtml(page, summary, digest).write());
        html.close("main");
        html.open("footer")
                .element(
                        "p",
                        title(summary) + ", revision " + summary.cover().revision() + ", "
                                + (summary.cover().isFinal() ? "final" : "draft"));
        html.close("footer").close("body").close("html");
        return html.written();
    }

    private void section(int place, Runnable content) {
        Section section = SECTIONS.get(place);
        page.section(section.id(), section.title(), content);
    }

    private void head() {
        html.open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", title(summary));
        html.empty(
                "meta",
                "name",
                "description",
                "content",
                "What was found in the month, what was not evidenced, and what people must decide");
        html.styles(resource(STYLES));
        html.styles(resource(page.isScreen() ? SCREEN_STYLES : PAPER_STYLES));
        if (!page.isScreen()) {
            html.open("bookmarks");
            SECTIONS.forEach(section -> html.empty("bookmark", "name", section.title(), "href", "#" + section.id()));
            html.close("bookmarks");
        }
        html.close("head");
    }

    private void header() {
        html.open("header").element("h1", title(summary));
        html.close("header");
        html.open("nav", "aria-label", "Sections").open("ol", "class", "contents");
        SECTIONS.forEach(section -> html.open("li")
                .element("a", section.title(), "href", "#" + section.id())
                .close("li"));
        html.close("ol").close("nav");
    }

    private void cover() {
        Cover cover = summary.cover();
        html.open("section", "id", "cover", "aria-label", "Cover");
        if (!cover.notices().isEmpty()) {
            html.open("div", "class", "notice").open("ul");
            cover.notices().forEach(notice -> html.element("li", notice));
            html.close("ul").close("div");
        }
        page.table("What this summary is about", "What", "Value");
        fact("State", cover.isFinal() ? "final" : "draft");
        fact("Revision", Integer.toString(cover.revision()));
        fact("Month", cover.month() + ", days in London: " + Page.time(cover.from()) + " to " + Page.time(cover.to()));
        fact(
                "Organisation",
                cover.organisation() == null
                        ? "all of the estate"
                        : cover.organisation()
                                + (cover.organisationName() == null ? "" : ", " + cover.organisationName()));
        fact("Estate", cover.estate());
        fact("Organisations known", String.join(", ", cover.organisations()));
        fact(
                "Toolkit",
                String.join(
                        "; ",
                        cover.standards().stream().map(SummaryHtml::written).toList()));
        fact("Made at, by the log's own clock", cover.generatedAt() == null ? null : Page.time(cover.generatedAt()));
        fact("Rule set at the end of the month", cover.rulesAtEnd());
        fact("Rule set whose texts are used", cover.rulesNow());
        fact(
                "Ledger",
                cover.ledger().entries() + " entries, "
                        + (cover.ledger().verifies()
                                ? "each follows the one before"
                                : cover.ledger().problem()));
        fact(
                "Subscriptions",
                cover.subscriptions() == null
                        ? "no inventory has told which there are"
                        : cover.subscriptions().heardLastDay() + " heard within a day, "
                                + cover.subscriptions().heardEarlier() + " earlier, "
                                + cover.subscriptions().neverHeard() + " never, as of "
                                + Page.time(cover.subscriptions().at()));
        fact("SHA-256 of the form for machines", digest);
        page.row("Findings of no organisation", () -> page.cell(cover.unattributed()));
        page.endTable();
        if (!cover.notFinalBecause().isEmpty()) {
            page.paragraph("It cannot be final: " + String.join("; ", cover.notFinalBecause()) + ".");
        }
        html.close("section");
    }

    private void fact(String what, @Nullable String value) {
        page.row(what, () -> page.cell(value));
    }

    private static String written(StandardName standard) {
        return standard.name() + " (" + standard.year() + (standard.confirmed() ? ")" : ", content unconfirmed)");
    }

    private void statement() {
        Statement statement = summary.statement();
        page.paragraph(
                "What telemetry says of each requirement. It does not say that a requirement is met: people decide"
                        + " that. \"Supported\" means that all of its rules were evaluated all the time and nothing was found.");
        page.table(
                "Requirements by machine signal",
                "Standard or objective",
                "All",
                "Contradicted",
                "Supported",
                "Held elsewhere",
                "No machine evidence");
        for (SignalGroup group : statement.groups()) {
            page.row(group.title(), () -> {
                for (Figure figure : List.of(
                        group.all(), group.contradicted(), group.supported(), group.heldElsewhere(), group.none())) {
                    page.cell(figure);
                }
            });
        }
        page.endTable();
        html.element("h3", "To decide");
        if (statement.decisions().isEmpty()) {
            page.paragraph("Nothing that the monitor knows of.");
        } else {
            html.open("ol");
            for (Decision decision : statement.decisions()) {
                html.open("li").text(decision.text() + " ");
                page.figure(decision.about());
                html.close("li");
            }
            html.close("ol");
        }
        html.element("h3", "Change since the month before");
        if (statement.changes().isEmpty()) {
            page.paragraph("No requirement has another signal.");
        } else {
            page.table("Requirements with another signal than in the month before", "Requirement", "Before", "Now");
            for (SignalChange change : statement.changes()) {
                page.row(change.requirement(), () -> {
                    page.cell(change.before());
                    page.cell(change.now());
                });
            }
            page.endTable();
        }
        html.element("h3", "Dates");
        dates(statement);
    }

    private void dates(Statement statement) {
        Version version = statement.version();
        if (version == null) {
            page.paragraph("The calendar has no assessment for this month.");
            return;
        }
        page.paragraph("Toolkit version " + version.version() + " (" + version.year() + "), interim: "
                + date(version.interim(), statement.daysToInterim()) + "; deadline: "
                + date(version.deadline(), statement.daysToDeadline())
                + (version.confirmed() ? "." : ". Dates and content are expected, not confirmed."));
    }

    private static String date(@Nullable LocalDate day, @Nullable Long days) {
        if (day == null) {
            return "day not known";
        }
        return day + (days == null ? ", past" : ", " + days + " days after the month's end");
    }

    private static String resource(String name) {
        try (InputStream in = SummaryHtml.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
