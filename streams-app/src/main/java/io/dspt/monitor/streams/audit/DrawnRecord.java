package io.dspt.monitor.streams.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a place of a {@link LogDraw} led to.
 *
 * @param place offset that was drawn
 * @param offset where the record stands, at the place or behind it; {@code null} when there is none of the estate
 * @param record the record itself; {@code null} likewise
 */
record DrawnRecord(
        long place, @Nullable Long offset, @Nullable EvidenceFile record) {
    private static final ObjectMapper JSON = new ObjectMapper();

    DrawnRecord {
        if ((offset == null) != (record == null) || (offset != null && offset < place)) {
            throw new IllegalArgumentException("what was drawn at " + place + " does not stand there or behind it");
        }
    }

    /** Its line in the index, without its end. */
    byte[] written() {
        ObjectNode line = JSON.createObjectNode().put("place", place).put("offset", offset);
        if (record != null) {
            line.set("record", record.toJson());
        }
        try {
            return JSON.writeValueAsBytes(line);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /**
     * Reads such a line.
     *
     * @throws IllegalArgumentException when it is none
     */
    static DrawnRecord parse(byte[] line) {
        try {
            JsonNode node = JSON.readTree(line);
            return new DrawnRecord(
                    node.path("place").asLong(-1),
                    node.path("offset").isNumber() ? node.path("offset").longValue() : null,
                    node.path("record").isObject() ? EvidenceFile.of(node.path("record")) : null);
        } catch (IOException e) {
            throw new IllegalArgumentException("the index of the drawn records cannot be read", e);
        }
    }
}
