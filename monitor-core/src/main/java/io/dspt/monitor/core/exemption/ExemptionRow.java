package io.dspt.monitor.core.exemption;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.codec.MalformedRowException;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The binary form of an exemption, in control records and in the state. */
public final class ExemptionRow {
    private ExemptionRow() {}

    /** Writes an exemption. */
    public static void write(Encoder encoder, Exemption exemption) {
        LawfulBasis basis = exemption.lawfulBasis();
        LawfulBasis.@Nullable Article9 article9 = basis.article9();
        LawfulBasis.@Nullable TransferMechanism transfer = basis.transfer();
        encoder.text(exemption.id())
                .text(exemption.owner())
                .text(exemption.requestedBy())
                .text(exemption.approvedBy())
                .text(basis.article6().name())
                .flag(basis.patientData())
                .textOrNull(article9 == null ? null : article9.name())
                .textOrNull(transfer == null ? null : transfer.name())
                .text(exemption.reason());
        writeScope(encoder, exemption.scope());
        encoder.text(exemption.compensatingControl())
                .text(exemption.approvedOn().toString())
                .text(exemption.reviewOn().toString())
                .time(exemption.startsOn())
                .time(exemption.expiresOn());
    }

    /**
     * Reads an exemption.
     *
     * @throws MalformedRowException when it is none, or not a legal one
     */
    public static Exemption read(Decoder decoder) {
        try {
            String id = decoder.text();
            String owner = decoder.text();
            String requestedBy = decoder.text();
            String approvedBy = decoder.text();
            LawfulBasis.Article6 article6 = LawfulBasis.Article6.valueOf(decoder.text());
            boolean patientData = decoder.flag();
            String article9 = decoder.textOrNull();
            String transfer = decoder.textOrNull();
            LawfulBasis basis = new LawfulBasis(
                    article6,
                    patientData,
                    article9 == null ? null : LawfulBasis.Article9.valueOf(article9),
                    transfer == null ? null : LawfulBasis.TransferMechanism.valueOf(transfer));
            return new Exemption(
                    id,
                    owner,
                    requestedBy,
                    approvedBy,
                    basis,
                    decoder.text(),
                    readScope(decoder),
                    decoder.text(),
                    LocalDate.parse(decoder.text()),
                    LocalDate.parse(decoder.text()),
                    decoder.time(),
                    decoder.time());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedRowException("no exemption: " + e.getMessage());
        }
    }

    private static void writeScope(Encoder encoder, ExemptionScope scope) {
        encoder.whole(scope.rules().size());
        scope.rules().forEach(encoder::text);
        encoder.textOrNull(scope.family());
        if (scope.subject() instanceof Subject.Exact exact) {
            encoder.text("exact").text(exact.subject());
        } else if (scope.subject() instanceof Subject.Below below) {
            encoder.text("below").text(below.resource());
        } else if (scope.subject() instanceof Subject.OfOrganisation organisation) {
            encoder.text("organisation").text(organisation.odsCode());
        } else {
            encoder.text("estate").text("");
        }
    }

    private static ExemptionScope readScope(Decoder decoder) {
        List<String> rules = new ArrayList<>();
        for (int i = decoder.count(); i > 0; i--) {
            rules.add(decoder.text());
        }
        String family = decoder.textOrNull();
        String kind = decoder.text();
        String what = decoder.text();
        Subject subject = switch (kind) {
            case "exact" -> new Subject.Exact(what);
            case "below" -> new Subject.Below(what);
            case "organisation" -> new Subject.OfOrganisation(what);
            case "estate" -> new Subject.WholeEstate();
            default -> throw new MalformedRowException("unknown scope '" + kind + "'");
        };
        return new ExemptionScope(rules, family, subject);
    }
}
