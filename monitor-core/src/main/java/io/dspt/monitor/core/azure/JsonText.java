package io.dspt.monitor.core.azure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Parses JSON, whole records as well as the JSON that records carry in strings. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Each level of a string within a string doubles its escapes: nobody means more than a few. */
    private static final int MOST_LEVELS = 4;

    private JsonText() {}

    /** What came of parsing: a value or a reason. */
    sealed interface Parsed {
        record Value(JsonNode node) implements Parsed {}

        record Failure(String reason) implements Parsed {}
    }

    static Parsed parse(byte[] text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode node = MAPPER.readTree(parser);
            boolean empty = node == null || node.isMissingNode();
            return empty ? new Parsed.Failure(SlicedElement.NOT_JSON) : new Parsed.Value(node);
        } catch (StreamConstraintsException e) {
            return new Parsed.Failure("limits-exceeded");
        } catch (IOException e) {
            return new Parsed.Failure(SlicedElement.NOT_JSON);
        }
    }

    /**
     * The JSON object or list that a string holds, also when it was made a string more than once; empty for other strings
     * and for broken JSON.
     */
    static Optional<JsonNode> parseNested(String text) {
        String stripped = text.strip();
        for (int level = 0; level < MOST_LEVELS; level++) {
            if (!stripped.startsWith("{") && !stripped.startsWith("[") && !stripped.startsWith("\"")) {
                return Optional.empty();
            }
            try {
                JsonNode node = MAPPER.readTree(stripped);
                if (node == null || !node.isTextual()) {
                    return Optional.ofNullable(node);
                }
                stripped = node.textValue().strip();
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The text that Entra encodes as JSON once more: {@code "\"Global Reader\""}; other texts as they are. */
    static String unquoted(String text) {
        String stripped = text.strip();
        if (stripped.length() < 2 || !stripped.startsWith("\"") || !stripped.endsWith("\"")) {
            return stripped;
        }
        try {
            return MAPPER.readTree(stripped).asText();
        } catch (JacksonException e) {
            return stripped.substring(1, stripped.length() - 1);
        }
    }
}
