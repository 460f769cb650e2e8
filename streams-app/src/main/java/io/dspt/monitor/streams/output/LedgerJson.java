package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dspt.monitor.core.codec.Sha256;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.finding.Finding;
import io.dspt.monitor.core.finding.Finding.Decision;
import io.dspt.monitor.core.finding.Finding.Ending;
import io.dspt.monitor.core.finding.PersonReference;
import io.dspt.monitor.core.ledger.FiledReport;
import io.dspt.monitor.core.ledger.LedgerEvent;
import io.dspt.monitor.core.ledger.LedgerEvent.ExemptionChanged;
import io.dspt.monitor.core.ledger.LedgerEvent.FindingChanged;
import io.dspt.monitor.core.ledger.LedgerEvent.RegisterLoaded;
import io.dspt.monitor.core.ledger.LedgerEvent.ReportFiled;
import io.dspt.monitor.core.ledger.LedgerEvent.RulesChanged;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a line of the ledger says, before it is chained. It names no person and repeats no message and no reason: who
 * acted and why stands in the finding or the exemption, which can be erased without touching a line of the ledger.
 * Persons are referred to by a hash, see {@link io.dspt.monitor.core.finding.PersonReference}; so is a single subject of
 * an exemption, which may be one.
 */
public final class LedgerJson {
    /** Value of {@code kind} of what happens to findings. */
    public static final String FINDING = "finding";

    private LedgerJson() {}

    /** The object on one line, without its end: the members between those that chain it. */
    public static byte[] of(String estate, LedgerEvent event) {
        return JsonLine.of(json -> {
            if (event instanceof FindingChanged changed) {
                begin(json, FINDING, event);
                finding(json, changed);
            } else if (event instanceof ExemptionChanged changed) {
                begin(json, "exemption", event);
                exemption(json, estate, changed);
            } else if (event instanceof RulesChanged changed) {
                begin(json, "rules", event);
                json.writeStringField("estate", estate);
                json.writeStringField("digest", changed.digest());
                json.writeNumberField("refused", changed.refused());
                texts(json, "rules", changed.rules());
            } else if (event instanceof RegisterLoaded loaded) {
                begin(json, "register", event);
                json.writeStringField("estate", estate);
                json.writeStringField("register", loaded.register());
                json.writeStringField("load", loaded.load());
                json.writeNumberField("rows", loaded.rows());
                json.writeStringField("digest", loaded.digest());
            } else {
                begin(json, "report", event);
                report(json, estate, (ReportFiled) event);
            }
        });
    }

    private static void begin(JsonGenerator json, String kind, LedgerEvent event) throws IOException {
        json.writeStringField("kind", kind);
        JsonLine.time(json, "at", event.at());
        JsonLine.time(json, "judgedAt", event.judgedAt());
    }

    private static void finding(JsonGenerator json, FindingChanged changed) throws IOException {
        Finding finding = changed.finding();
        @Nullable Ending ending = finding.ending();
        json.writeStringField("transition", changed.transition().name().toLowerCase(Locale.ROOT));
        json.writeStringField("findingId", finding.id().value());
        json.writeStringField("rule", finding.rule().id());
        json.writeStringField("ruleDigest", finding.rule().digest());
        json.writeStringField("title", finding.rule().title());
        json.writeStringField("severity", finding.latest().severity().printed());
        json.writeStringField("status", finding.status().printed());
        json.writeStringField("estate", finding.estate());
        JsonLine.text(json, "organisation", finding.organisation());
        JsonLine.text(json, "controller", finding.attribution().controller());
        JsonLine.text(json, "processor", finding.attribution().processor());
        JsonLine.text(json, "by", changed.by());
        @Nullable String assignee = finding.assignee();
        JsonLine.text(json, "assignee", assignee == null ? null : PersonReference.of(finding.estate(), assignee));
        JsonLine.time(json, "openedAt", finding.openedAt());
        JsonLine.time(json, "lastSeenAt", finding.lastSeenAt());
        JsonLine.time(json, "resolvedAt", ending == null ? null : ending.at());
        JsonLine.text(json, "resolvedBy", ending == null ? null : resolvedBy(finding, ending));
        json.writeNumberField("count", finding.count());
        json.writeStringField("origin", finding.origin());
        texts(json, "requirements", finding.rule().requirements());
        FindingJson.evidence(json, finding.evidence());
    }

    private static String resolvedBy(Finding finding, Ending ending) {
        @Nullable Decision decision = ending.decision();
        return decision == null
                ? ending.by()
                : "disposed as " + decision.disposition().printed() + " by "
                        + PersonReference.of(finding.estate(), decision.by());
    }

    private static void exemption(JsonGenerator json, String estate, ExemptionChanged changed) throws IOException {
        Exemption exemption = changed.exemption();
        LawfulBasis basis = exemption.lawfulBasis();
        LawfulBasis.@Nullable Article9 article9 = basis.article9();
        LawfulBasis.@Nullable TransferMechanism transfer = basis.transfer();
        json.writeStringField("estate", estate);
        json.writeStringField("exemption", exemption.id());
        json.writeStringField("transition", changed.transition().written());
        texts(json, "rules", exemption.scope().rules());
        JsonLine.text(json, "family", exemption.scope().family());
        json.writeStringField("place", place(estate, exemption.scope()));
        json.writeStringField("approvedOn", exemption.approvedOn().toString());
        json.writeStringField("reviewOn", exemption.reviewOn().toString());
        JsonLine.time(json, "startsOn", exemption.startsOn());
        JsonLine.time(json, "expiresOn", exemption.expiresOn());
        json.writeStringField("article6", basis.article6().written());
        json.writeBooleanField("patientData", basis.patientData());
        JsonLine.text(json, "article9", article9 == null ? null : article9.written());
        JsonLine.text(json, "transfer", transfer == null ? null : transfer.written());
        json.writeStringField("owner", PersonReference.of(estate, exemption.owner()));
        json.writeStringField("requestedBy", PersonReference.of(estate, exemption.requestedBy()));
        json.writeStringField("approvedBy", PersonReference.of(estate, exemption.approvedBy()));
        JsonLine.text(json, "by", changed.by());
    }

    /** As {@link ExemptionScope#place} has it, but for a single subject, which may be a person: that by a hash. */
    private static String place(String estate, ExemptionScope scope) {
        return scope.subject() instanceof ExemptionScope.Subject.Exact exact
                ? "subject:" + Sha256.name("subject", estate, exact.subject())
                : scope.place();
    }

    private static void report(JsonGenerator json, String estate, ReportFiled filed) throws IOException {
        FiledReport report = filed.report();
        json.writeStringField("estate", estate);
        json.writeStringField("month", report.month().toString());
        JsonLine.text(json, "organisation", report.organisation());
        json.writeNumberField("revision", report.revision());
        json.writeStringField("state", report.state().written());
        texts(json, "files", report.files());
        json.writeStringField("by", filed.by());
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, SortedMap<String, String> texts) throws IOException {
        json.writeObjectFieldStart(name);
        for (var text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }
}
