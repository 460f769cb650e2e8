package io.dspt.monitor.streams.output;

import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Finding.Decision;
import io.dspt.monitor.core.finding.Finding.Ending;
import io.dspt.monitor.core.finding.PersonReference;
import io.dspt.monitor.core.fold.Output.LedgerEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger. It names no person and repeats no message and no reason: who acted and why stands in the
 * finding, which can be erased without touching a line of the ledger. Persons are referred to by a hash, see {@link
 * io.dspt.monitor.core.finding.PersonReference}.
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
            JsonLine.text(json, "controller", finding.attribution().controller());
            JsonLine.text(json, "processor", finding.attribution().processor());
            JsonLine.text(json, "by", entry.by());
            JsonLine.text(json, "assignee", reference(finding, finding.assignee()));
            JsonLine.time(json, "openedAt", finding.openedAt());
            JsonLine.time(json, "lastSeenAt", finding.lastSeenAt());
            JsonLine.time(json, "resolvedAt", ending == null ? null : ending.at());
            JsonLine.text(json, "resolvedBy", ending == null ? null : resolvedBy(finding, ending));
            json.writeNumberField("count", finding.count());
            json.writeStringField("origin", finding.origin());
            FindingJson.evidence(json, finding.evidence());
        });
    }

    private static String resolvedBy(Finding finding, Ending ending) {
        @Nullable Decision decision = ending.decision();
        return decision == null
                ? ending.by()
                : "disposed as " + decision.disposition().printed() + " by "
                        + PersonReference.of(finding.estate(), decision.by());
    }

    private static @Nullable String reference(Finding finding, @Nullable String person) {
        return person == null ? null : PersonReference.of(finding.estate(), person);
    }
}
