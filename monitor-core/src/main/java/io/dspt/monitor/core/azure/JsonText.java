package io.dspt.monitor.core.azure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    /** Parses a record; where a byte is no UTF-8, a replacement character stands for it. */
    static Parsed parse(byte[] text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            return read(parser);
        } catch (StreamConstraintsException e) {
            return new Parsed.Failure("limits-exceeded");
        } catch (IOException e) {
            return isUtf8(text) ? new Parsed.Failure(SlicedElement.NOT_JSON) : parseRepaired(text);
        }
    }

    private static Parsed parseRepaired(byte[] text) {
        try (JsonParser parser = MAPPER.createParser(new String(text, StandardCharsets.UTF_8))) {
            return read(parser);
        } catch (StreamConstraintsException e) {
            return new Parsed.Failure("limits-exceeded");
        } catch (IOException e) {
            return new Parsed.Failure(SlicedElement.NOT_JSON);
        }
    }

    private static Parsed read(JsonParser parser) throws IOException {
        JsonNode node = MAPPER.readTree(parser);
        boolean empty = node == null || node.isMissingNode();
        return empty ? new Parsed.Failure(SlicedElement.NOT_JSON) : new Parsed.Value(node);
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

    private static boolean isUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
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
