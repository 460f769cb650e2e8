package io.dspt.monitor.streams.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dspt.monitor.core.fold.Output.SubscriptionCoverage;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** How many subscriptions there are and how many of them speak, as it stands on {@code dspt.coverage}. */
public final class SubscriptionsJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PART = "/subscriptions";

    private SubscriptionsJson() {}

    /** The key: one per estate. */
    public static String key(String estate) {
        return estate + PART;
    }

    /** Whether a record of the topic is of this kind. */
    public static boolean isKey(String key) {
        return key.endsWith(PART) && key.indexOf('/') == key.length() - PART.length();
    }

    /** The object on one line. */
    public static byte[] of(String estate, SubscriptionCoverage coverage) {
        return JsonLine.of(json -> {
            json.writeStringField("estate", estate);
            json.writeNumberField("heardLastDay", coverage.heardLastDay());
            json.writeNumberField("heardEarlier", coverage.heardEarlier());
            json.writeNumberField("neverHeard", coverage.neverHeard());
            JsonLine.time(json, "at", coverage.at());
        });
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static SubscriptionCoverage parse(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            return new SubscriptionCoverage(
                    node.path("heardLastDay").asLong(),
                    node.path("heardEarlier").asLong(),
                    node.path("neverHeard").asLong(),
                    Instant.parse(node.path("at").asText()));
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalArgumentException("no coverage of subscriptions", e);
        }
    }
}
