package io.dspt.monitor.core.finding;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.finding.Finding.Decision;
import io.dspt.monitor.core.finding.Finding.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row form of a finding. */
public final class FindingRow {
    private FindingRow() {}

    /** Writes a finding. */
    public static void write(Encoder encoder, Finding finding) {
        encoder.text(finding.id().value())
                .text(finding.estate())
                .whole(finding.episode())
                .text(finding.rule().id())
                .text(finding.rule().digest())
                .text(finding.rule().title())
                .whole(finding.rule().requirements().size());
        finding.rule().requirements().forEach(encoder::text);
        encoder.text(finding.subject())
                .textOrNull(finding.attribution().operator())
                .textOrNull(finding.attribution().controller())
                .textOrNull(finding.attribution().processor())
                .text(finding.origin())
                .text(finding.status().name());
        write(encoder, finding.latest());
        write(encoder, finding.firstEvidence());
        encoder.time(finding.openedAt()).time(finding.lastSeenAt()).whole(finding.count());
        Ending ending = finding.ending();
        encoder.timeOrNull(ending == null ? null : ending.at());
        if (ending != null) {
            write(encoder, ending);
        }
        encoder.textOrNull(finding.assignee());
    }

    /** Writes how a finding ended, without the time. */
    public static void write(Encoder encoder, Ending ending) {
        Decision decision = ending.decision();
        encoder.text(ending.by()).flag(decision != null);
        if (decision != null) {
            encoder.text(decision.disposition().name()).text(decision.by()).text(decision.reason());
        }
    }

    /** Reads what {@link #write(Encoder, Ending)} wrote. */
    public static Ending ending(Decoder decoder, Instant at) {
        String by = decoder.text();
        return decoder.flag()
                ? new Ending(at, by, new Decision(Disposition.valueOf(decoder.text()), decoder.text(), decoder.text()))
                : new Ending(at, by);
    }

    /** Reads a finding. */
    public static Finding read(Decoder decoder) {
        FindingId id = new FindingId(decoder.text());
        String estate = decoder.text();
        long episode = decoder.whole();
        String rule = decoder.text();
        String digest = decoder.text();
        String title = decoder.text();
        List<String> requirements = new ArrayList<>();
        for (int i = decoder.count(); i > 0; i--) {
            requirements.add(decoder.text());
        }
        String subject = decoder.text();
        Attribution attribution = new Attribution(decoder.textOrNull(), decoder.textOrNull(), decoder.textOrNull());
        String origin = decoder.text();
        FindingStatus status = FindingStatus.valueOf(decoder.text());
        Violation latest = violation(decoder);
        Evidence first = evidence(decoder);
        Instant openedAt = decoder.time();
        Instant lastSeenAt = decoder.time();
        long count = decoder.whole();
        Instant endedAt = decoder.timeOrNull();
        Ending ending = endedAt == null ? null : ending(decoder, endedAt);
        String assignee = decoder.textOrNull();
        return new Finding(
                id,
                estate,
                episode,
                new RuleStamp(rule, digest, title, requirements),
                subject,
                attribution,
                origin,
                status,
                latest,
                first,
                openedAt,
                lastSeenAt,
                count,
                ending,
                assignee);
    }

    /** Writes a violation. */
    public static void write(Encoder encoder, Violation violation) {
        encoder.time(violation.at())
                .text(violation.message())
                .text(violation.severity().name())
                .textOrNull(violation.actor())
                .facts(violation.before())
                .facts(violation.after())
                .facts(violation.facts());
        write(encoder, violation.evidence());
    }

    /** Reads a violation. */
    public static Violation violation(Decoder decoder) {
        return new Violation(
                decoder.time(),
                decoder.text(),
                Severity.valueOf(decoder.text()),
                decoder.textOrNull(),
                decoder.facts(),
                decoder.facts(),
                decoder.facts(),
                evidence(decoder));
    }

    private static void write(Encoder encoder, @Nullable Evidence evidence) {
        encoder.flag(evidence != null);
        if (evidence != null) {
            encoder.text(evidence.source()).text(evidence.position()).text(evidence.sha256());
        }
    }

    private static @Nullable Evidence evidence(Decoder decoder) {
        return decoder.flag() ? new Evidence(decoder.text(), decoder.text(), decoder.text()) : null;
    }
}
