package io.dspt.monitor.streams.audit;

import io.dspt.monitor.core.rule.RuleBundle;
import io.dspt.monitor.core.rule.Verdict;
import io.dspt.monitor.streams.report.CsvTable;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The table of what the rules in force say of each record that was drawn from the log, by itself. */
final class DrawnVerdicts {
    private static final List<String> HEADINGS = List.of(
            "place", "offset", "source", "position", "received", "sha256", "file", "rule", "said_of_the_record_alone");

    private DrawnVerdicts() {}

    /**
     * Derives it.
     *
     * @param sources files of a pack by path
     * @param rules that are asked
     * @throws IllegalArgumentException when the sources are of another form
     */
    static byte[] table(SortedMap<String, byte[]> sources, RuleBundle rules) {
        CsvTable table = new CsvTable(HEADINGS);
        RecordVerdicts verdicts = new RecordVerdicts(rules);
        for (byte[] line : PackDerivation.lines(PackDerivation.source(sources, PackPaths.DRAWN_INDEX))) {
            DrawnRecord drawn = DrawnRecord.parse(line);
            @Nullable EvidenceFile record = drawn.record();
            if (record == null) {
                table.line(List.of(Long.toString(drawn.place()), "", "", "", "", "", "", "", "no record from here on"));
                continue;
            }
            SortedMap<String, Verdict> said = verdicts.of(record, PackDerivation.source(sources, record.file()));
            if (said.isEmpty()) {
                table.line(row(drawn, record, "", "no rule asks about it"));
            }
            said.forEach((rule, verdict) -> table.line(row(drawn, record, rule, words(verdict))));
        }
        return table.toBytes();
    }

    private static List<String> row(DrawnRecord drawn, EvidenceFile record, String rule, String said) {
        return List.of(
                Long.toString(drawn.place()),
                String.valueOf(drawn.offset()),
                record.source(),
                record.position(),
                PackTables.time(record.receivedAt()),
                record.sha256(),
                record.file(),
                rule,
                said);
    }

    /** Not the words of verdicts: one record by itself says less than they do. */
    private static String words(Verdict verdict) {
        return switch (verdict) {
            case VIOLATED -> "broken";
            case COMPLIANT -> "asked and not broken";
            case UNEVALUABLE -> "cannot be told";
            case NOT_APPLICABLE -> "does not apply";
        };
    }
}
