package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.Figure;
import io.dspt.monitor.core.posture.Period;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The document under way, with what its sections share: tables, figures that lead to their rows, times. */
final class Page {
    private static final DateTimeFormatter LONDON =
            DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm", Locale.ENGLISH).withZone(Period.LONDON);

    /** Where the document is read. */
    enum Medium {
        /** A browser: figures lead to their rows. */
        SCREEN,
        /** Paper: the rows stand in the annex for screens, and in the file for machines. */
        PAPER
    }

    private final Html html;
    private final Medium medium;

    Page(Html html, Medium medium) {
        this.html = html;
        this.medium = medium;
    }

    Html html() {
        return html;
    }

    boolean isScreen() {
        return medium == Medium.SCREEN;
    }

    void paragraph(String text) {
        html.element("p", text);
    }

    /** A part of the document under a heading of the second rank. */
    void section(String id, String title, Runnable content) {
        html.open("section", "id", id, "aria-labelledby", id + "-title");
        html.element("h2", title, "id", id + "-title");
        content.run();
        html.close("section");
    }

    /** Begins a table. Those wider than a page can be scrolled by keyboard. */
    void table(String caption, String... columns) {
        html.open("div", "class", "table", "role", "region", "aria-label", caption, "tabindex", "0");
        html.open("table").element("caption", caption).open("thead").open("tr");
        for (String column : columns) {
            html.element("th", column, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
    }

    void endTable() {
        html.close("tbody").close("table").close("div");
    }

    /** A row of a table that figures refer to by name. */
    void row(String name, String header, Runnable cells) {
        html.open("tr", "id", Html.id(name)).element("th", header, "scope", "row");
        cells.run();
        html.close("tr");
    }

    void row(String header, Runnable cells) {
        html.open("tr").element("th", header, "scope", "row");
        cells.run();
        html.close("tr");
    }

    void cell(@Nullable String text) {
        html.element("td", text == null || text.isEmpty() ? "–" : text);
    }

    /** A time, on one line. */
    void moment(@Nullable Instant at) {
        html.element("td", at == null ? "–" : time(at), "class", "moment");
    }

    void cell(Figure figure) {
        html.open("td", "class", "number");
        figure(figure);
        html.close("td");
    }

    /** A number that is no count of rows. */
    void number(String number) {
        html.element("td", number, "class", "number");
    }

    /** A figure, which on screen leads to the rows it counts; nought has none. */
    void figure(Figure figure) {
        String number = Long.toString(figure.value());
        if (isScreen() && !figure.parts().isEmpty()) {
            html.element(
                    "a",
                    number,
                    "class",
                    "figure",
                    "href",
                    "#" + rowsOf(figure),
                    "aria-label",
                    number + ": " + figure.label() + ", show the rows");
        } else {
            html.text(number);
        }
    }

    /** Where the rows of a figure are listed. */
    static String rowsOf(Figure figure) {
        return "rows-" + Html.id(figure.id());
    }

    /** Times without evidence, each as an interval. */
    void notEvidenced(List<Gap> gaps) {
        html.open("p").element("strong", "Not evidenced", "class", "tag grey");
        html.text(" for these times there is no evidence, neither for nor against:")
                .close("p");
        html.open("ul");
        gaps.forEach(gap -> html.element("li", written(gap)));
        html.close("ul");
    }

    /** An interval in words. */
    static String written(Gap gap) {
        return gap.category() + ": " + time(gap.from()) + " to " + time(gap.to()) + " ("
                + duration(gap.from(), gap.to()) + "), " + gap.cause().written();
    }

    /** A time in London. */
    static String time(Instant at) {
        return LONDON.format(at);
    }

    private static String duration(Instant from, Instant to) {
        return duration(Duration.between(from, to).toSeconds());
    }

    /** Seconds as days, hours and minutes, cut off. */
    static String duration(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        long days = duration.toDays();
        String hours = duration.toHoursPart() + " h " + duration.toMinutesPart() + " min";
        return days == 0 ? hours : days + " d " + hours;
    }
}
