package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.RulesLive;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which rule set is live, as it stands on {@code dspt.coverage}. */
public final class RulesLiveJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RulesLiveJson() {}

    /** The key: one per estate. */
    public static String key(String estate) {
        return estate + "/rules";
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        return key.endsWith("/rules");
    }

    /** The object on one line. */
    public static byte[] of(String estate, RulesLive live) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeStringField("digest", live.digest());
            json.writeNumberField("refused", live.refused());
            JsonLine.time(json, "since", live.at());
            json.writeObjectFieldStart("rules");
            for (Map.Entry<String, String> rule : live.rules().entrySet()) {
                json.writeStringField(rule.getKey(), rule.getValue());
            }
            json.writeEndObject();
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static RulesLive parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            SortedMap<String, String> rules = new TreeMap<>();
            node.path("rules")
                    .properties()
                    .forEach(rule -> rules.put(rule.getKey(), rule.getValue().asText()));
            return new RulesLive(
                    node.path("digest").asText(),
                    rules,
                    node.path("refused").asInt(),
                    Instant.parse(node.path("since").asText()));
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalArgumentException("no live rule set", e);
        }
    }
}
