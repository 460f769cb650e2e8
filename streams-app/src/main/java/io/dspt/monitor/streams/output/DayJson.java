package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.DayCounted;
import io.dspt.monitor.core.fold.Output.ElementCounts;
import io.dspt.monitor.core.fold.Output.VerdictCounts;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of everything that arrived on a day, as it stands on {@code dspt.coverage}. */
public final class DayJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KIND = "/day/";

    private DayJson() {}

    /** The key: one per estate and day. */
    public static String key(String estate, LocalDate day) {
        return estate + KIND + day;
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        int kind = key.indexOf(KIND);
        return kind > 0 && key.indexOf('/') == kind && key.lastIndexOf('/') == kind + KIND.length() - 1;
    }

    /** The object on one line. */
    public static byte[] of(String estate, DayCounted counted) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("day", counted.day().toString());
            json.writeBooleanField("isOver", counted.isOver());
            json.writeNumberField("received", counted.received());
            elements(json, counted.elements());
            json.writeObjectFieldStart("verdicts");
            JsonLine.counts(json, "violated", counted.verdicts().violated());
            JsonLine.counts(json, "compliant", counted.verdicts().compliant());
            JsonLine.counts(json, "unevaluable", counted.verdicts().unevaluable());
            json.writeEndObject();
        });
    }

    private static void elements(JsonGenerator json, ElementCounts elements) throws IOException {
        JsonLine.counts(json, "judged", elements.judged());
        JsonLine.counts(json, "notApplicable", elements.notApplicable());
        JsonLine.counts(json, "unevaluable", elements.unevaluable());
        JsonLine.counts(json, "ignored", elements.ignored());
        JsonLine.counts(json, "deadLettered", elements.deadLettered());
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static DayCounted parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            JsonNode verdicts = node.path("verdicts");
            return new DayCounted(
                    LocalDate.parse(node.path("day").asText()),
                    node.path("isOver").asBoolean(),
                    node.path("received").asLong(),
                    new ElementCounts(
                            counts(node.path("judged")),
                            counts(node.path("notApplicable")),
                            counts(node.path("unevaluable")),
                            counts(node.path("ignored")),
                            counts(node.path("deadLettered"))),
                    new VerdictCounts(
                            counts(verdicts.path("violated")),
                            counts(verdicts.path("compliant")),
                            counts(verdicts.path("unevaluable"))));
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("no counts of a day", e);
        }
    }

    private static SortedMap<String, Long> counts(JsonNode node) {
        SortedMap<String, Long> counts = new TreeMap<>();
        node.fields()
                .forEachRemaining(
                        count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }
}
