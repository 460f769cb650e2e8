package io.dspt.monitor.streams.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a pack is about.
 *
 * @param estate whose topics it comes from
 * @param organisation ODS code; {@code null} for the whole estate
 * @param year of the toolkit
 */
public record PackScope(String estate, @Nullable String organisation, AuditYear year) {
    private static final int FORMAT = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its form in the pack. */
    byte[] written() {
        try {
            return JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("format", FORMAT)
                    .put("estate", estate)
                    .put("organisation", organisation)
                    .put("year", year.written()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /**
     * Reads that form.
     *
     * @throws IllegalArgumentException when it is none, or one of another version
     */
    static PackScope parse(byte[] written) {
        try {
            JsonNode node = JSON.readTree(written);
            if (node.path("format").asInt() != FORMAT || !node.path("estate").isTextual()) {
                throw new IllegalArgumentException("this program does not know the form of this pack");
            }
            String organisation = node.path("organisation").textValue();
            return new PackScope(
                    node.path("estate").textValue(),
                    organisation,
                    AuditYear.parse(node.path("year").asText()));
        } catch (IOException e) {
            throw new IllegalArgumentException("this is no pack: " + e.getMessage(), e);
        }
    }
}
