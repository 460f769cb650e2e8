package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.exemption.Exemption;
import io.dspt.monitor.core.exemption.ExemptionScope;
import io.dspt.monitor.core.exemption.ExemptionScope.Subject;
import io.dspt.monitor.core.exemption.ExemptionStatus;
import io.dspt.monitor.core.exemption.LawfulBasis;
import io.dspt.monitor.core.exemption.LawfulBasis.Article9;
import io.dspt.monitor.core.exemption.LawfulBasis.TransferMechanism;
import io.dspt.monitor.core.fold.Output.ExemptionState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An exemption and what has become of it, as it stands on {@code dspt.coverage}. */
public final class ExemptionJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "/exemption/";

    private ExemptionJson() {}

    /** The key: one per estate and exemption. */
    public static String key(String estate, String exemption) {
        return estate + KIND + exemption;
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        return key.contains(KIND);
    }

    /** The object on one line. */
    public static byte[] of(String estate, ExemptionState state) {
        Exemption exemption = state.exemption();
        LawfulBasis basis = exemption.lawfulBasis();
        @Nullable Article9 article9 = basis.article9();
        @Nullable TransferMechanism transfer = basis.transfer();
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("id", exemption.id());
            json.writeStringField("status", state.status().printed());
            JsonLine.time(json, "since", state.at());
            json.writeStringField("owner", exemption.owner());
            json.writeStringField("requestedBy", exemption.requestedBy());
            json.writeStringField("approvedBy", exemption.approvedBy());
            json.writeStringField("article6", basis.article6().written());
            json.writeBooleanField("patientData", basis.patientData());
            JsonLine.text(json, "article9", article9 == null ? null : article9.written());
            JsonLine.text(json, "transfer", transfer == null ? null : transfer.written());
            json.writeStringField("reason", exemption.reason());
            json.writeStringField("compensatingControl", exemption.compensatingControl());
            json.writeArrayFieldStart("rules");
            for (String rule : exemption.scope().rules()) {
                json.writeString(rule);
            }
            json.writeEndArray();
            JsonLine.text(json, "family", exemption.scope().family());
            json.writeStringField("place", exemption.scope().place());
            json.writeStringField("approvedOn", exemption.approvedOn().toString());
            json.writeStringField("reviewOn", exemption.reviewOn().toString());
            JsonLine.time(json, "startsOn", exemption.startsOn());
            JsonLine.time(json, "expiresOn", exemption.expiresOn());
            JsonLine.text(json, "revokedBy", state.by());
            JsonLine.text(json, "revokedBecause", state.reason());
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static ExemptionState parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            List<String> rules = new ArrayList<>();
            node.path("rules").forEach(rule -> rules.add(rule.asText()));
            String article9 = textOrNull(node, "article9");
            String transfer = textOrNull(node, "transfer");
            Exemption exemption = new Exemption(
                    node.path("id").asText(),
                    node.path("owner").asText(),
                    node.path("requestedBy").asText(),
                    node.path("approvedBy").asText(),
                    new LawfulBasis(
                            LawfulBasis.Article6.read(node.path("article6").asText()),
                            node.path("patientData").asBoolean(),
                            article9 == null ? null : Article9.read(article9),
                            transfer == null ? null : TransferMechanism.read(transfer)),
                    node.path("reason").asText(),
                    new ExemptionScope(
                            rules,
                            textOrNull(node, "family"),
                            subject(node.path("place").asText())),
                    node.path("compensatingControl").asText(),
                    LocalDate.parse(node.path("approvedOn").asText()),
                    LocalDate.parse(node.path("reviewOn").asText()),
                    Instant.parse(node.path("startsOn").asText()),
                    Instant.parse(node.path("expiresOn").asText()));
            return new ExemptionState(
                    exemption,
                    ExemptionStatus.valueOf(node.path("status").asText().toUpperCase(Locale.ROOT)),
                    Instant.parse(node.path("since").asText()),
                    textOrNull(node, "revokedBy"),
                    textOrNull(node, "revokedBecause"));
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("no exemption", e);
        }
    }

    private static Subject subject(String place) {
        int colon = place.indexOf(':');
        String what = place.substring(colon + 1);
        return switch (colon < 0 ? place : place.substring(0, colon)) {
            case "subject" -> new Subject.Exact(what);
            case "below" -> new Subject.Below(what);
            case "organisation" -> new Subject.OfOrganisation(what);
            default -> new Subject.WholeEstate();
        };
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).textValue() : null;
    }
}
