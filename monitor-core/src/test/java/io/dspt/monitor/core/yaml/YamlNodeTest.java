package io.dspt.monitor.core.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlNodeTest {
    private enum Level {
        LOW,
        VERY_HIGH
    }

    @Test
    void shouldKnowWhereEverythingStands() {
        // When
        YamlNode root = YamlNode.parse("f.yaml", "a: 1\nb:\n  c:\n    - x\n    - d: >\n        long\n        text\n");
        YamlNode second = root.members().get("b").members().get("c").elements().get(1);

        // Then
        assertEquals("f.yaml", second.file());
        assertEquals("b.c[1]", second.path());
        assertEquals(5, second.line());
        assertEquals("b.c[1].d", second.members().get("d").path());
        assertEquals(5, second.members().get("d").line());
        // A member stands where its key does, also when its value begins on the next line.
        assertEquals(2, root.members().get("b").line());
        assertEquals(
                "f.yaml:3: b.c: no",
                root.members().get("b").members().get("c").refused("no").getMessage());
        assertEquals("f.yaml:1: no", root.refused("no").getMessage());
    }

    @Test
    void shouldKeepTheOrderOfMembers() {
        assertEquals(
                List.of("z", "a", "m"),
                List.copyOf(node("z: 1\na: 2\nm: 3").members().keySet()));
    }

    @Test
    void shouldTellKinds() {
        assertTrue(node("a: b").isMapping());
        assertTrue(node("[]").isList());
        assertFalse(node("a").isMapping());
        assertTrue(node("null").isNull());
        assertFalse(node("'null'").isNull());
        assertTrue(member("").isNull());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            nullValues = "none",
            value = {
                "5, 5",
                "-5, -5",
                "9223372036854775807, 9223372036854775807",
                "9223372036854775808, none",
                "1.0, none",
                "1e3, none",
                "0x10, none",
                "'5', none",
                "five, none",
                "true, none",
            })
    void shouldReadWholeNumbersOnly(String written, Long expected) {
        assertEquals(Optional.ofNullable(expected), member(written).wholeIfOne());
        if (expected == null) {
            assertEquals(
                    "f:1: a: expected a whole number",
                    refusal(() -> member(written).whole()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {"9223372036854775808, true", "1.5, true", "1e3, true", "5, false", "'1.5', false", "1.2.3, false"})
    void shouldTellNumbersThatNoFactHas(String written, boolean expected) {
        assertEquals(expected, member(written).isOtherNumber());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            nullValues = "none",
            value = {"true, true", "false, false", "yes, none", "'true', none", "1, none"})
    void shouldReadFlagsOnly(String written, Boolean expected) {
        assertEquals(Optional.ofNullable(expected), member(written).flagIfOne());
        if (expected == null) {
            assertEquals(
                    "f:1: a: expected true or false",
                    refusal(() -> member(written).flag()));
        }
    }

    @Test
    void shouldReadTexts() {
        assertEquals("5", member("5").text());
        assertEquals("true", member("true").text());
        assertEquals("a b", member("'a b'").text());
        assertEquals("", member("").textOrEmpty());
        assertEquals("", member("[]").textOrEmpty());
        assertEquals("f:1: a: expected a text", refusal(() -> member("").text()));
        assertEquals("f:1: a: expected a text", refusal(() -> member("[b]").text()));
        assertEquals("f:1: a: must not be empty", refusal(() -> member("' '").text()));
    }

    @Test
    void shouldReadNamesOfAnEnumeration() {
        assertEquals(Level.VERY_HIGH, member("very-high").oneOf(Level.class));
        assertEquals(
                "f:1: a: 'very_high' is none of low, very-high; did you mean 'very-high'?",
                refusal(() -> member("very_high").oneOf(Level.class)));
    }

    @Test
    void shouldRefuseUnknownMissingAndDoubleKeys() {
        assertEquals(
                "f:2: colour: unknown key",
                refusal(() -> node("a: 1\ncolour: 2").members(Set.of("a"))));
        assertEquals(
                "f:2: colour: unknown key; did you mean 'color'?",
                refusal(() -> node("a: 1\ncolour: 2").members(Set.of("a", "color"))));
        assertEquals(
                "f:3: a: the key stands twice",
                refusal(() -> node("a: 1\nb: 2\na: 3").members()));
        YamlNode root = node("a: 1");
        assertEquals("f:1: the key 'b' is missing", refusal(() -> YamlNode.required(root, root.members(), "b")));
    }

    @Test
    void shouldRefuseOtherKindsThanAskedFor() {
        assertEquals("f:1: a: expected a mapping", refusal(() -> member("[]").members()));
        assertEquals("f:1: a: expected a list", refusal(() -> member("{}").elements()));
    }

    @Test
    void shouldReadJson() {
        Map<String, YamlNode> members =
                node("{\"a\": [1, \"x\\u0041\"], \"b\": null}").members();

        assertEquals("xA", members.get("a").elements().get(1).text());
        assertTrue(members.get("b").isNull());
    }

    @Test
    void shouldTakeNestingAsDeepAsFiftyAndNoDeeper() {
        assertTrue(node("[".repeat(50) + "]".repeat(50)).isList());
        assertEquals("f:1: nested more than 50 deep", refusal(() -> node("[".repeat(51) + "]".repeat(51))));
        // Side by side is not deep.
        assertEquals(200, node("[" + "[], ".repeat(200) + "]").elements().size());
    }

    private static YamlNode node(String text) {
        return YamlNode.parse("f", text);
    }

    private static YamlNode member(String written) {
        return node("a: " + written).members().get("a");
    }

    private static String refusal(Runnable reading) {
        return assertThrows(RefusedException.class, reading::run).getMessage();
    }
}
