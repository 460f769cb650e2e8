package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.MicrosoftComparison;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How often Microsoft's own verdicts agreed with a rule's, as it stands on {@code dspt.coverage}. */
public final class MicrosoftJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PART = "/microsoft/";

    private MicrosoftJson() {}

    /** The key: one per estate and rule. */
    public static String key(String estate, String rule) {
        return estate + PART + rule;
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        return key.contains(PART);
    }

    /** The object on one line. */
    public static byte[] of(String estate, MicrosoftComparison comparison) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("rule", comparison.rule());
            json.writeNumberField("agree", comparison.agree());
            json.writeNumberField("oursOnly", comparison.oursOnly());
            json.writeNumberField("microsoftOnly", comparison.microsoftOnly());
            json.writeNumberField("notJudged", comparison.notJudged());
            JsonLine.time(json, "lastTold", comparison.lastTold());
            JsonLine.time(json, "lastDisagreement", comparison.lastDisagreement());
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static MicrosoftComparison parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            JsonNode disagreed = node.path("lastDisagreement");
            return new MicrosoftComparison(
                    node.path("rule").asText(),
                    node.path("agree").asLong(),
                    node.path("oursOnly").asLong(),
                    node.path("microsoftOnly").asLong(),
                    node.path("notJudged").asLong(),
                    Instant.parse(node.path("lastTold").asText()),
                    disagreed.isTextual() ? Instant.parse(disagreed.asText()) : null);
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalArgumentException("no comparison with Microsoft's verdicts", e);
        }
    }
}
