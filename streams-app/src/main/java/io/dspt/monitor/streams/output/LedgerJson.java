package io.dspt.monitor.streams.output;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Finding.Ending;
import io.dspt.monitor.core.fold.Output.LedgerEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger. It names no principal and repeats no message: who acted stands in the finding, which can be
 * erased without touching a line of the ledger.
 */
public final class LedgerJson {
    private LedgerJson() {}

    /** The line, without its end. */
    public static byte[] of(LedgerEntry entry) {
        Finding finding = entry.finding();
        @Nullable Ending ending = finding.ending();
        return JsonLine.of(json -> {
            JsonLine.time(json, "at", entry.at());
            json.writeStringField("transition", entry.transition().name().toLowerCase(Locale.ROOT));
            json.writeStringField("findingId", finding.id().value());
            json.writeStringField("rule", finding.rule().id());
            json.writeStringField("ruleDigest", finding.rule().digest());
            json.writeStringField("severity", finding.latest().severity().printed());
            json.writeStringField("status", finding.status().printed());
            json.writeStringField("estate", finding.estate());
            JsonLine.text(json, "organisation", finding.organisation());
            JsonLine.time(json, "openedAt", finding.openedAt());
            JsonLine.time(json, "lastSeenAt", finding.lastSeenAt());
            JsonLine.time(json, "resolvedAt", ending == null ? null : ending.at());
            JsonLine.text(json, "resolvedBy", ending == null ? null : ending.by());
            json.writeNumberField("count", finding.count());
            FindingJson.evidence(json, finding.evidence());
        });
    }
}
