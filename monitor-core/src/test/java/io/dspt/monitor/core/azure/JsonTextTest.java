package io.dspt.monitor.core.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"{\\\"a\\\":1}\"",
                "\" {\\r\\n\\t\\\"a\\\": \\\"b\\\\\\\\c\\\\\\\"d\\\\/e\\\"} \"",
                "\"[1,{\\\"a\\\":\\\"Grüße 漢字 😀\\\"}]\"",
                "\"{\\\"a\\\":\\\"\\u0041\\\\u0042\\\"}\"",
                "\"{\\\"a\\\":\\\"\\ud83d\\ude00\\\"}\"",
                "\"\\\"{\\\\\\\"a\\\\\\\":1}\\\"\"",
                "\"\\u3000{\\\"a\\\":1}\""
            })
    void shouldFindInAStringWhereItLiesWhatItsCharactersHold(String written) {
        // Given
        JsonValue string = value("xx" + written + "yy", 2, -2);

        // When / Then
        @Nullable JsonValue held = JsonText.parseNested(string);
        assertEquals(JsonText.parseNested(string.string()).toString(), held.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"{\\\"a\\\":1\"", "\"{\\\"a\\\":1} x\"", "\"{'a':1}\"", "\"plain\"", "\"[1,\"", "\"\""})
    void shouldFindNothingInOtherStrings(String written) {
        assertNull(JsonText.parseNested(value(written, 0, 0)));
    }

    private static JsonValue value(String text, int from, int toFromEnd) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new JsonValue(bytes, from, bytes.length + toFromEnd);
    }
}
