package io.dspt.monitor.streams.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A row of {@code dspt.alerts} as JSON; the key stands in the record's key. */
final class AlertRowJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertRowJson() {}

    static byte[] of(AlertRow row) {
        ObjectNode node = JSON.createObjectNode();
        ObjectNode labels = node.putObject("labels");
        row.labels().forEach(labels::put);
        time(node, "startsAt", row.startsAt());
        time(node, "raisedAt", row.raisedAt());
        time(node, "changedAt", row.changedAt());
        time(node, "endedAt", row.endedAt());
        node.put("acknowledged", row.acknowledged());
        time(node, "silentUntil", row.silentUntil());
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of texts can be written", e);
        }
    }

    /**
     * Reads what {@link #of} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static AlertRow parse(String key, byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            SortedMap<String, String> labels = new TreeMap<>();
            node.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            return new AlertRow(
                    key,
                    labels,
                    Instant.parse(node.path("startsAt").asText()),
                    Instant.parse(node.path("raisedAt").asText()),
                    Instant.parse(node.path("changedAt").asText()),
                    timeOrNull(node, "endedAt"),
                    node.path("acknowledged").asBoolean(),
                    timeOrNull(node, "silentUntil"));
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalArgumentException("no alert", e);
        }
    }

    private static void time(ObjectNode node, String name, @Nullable Instant time) {
        node.put(name, time == null ? null : time.toString());
    }

    private static @Nullable Instant timeOrNull(JsonNode node, String name) {
        return node.path(name).isTextual() ? Instant.parse(node.path(name).textValue()) : null;
    }
}
