package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.SourceSilence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A time without evidence from one source, as it stands on {@code dspt.coverage}. */
public final class SilenceJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PART = "/silence/";

    private SilenceJson() {}

    /** The key: one per estate, category and beginning, so that the end of a silence takes the place of its beginning. */
    public static String key(String estate, SourceSilence silence) {
        return estate + PART + silence.category() + "/" + JsonLine.time(silence.from());
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        return key.contains(PART);
    }

    /** The object on one line. */
    public static byte[] of(String estate, SourceSilence silence) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("category", silence.category());
            JsonLine.time(json, "from", silence.from());
            JsonLine.time(json, "to", silence.to());
            json.writeNumberField("expectedSeconds", silence.expected().toSeconds());
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static SourceSilence parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            JsonNode to = node.path("to");
            return new SourceSilence(
                    node.path("category").asText(),
                    Instant.parse(node.path("from").asText()),
                    to.isTextual() ? Instant.parse(to.asText()) : null,
                    Duration.ofSeconds(node.path("expectedSeconds").asLong()));
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalArgumentException("no silence of a source", e);
        }
    }
}
