package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.posture.MonthlySummary.SelfAssessment;
import io.dspt.monitor.core.posture.RequirementPosture;
import io.dspt.monitor.core.posture.RequirementSignal;
import io.dspt.monitor.core.posture.RequirementSignal.Gap;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What machines and people say of a requirement on a day, as it stands on {@code dspt.posture}. */
public final class PostureJson {
    /** Findings that are named in a record at most; their number is always whole. */
    static final int MOST_FINDINGS = 50;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "/posture/";
    private static final String WHOLE_ESTATE = "all";

    private PostureJson() {}

    /**
     * What a record says, as printed.
     *
     * @param organisation ODS code; {@code null} for the whole estate
     * @param signal net of exemptions
     * @param gross as if there were no exemptions
     * @param heldBy who holds the evidence; {@code null} unless the signal says that somebody else does
     * @param openFindings number of findings that speak against it
     * @param open the first of them, by id
     * @param exemptFindings number of findings that would, were they not exempt
     * @param exempt the first of them, by id
     * @param answer what people had answered; {@code null} when nothing
     * @param differs where the two differ; {@code null} where they do not
     */
    public record Told(
            String estate,
            @Nullable String organisation,
            String requirement,
            LocalDate day,
            boolean isOver,
            String signal,
            String gross,
            @Nullable String heldBy,
            List<String> reasons,
            List<Gap> notEvidenced,
            int openFindings,
            List<String> open,
            int exemptFindings,
            List<String> exempt,
            List<String> rules,
            @Nullable Answer answer,
            @Nullable String differs) {
        public Told {
            reasons = List.copyOf(reasons);
            notEvidenced = List.copyOf(notEvidenced);
            open = List.copyOf(open);
            exempt = List.copyOf(exempt);
            rules = List.copyOf(rules);
        }
    }

    /**
     * What people have answered, as it stands in the register.
     *
     * @param on when; {@code null} when the register does not say
     */
    public record Answer(String answer, String by, @Nullable LocalDate on) {}

    /** The key: one per estate, day, organisation and requirement. */
    public static String key(String estate, RequirementPosture posture) {
        String organisation = posture.organisation();
        return estate + KIND + posture.day() + "/" + (organisation == null ? WHOLE_ESTATE : organisation) + "/"
                + posture.requirement();
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        int kind = key.indexOf(KIND);
        return kind > 0 && key.indexOf('/') == kind;
    }

    /**
     * The day that a key of this kind names.
     *
     * @throws IllegalArgumentException when it names none
     */
    public static LocalDate day(String key) {
        int from = key.indexOf(KIND) + KIND.length();
        try {
            return LocalDate.parse(key.substring(from, Math.max(from, key.indexOf('/', from))));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no key of a posture", e);
        }
    }

    /** The object on one line. Equal postures give equal bytes. */
    public static byte[] of(String estate, RequirementPosture posture) {
        RequirementSignal signal = posture.signal();
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            JsonLine.text(json, "organisation", posture.organisation());
            json.writeStringField("requirement", posture.requirement());
            json.writeStringField("day", posture.day().toString());
            json.writeBooleanField("isOver", posture.isOver());
            json.writeStringField("signal", signal.signal().written());
            json.writeStringField("gross", signal.gross().written());
            JsonLine.text(json, "heldBy", signal.heldBy());
            texts(json, "reasons", signal.reasons());
            gaps(json, signal.notEvidenced());
            findings(json, "open", signal.findings());
            findings(json, "exempt", signal.exempt());
            texts(json, "rules", signal.rules());
            answer(json, posture.answer());
            JsonLine.text(json, "differs", posture.differs());
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static Told parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            return new Told(
                    node.path("estate").asText(),
                    textOrNull(node, "organisation"),
                    node.path("requirement").asText(),
                    LocalDate.parse(node.path("day").asText()),
                    node.path("isOver").asBoolean(),
                    node.path("signal").asText(),
                    node.path("gross").asText(),
                    textOrNull(node, "heldBy"),
                    texts(node.path("reasons")),
                    gaps(node.path("notEvidenced")),
                    node.path("openFindings").asInt(),
                    texts(node.path("open")),
                    node.path("exemptFindings").asInt(),
                    texts(node.path("exempt")),
                    texts(node.path("rules")),
                    answer(node.path("answer")),
                    textOrNull(node, "differs"));
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("no posture of a requirement", e);
        }
    }

    private static void findings(JsonGenerator json, String name, List<String> ids) throws IOException {
        json.writeNumberField(name + "Findings", ids.size());
        texts(json, name, ids.subList(0, Math.min(MOST_FINDINGS, ids.size())));
    }

    private static void gaps(JsonGenerator json, List<Gap> gaps) throws IOException {
        json.writeArrayFieldStart("notEvidenced");
        for (Gap gap : gaps) {
            json.writeStartObject();
            json.writeStringField("category", gap.category());
            JsonLine.time(json, "from", gap.from());
            JsonLine.time(json, "to", gap.to());
            json.writeStringField("cause", gap.cause().written());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<Gap> gaps(JsonNode node) {
        List<Gap> gaps = new ArrayList<>();
        node.forEach(gap -> gaps.add(new Gap(
                gap.path("category").asText(),
                Instant.parse(gap.path("from").asText()),
                Instant.parse(gap.path("to").asText()),
                RequirementSignal.Cause.read(gap.path("cause").asText()))));
        return gaps;
    }

    private static void answer(JsonGenerator json, @Nullable SelfAssessment answer) throws IOException {
        if (answer == null) {
            json.writeNullField("answer");
            return;
        }
        LocalDate on = answer.on();
        json.writeObjectFieldStart("answer");
        json.writeStringField("answer", answer.answer());
        json.writeStringField("by", answer.by());
        JsonLine.text(json, "on", on == null ? null : on.toString());
        json.writeEndObject();
    }

    private static @Nullable Answer answer(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        String on = textOrNull(node, "on");
        return new Answer(
                node.path("answer").asText(), node.path("by").asText(), on == null ? null : LocalDate.parse(on));
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.path(name).textValue() : null;
    }
}
