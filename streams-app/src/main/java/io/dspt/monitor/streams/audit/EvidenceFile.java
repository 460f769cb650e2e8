package io.dspt.monitor.streams.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A record that decided something, as a pack keeps it.
 *
 * @param sha256 of the record before it was masked: what the ledger names it by
 * @param source where it came from
 * @param position where it stood there
 * @param receivedAt when it was appended to the estate's log
 * @param file path in the pack, named by the hash of the masked bytes
 */
record EvidenceFile(String sha256, String source, String position, Instant receivedAt, String file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its form in an index. */
    ObjectNode toJson() {
        return JSON.createObjectNode()
                .put("sha256", sha256)
                .put("source", source)
                .put("position", position)
                .put("receivedAt", PackTables.time(receivedAt))
                .put("file", file);
    }

    /** Its line in the index, without its end. */
    byte[] written() {
        try {
            return JSON.writeValueAsBytes(toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /**
     * Reads such a line.
     *
     * @throws IllegalArgumentException when it is none
     */
    static EvidenceFile parse(String line) {
        try {
            return of(JSON.readTree(line));
        } catch (IOException e) {
            throw new IllegalArgumentException("the index of the evidence cannot be read", e);
        }
    }

    /**
     * Reads the form that it has in an index.
     *
     * @throws IllegalArgumentException when it is none
     */
    static EvidenceFile of(JsonNode node) {
        try {
            return new EvidenceFile(
                    node.path("sha256").asText(),
                    node.path("source").asText(),
                    node.path("position").asText(),
                    Instant.parse(node.path("receivedAt").asText()),
                    node.path("file").asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("an index has a record whose arrival is no time", e);
        }
    }
}
