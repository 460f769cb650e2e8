package io.dspt.monitor.streams.report;

import io.dspt.monitor.core.posture.MonthlySummary;
import io.dspt.monitor.core.posture.MonthlySummary.EvidenceLine;
import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The evidence table as CSV, in the order of the toolkit, to be copied into it. */
final class EvidenceCsv {
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
        CsvTable csv = new CsvTable(COLUMNS);
        summary.evidence().forEach(evidence -> csv.line(cells(evidence)));
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
}
