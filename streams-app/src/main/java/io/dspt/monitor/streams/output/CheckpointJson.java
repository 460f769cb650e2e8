package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.CheckpointReached;
import io.dspt.monitor.core.fold.Output.Counts;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.SortedMap;
import java.util.TreeMap;

/** A checkpoint that was reached, as it stands on {@code dspt.coverage}. */
public final class CheckpointJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckpointJson() {}

    /** The key: the latest checkpoint of an estate is the one that matters. */
    public static String key(String estate) {
        return estate + "/checkpoint";
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        return key.endsWith("/checkpoint");
    }

    /** The object on one line. */
    public static byte[] of(String estate, CheckpointReached reached) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("checkpoint", reached.checkpoint());
            json.writeStringField("rules", reached.rules());
            JsonLine.time(json, "clock", reached.clock());
            json.writeObjectFieldStart("counts");
            counts(json, reached.counts());
            json.writeEndObject();
        });
    }

    /** The counts alone: what a command prints behind the word {@code summary}. */
    public static byte[] summary(Counts counts) {
        return JsonLine.of(json -> counts(json, counts));
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static CheckpointReached parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            JsonNode counts = node.path("counts");
            return new CheckpointReached(
                    node.path("checkpoint").asText(),
                    new Counts(
                            counts.path("read").asLong(),
                            counts.path("parsed").asLong(),
                            counts(counts.path("ignored")),
                            counts(counts.path("deadLettered")),
                            counts(counts.path("unevaluable")),
                            counts(counts.path("findings"))),
                    node.path("rules").asText(),
                    node.path("clock").isTextual()
                            ? Instant.parse(node.path("clock").asText())
                            : null);
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalArgumentException("no answer to a checkpoint", e);
        }
    }

    private static SortedMap<String, Long> counts(JsonNode object) {
        SortedMap<String, Long> counts = new TreeMap<>();
        object.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }

    private static void counts(JsonGenerator json, Counts counts) throws IOException {
        json.writeNumberField("read", counts.read());
        json.writeNumberField("parsed", counts.parsed());
        JsonLine.counts(json, "ignored", counts.ignored());
        JsonLine.counts(json, "deadLettered", counts.deadLettered());
        JsonLine.counts(json, "unevaluable", counts.unevaluable());
        JsonLine.counts(json, "findings", counts.findings());
    }
}
