package io.dspt.monitor.core.azure;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON that records carry in strings: nobody has parsed it before, so here it is. */
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

    /** Whether a text is one JSON value, of any kind. */
    static boolean isJson(byte[] text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The JSON object or list that a string holds, also when it was made a string more than once; {@code null} for other
     * strings and for broken JSON.
     */
    static @Nullable JsonValue parseNested(String text) {
        String stripped = text.strip();
        for (int level = 0; level < MOST_LEVELS; level++) {
            if (!stripped.startsWith("{") && !stripped.startsWith("[") && !stripped.startsWith("\"")) {
                return null;
            }
            byte[] bytes = stripped.getBytes(StandardCharsets.UTF_8);
            if (!isJson(bytes)) {
                return null;
            }
            JsonValue value = new JsonValue(bytes, 0, bytes.length);
            if (!value.isString()) {
                return value;
            }
            stripped = value.string().strip();
        }
        return null;
    }

    /**
     * The same of a string where it lies. Most are made strings once and carry no character by its number: then what the
     * escapes stand for is written next to each other and looked at as it is, never as characters.
     */
    static @Nullable JsonValue parseNested(JsonValue string) {
        byte[] plain = string.plainBytes();
        if (plain != null) {
            int from = JsonScan.skipBlanks(plain, 0, plain.length);
            boolean nested = from < plain.length && (plain[from] == '{' || plain[from] == '[');
            if (nested && isJson(plain)) {
                int end = JsonScan.skipValue(plain, from, plain.length);
                return new JsonValue(plain, from, end);
            }
        }
        return parseNested(string.string());
    }

    /** The text that Entra encodes as JSON once more: {@code "\"Global Reader\""}; other texts as they are. */
    static String unquoted(String text) {
        String stripped = text.strip();
        if (stripped.length() < 2 || !stripped.startsWith("\"") || !stripped.endsWith("\"")) {
            return stripped;
        }
        byte[] bytes = stripped.getBytes(StandardCharsets.UTF_8);
        return isJson(bytes)
                ? new JsonValue(bytes, 0, bytes.length).string()
                : stripped.substring(1, stripped.length() - 1);
    }

    /** A value without the blanks around its parts. */
    static String compact(JsonValue value) {
        try {
            return MAPPER.readTree(value.toString()).toString();
        } catch (JacksonException e) {
            return value.toString();
        }
    }

    /** An object of these texts. */
    static JsonValue object(Map<String, String> members) {
        try {
            byte[] bytes = MAPPER.writeValueAsBytes(members);
            return new JsonValue(bytes, 0, bytes.length);
        } catch (JacksonException e) {
            throw new UncheckedIOException("texts can be written", e);
        }
    }
}
