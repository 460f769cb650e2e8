package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evidence table as CSV (RFC 4180), in the order of the toolkit, to be copied into it. A cell that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
final class EvidenceCsv {
    private static final String STARTS_A_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private static final List<String> COLUMNS = List.of(
            "standard",
            "id",
            "text",
            "expectation",
            "answer",
            "answered_by",
            "answered_on",
            "answer_link",
            "machine_signal",
            "machine_signal_gross",
            "open_in_month",
            "open_at_end",
            "exempt",
            "findings",
            "rules",
            "reasons",
            "not_evidenced",
            "evidence_kept",
            "next_refresh",
            "differs");

    private EvidenceCsv() {}

    static String of(MonthlySummary summary) {
        StringBuilder csv = new StringBuilder();
        line(csv, COLUMNS);
        summary.evidence().forEach(evidence -> line(csv, cells(evidence)));
        return csv.toString();
    }

    private static List<String> cells(EvidenceLine line) {
        SelfAssessment answer = line.answer();
        return List.of(
                line.standard(),
                line.requirement().id(),
                line.requirement().title(),
                line.requirement().expectation() == null
                        ? ""
                        : line.requirement().expectation().level(),
                answer == null ? "" : answer.answer(),
                answer == null ? "" : answer.by(),
                answer == null ? "" : text(answer.on()),
                answer == null ? "" : answer.link(),
                line.signal().written(),
                line.signal().gross().written(),
                Long.toString(line.contradictedBy().value()),
                Long.toString(line.openAtEnd().value()),
                Long.toString(line.exempt().value()),
                String.join(" ", line.signal().findings()),
                String.join(" ", line.signal().rules()),
                String.join("; ", line.signal().reasons()),
                String.join(
                        "; ",
                        line.signal().notEvidenced().stream().map(Page::written).toList()),
                String.join("; ", line.items()),
                text(line.nextRefresh()),
                line.disagreement() == null ? "" : line.disagreement());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static void line(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            csv.append(i == 0 ? "" : ",").append(quoted(harmless(cells.get(i))));
        }
        csv.append("\r\n");
    }

    /** The text as a spreadsheet shows it and does not compute it. */
    static String harmless(String cell) {
        return !cell.isEmpty() && STARTS_A_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + cell.replace("\"", "\"\"") + '"'
                : cell;
    }
}
