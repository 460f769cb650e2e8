package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.SourceCoverage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** What was seen of one source, as it stands on {@code dspt.coverage}. */
public final class CoverageJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CoverageJson() {}

    /** The key: one per estate and category. */
    public static String key(String estate, SourceCoverage coverage) {
        return estate + "/source/" + coverage.category();
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        return key.contains("/source/");
    }

    /** The object on one line. */
    public static byte[] of(String estate, SourceCoverage coverage) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("category", coverage.category());
            json.writeNumberField("events", coverage.events());
            JsonLine.time(json, "firstEvent", coverage.firstEvent());
            JsonLine.time(json, "lastEvent", coverage.lastEvent());
            JsonLine.time(json, "lastArrival", coverage.lastArrival());
            json.writeNumberField("lagSeconds", coverage.lag().toSeconds());
            json.writeNumberField("usualSilenceSeconds", coverage.usualSilence().toSeconds());
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static SourceCoverage parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            return new SourceCoverage(
                    node.path("category").asText(),
                    node.path("events").asLong(),
                    Instant.parse(node.path("firstEvent").asText()),
                    Instant.parse(node.path("lastEvent").asText()),
                    Instant.parse(node.path("lastArrival").asText()),
                    Duration.ofSeconds(node.path("lagSeconds").asLong()),
                    Duration.ofSeconds(node.path("usualSilenceSeconds").asLong()));
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalArgumentException("no coverage of a source", e);
        }
    }
}
